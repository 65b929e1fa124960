import AnnotationModel
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("Identifiers")
struct IDTests {
  private typealias ImageID = ID<AnnotationModel.Image>

  /// Counts up, so that the bits of an id can be predicted.
  private struct Counter: RandomNumberGenerator {
    var value: UInt64 = 0xFFFF_FFFF_FFFF_FFF0
    mutating func next() -> UInt64 {
      value &+= 1
      return value
    }
  }

  @Test("An id has the layout of UUID version 7")
  func layout() {
    var random = Counter()
    let id = ImageID(at: Timestamp(microseconds: 1_645_557_742_000_999), using: &random)
    #expect(id.description == "017f22e2-79b0-7ff1-bfff-fffffffffffc")
    #expect(id.bytes.count == 16)
    #expect(id.bytes[6] >> 4 == 7)
    #expect(id.bytes[8] >> 6 == 2)
  }

  @Test("Ids order by the time of making, and never repeat for one moment")
  func order() {
    var random = SystemRandomNumberGenerator()
    let ids = (0..<50).map { step in
      ImageID(at: Timestamp(microseconds: 1_700_000_000_000_000 + 1000 * step), using: &random)
    }
    #expect(ids == ids.sorted())
    let now = Timestamp(microseconds: 1_700_000_000_000_000)
    #expect(Set((0..<500).map { _ in ImageID(at: now, using: &random) }).count == 500)
  }

  @Test("A moment before 1970 still gives an id")
  func early() {
    var random = Counter()
    let id = ImageID(at: Timestamp(microseconds: -5_000_000), using: &random)
    #expect(id.description.hasPrefix("00000000-0000-7"))
  }

  @Test("Bytes and text lead back to the id")
  func roundTrip() throws {
    var random = SystemRandomNumberGenerator()
    let id = ImageID(at: Timestamp(microseconds: 1_731_000_000_123_456), using: &random)
    #expect(ImageID(bytes: id.bytes) == id)
    #expect(ImageID(id.description) == id)
    #expect(ImageID(high: id.high, low: id.low) == id)
    #expect(ImageID(id.description.uppercased()) == id)
    let data = try JSONEncoder().encode([id])
    #expect(try JSONDecoder().decode([ImageID].self, from: data) == [id])
  }

  @Test(
    "Other text is not an id",
    arguments: [
      "", "017f22e2", "017f22e279b07ff1bffffffffffffffc", "017f22e2-79b0-7ff1-bfff-ffffffffffxx",
      "017f22e2-79b0-7ff1-bfff-fffffffffffcc", "----017f22e279b07ff1bffffffffffffffc",
      "+17f22e2-79b0-7ff1-bfff-fffffffffffc", "017f22e2-79b0-7ff1-+fff-fffffffffffc",
    ])
  func badText(text: String) {
    #expect(ImageID(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ImageID].self, from: Data("[\"\(text)\"]".utf8))
    }
  }

  @Test("Any length but sixteen bytes is refused", arguments: [0, 15, 17])
  func badBytes(count: Int) {
    #expect(ImageID(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }
}
