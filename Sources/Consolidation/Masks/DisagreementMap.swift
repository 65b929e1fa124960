package import AnnotationModel

/// Where in an image the annotators disagree, and how much.
package struct DisagreementMap: Hashable, Sendable {
  /// A run of pixels that are disputed alike.
  package struct Run: Hashable, Sendable {
    /// Pixel indexes, row by row.
    package let pixels: Range<Int>
    /// From near 0, where hardly anybody differs, to 1, where half of them do.
    package let level: Double
  }

  /// The size of the image.
  package let size: ImageSize
  /// The disputed runs in ascending order; elsewhere everybody agrees.
  package let runs: [Run]

  /// Overlays what annotators marked; a pixel of several groups is as disputed as the most
  /// disputed of them.
  init(_ groups: [MaskGroup], annotators: Int, size: ImageSize) {
    self.size = size
    let layers = groups.map { group -> [Run] in
      let patterns = VotePatterns(group.members.map(\.mask), size: size)
      return patterns.segments.compactMap { segment in
        let marked = segment.pattern.nonzeroBitCount
        let fewer = min(marked, annotators - marked)
        return fewer > 0
          ? Run(pixels: segment.range, level: 2 * Double(fewer) / Double(annotators)) : nil
      }
    }
    runs = layers.count == 1 ? layers[0] : Self.highest(layers.joined())
  }

  /// The highest level at every place that any of the runs covers.
  private static func highest(_ runs: some Sequence<Run>) -> [Run] {
    let ordered = runs.sorted { $0.pixels.lowerBound < $1.pixels.lowerBound }
    let places = Set(ordered.flatMap { [$0.pixels.lowerBound, $0.pixels.upperBound] }).sorted()
    var result: [Run] = []
    var open: [Run] = []
    var next = 0
    for (start, end) in zip(places, places.dropFirst()) {
      while next < ordered.count, ordered[next].pixels.lowerBound <= start {
        open.append(ordered[next])
        next += 1
      }
      open.removeAll { $0.pixels.upperBound <= start }
      if let level = open.map(\.level).max() {
        result.append(Run(pixels: start..<end, level: level))
      }
    }
    return result
  }

  /// The share of the image's pixels that anybody disputes, weighed by how much.
  package var amount: Double {
    runs.reduce(0) { $0 + $1.level * Double($1.pixels.count) } / Double(size.pixelCount)
  }

  /// One byte per pixel, row by row: 0 where everybody agrees, 255 where half of them differ.
  package var levels: [UInt8] {
    var levels = [UInt8](repeating: 0, count: size.pixelCount)
    for run in runs {
      let level = UInt8((run.level * 255).rounded())
      for index in run.pixels { levels[index] = level }
    }
    return levels
  }
}
