import Raster

/// What a mask's file is, as a segmentation trainer sees it.
package struct MaskFacts: Hashable, Sendable {
  /// Pixels across and down.
  package let width: Int
  package let height: Int
  /// Whether it has one channel of at most 8 bits.
  package let isIndexed: Bool
  /// The values of its pixels; empty when it has several channels.
  package let values: Set<Int>
  private let expected: (width: Int, height: Int)?
  private let classCount: Int

  package static func == (lhs: MaskFacts, rhs: MaskFacts) -> Bool {
    (lhs.width, lhs.height, lhs.isIndexed, lhs.classCount)
      == (rhs.width, rhs.height, rhs.isIndexed, rhs.classCount) && lhs.values == rhs.values
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(width)
    hasher.combine(height)
    hasher.combine(values)
  }

  /// Looks at a PNG; `image` is the size of the picture that it belongs to, `classCount` how many
  /// classes there are with the background.
  package init(
    _ png: [UInt8], image: (width: Int, height: Int)?, classCount: Int, origin: RecordOrigin
  ) throws(InterchangeError) {
    let samples: PNGSamples
    do throws(ImageError) {
      samples = try PNGSamples(decoding: png)
    } catch {
      throw origin.error(.unreadablePicture("\(error)"))
    }
    width = samples.size.width
    height = samples.size.height
    expected = image
    self.classCount = classCount
    guard case .indices(let picture) = samples else {
      isIndexed = false
      values = []
      return
    }
    isIndexed = true
    var isUsed = [Bool](repeating: false, count: 256)
    for value in picture.indices { isUsed[Int(value)] = true }
    values = Set((0..<256).filter { isUsed[$0] })
  }

  /// What a trainer would refuse or misread.
  var objections: [String] {
    var found: [String] = []
    if !isIndexed { found.append("it has several channels; a palette or grey PNG is needed") }
    if let expected, expected != (width, height) {
      found.append(
        "it has \(width)x\(height) pixels, its image \(expected.width)x\(expected.height)")
    }
    let strange = values.filter { $0 >= classCount && $0 != 255 }.sorted()
    if !strange.isEmpty {
      found.append(
        "pixels have the values \(strange.prefix(5)); 0 to \(classCount - 1) and 255 may be")
    }
    return found
  }
}
