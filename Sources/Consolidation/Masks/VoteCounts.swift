import AnnotationModel

/// How many of some masks cover each pixel, row by row from the top.
///
/// The work is the number of pixels of a row and of the boundaries in it; nothing is sorted, so that
/// ragged masks cost little more than smooth ones.
struct VoteCounts {
  private let width: Int
  /// Where each mask begins and ends, as `Mask.boundaries`.
  private let boundaries: [[Int]]
  /// How many boundaries of each mask lie above the next row.
  private var passed: [Int]
  /// The rows in which any mask has pixels.
  let rows: Range<Int>

  /// Masks of another size than the image's are left out.
  init(_ masks: [Mask], size: ImageSize) {
    width = size.width
    boundaries = masks.filter { $0.size == size }.map(\.boundaries)
    passed = boundaries.map { _ in 0 }
    let first = boundaries.compactMap(\.first).min().map { $0 / size.width } ?? 0
    let last = boundaries.compactMap(\.last).max().map { ($0 - 1) / size.width } ?? -1
    rows = first..<max(first, last + 1)
  }

  /// Counts the masks over each pixel of a row into `counts`, from `margin` on.
  ///
  /// Rows must be asked for in ascending order, without leaving out any of `rows`; `counts` has room
  /// for the row and one entry more.
  mutating func count(row: Int, into counts: inout [Int32], margin: Int = 0) {
    for index in counts.indices { counts[index] = 0 }
    for mask in boundaries.indices {
      passed[mask] = Self.add(
        boundaries[mask], passed: passed[mask], start: row * width, width: width, margin: margin,
        to: &counts)
    }
    var target = counts.mutableSpan
    for index in margin + 1..<margin + width { target[index] &+= target[index - 1] }
  }

  /// Adds where a mask begins and ends in a row that starts at pixel `start`; answers how many of its
  /// boundaries lie above the next row.
  private static func add(
    _ ends: [Int], passed: Int, start: Int, width: Int, margin: Int, to counts: inout [Int32]
  ) -> Int {
    let ends = ends.span
    var target = counts.mutableSpan
    var index = passed
    var step: Int32 = index.isMultiple(of: 2) ? 1 : -1
    // A run from a row above goes on.
    if step < 0 { target[margin] &+= 1 }
    while index < ends.count, ends[index] < start + width {
      target[ends[index] - start + margin] &+= step
      step = -step
      index += 1
    }
    return index
  }
}
