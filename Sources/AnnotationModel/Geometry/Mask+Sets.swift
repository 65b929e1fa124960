extension Mask {
  /// The pixels that are in either mask; nil when the masks are of images of different sizes.
  package func union(_ other: Mask) -> Mask? { combined(other) { $0 || $1 } }

  /// The pixels that are in both masks; nil when there are none or the sizes differ.
  package func intersection(_ other: Mask) -> Mask? { combined(other) { $0 && $1 } }

  /// The pixels that are not in the other mask; nil when there are none or the sizes differ.
  package func subtracting(_ other: Mask) -> Mask? { combined(other) { $0 && !$1 } }

  /// The pixels that are in exactly one mask; nil when there are none or the sizes differ.
  package func symmetricDifference(_ other: Mask) -> Mask? { combined(other) { $0 != $1 } }

  /// How many pixels both masks cover; 0 when the sizes differ.
  package func intersectionArea(_ other: Mask) -> Int {
    guard size == other.size else { return 0 }
    var area = 0
    var (mine, theirs) = (0, 0)
    while mine < boundaries.count, theirs < other.boundaries.count {
      let end = min(boundaries[mine + 1], other.boundaries[theirs + 1])
      area += max(0, end - max(boundaries[mine], other.boundaries[theirs]))
      if boundaries[mine + 1] == end { mine += 2 } else { theirs += 2 }
    }
    return area
  }

  /// Intersection over union (Jaccard index), 0 for masks that do not meet and 1 for equal ones.
  package func intersectionOverUnion(_ other: Mask) -> Double {
    let shared = intersectionArea(other)
    return Double(shared) / Double(area + other.area - shared)
  }

  /// Walks both lists of boundaries once and keeps those at which the result changes.
  private func combined(_ other: Mask, _ isInside: (Bool, Bool) -> Bool) -> Mask? {
    guard size == other.size else { return nil }
    var result: [Int] = []
    var (mine, theirs) = (0, 0)
    while mine < boundaries.count || theirs < other.boundaries.count {
      let here = mine < boundaries.count ? boundaries[mine] : .max
      let there = theirs < other.boundaries.count ? other.boundaries[theirs] : .max
      let position = min(here, there)
      if here == position { mine += 1 }
      if there == position { theirs += 1 }
      // An odd number of boundaries passed means inside.
      if isInside(mine % 2 == 1, theirs % 2 == 1) != (result.count % 2 == 1) {
        result.append(position)
      }
    }
    return Mask(size: size, canonical: result)
  }
}
