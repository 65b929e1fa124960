import AnnotationModel

/// An image cut into runs of pixels that the same annotators marked.
///
/// Masks have few boundaries, so the work depends on these and not on the number of pixels, and all
/// pixels with the same votes share one computation.
struct VotePatterns {
  /// Which annotators marked a pixel: bit i for the i-th mask.
  typealias Pattern = UInt64

  /// A run of pixels, by index, and who marked it; at least one annotator did.
  struct Segment {
    let range: Range<Int>
    let pattern: Pattern
  }

  /// How many annotators a pattern has room for.
  static let annotatorLimit = 64

  let size: ImageSize
  let annotatorCount: Int
  /// The marked runs in ascending order.
  let segments: [Segment]

  /// Overlays the masks of some annotators; nil for one who marked nothing.
  init(_ masks: [Mask?], size: ImageSize) {
    self.size = size
    annotatorCount = masks.count
    var events: [(position: Int, bit: Pattern)] = []
    for (index, mask) in masks.enumerated() {
      for position in mask?.boundaries ?? [] { events.append((position, 1 << Pattern(index))) }
    }
    events.sort { $0.position < $1.position }
    var segments: [Segment] = []
    var pattern: Pattern = 0
    var start = 0
    for event in events {
      if pattern != 0, start < event.position {
        segments.append(Segment(range: start..<event.position, pattern: pattern))
      }
      pattern ^= event.bit
      start = event.position
    }
    self.segments = segments
  }

  /// How many pixels have each pattern, unmarked pixels included, in the order of the patterns.
  var counts: [(pattern: Pattern, pixels: Double)] {
    var counts: [Pattern: Int] = [:]
    var marked = 0
    for segment in segments {
      counts[segment.pattern, default: 0] += segment.range.count
      marked += segment.range.count
    }
    let unmarked = size.pixelCount - marked
    if unmarked > 0 { counts[0] = unmarked }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, Double($0.value)) }
  }

  /// The pixels whose pattern is chosen; nil when there are none.
  func mask(where isChosen: (Pattern) -> Bool) -> Mask? {
    Mask(size: size, runs: segments.filter { isChosen($0.pattern) }.map(\.range))
  }
}
