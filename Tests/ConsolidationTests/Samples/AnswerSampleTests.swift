import Consolidation
import Testing

@Suite("Leaving out answers")
struct AnswerSampleTests {
  @Test("As many places as asked for, ascending, and the same on every run")
  func places() {
    let sample = AnswerSample(seed: 7)
    for kept in 0...6 {
      let places = sample.places(keeping: kept, of: 5, item: 3, draw: 1)
      #expect(places.count == min(kept, 5))
      #expect(places == places.sorted() && Set(places).count == places.count)
      #expect(places.allSatisfy { (0..<5).contains($0) })
      #expect(places == AnswerSample(seed: 7).places(keeping: kept, of: 5, item: 3, draw: 1))
    }
  }

  @Test("Every answer has about the same chance, and items, draws and seeds differ")
  func fair() {
    var counts = [Int](repeating: 0, count: 5)
    for item in 0..<2000 {
      for place in AnswerSample().places(keeping: 2, of: 5, item: item, draw: 0) {
        counts[place] += 1
      }
    }
    for count in counts { #expect((720...880).contains(count), "\(counts)") }
    func all(_ seed: UInt64, _ draw: Int) -> [[Int]] {
      (0..<20).map { AnswerSample(seed: seed).places(keeping: 2, of: 5, item: $0, draw: draw) }
    }
    #expect(all(1, 0) != all(1, 1) && all(1, 0) != all(2, 0))
  }
}
