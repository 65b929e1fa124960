import AnnotationModel

/// How many of some masks cover each pixel and its surroundings, row by row from the top.
///
/// Votes are weighed 4, 15, 26, 15, 4 across and down: a Gaussian with a variance of 0.97 pixels in
/// whole numbers that sum to 64, so that sums are exact and one annotator weighs `64 * 64` away
/// from every edge. At the border of the image the outermost pixel stands for what lies beyond.
struct SmoothedVotes {
  /// What one annotator's vote weighs in all.
  static let voteWeight: Int32 = 64 * 64
  private static let reach = 2

  private let width: Int
  private let height: Int
  private var votes: VoteCounts
  /// Five rows smoothed across, one after the other; row y is the one at `y % 5`.
  private var across: [Int32]
  /// How many rows were smoothed across so far.
  private var done = 0
  /// A row of counts with room for the border on both sides.
  private var counts: [Int32]

  /// The rows in which any mask has pixels, and as many around as smoothing reaches.
  let rows: Range<Int>

  init(_ masks: [Mask], size: ImageSize) {
    width = size.width
    height = size.height
    votes = VoteCounts(masks, size: size)
    rows =
      max(
        0, votes.rows.lowerBound - Self.reach)..<max(
        0, min(size.height, votes.rows.upperBound + Self.reach))
    across = Array(repeating: 0, count: 5 * size.width)
    counts = Array(repeating: 0, count: size.width + 2 * Self.reach)
    done = max(0, rows.lowerBound - Self.reach)
  }

  /// The smoothed votes of a row, into `result`; rows must be asked for in ascending order.
  mutating func smooth(row: Int, into result: inout [Int32]) {
    while done <= min(row + Self.reach, height - 1) {
      smoothAcross(done)
      done += 1
    }
    func start(_ offset: Int) -> Int { min(max(row + offset, 0), height - 1) % 5 * width }
    let starts = (start(-2), start(-1), start(0), start(1), start(2))
    let source = across.span
    var target = result.mutableSpan
    for column in 0..<width {
      let outer = source[starts.0 + column] &+ source[starts.4 + column]
      let inner = source[starts.1 + column] &+ source[starts.3 + column]
      target[column] = 4 &* outer &+ 15 &* inner &+ 26 &* source[starts.2 + column]
    }
  }

  private mutating func smoothAcross(_ row: Int) {
    fillCounts(row)
    let counts = counts
    let source = counts.span
    let width = width
    let start = row % 5 * width
    var target = across.mutableSpan
    for column in 0..<width {
      let outer = source[column] &+ source[column + 4]
      let inner = source[column + 1] &+ source[column + 3]
      target[start + column] = 4 &* outer &+ 15 &* inner &+ 26 &* source[column + 2]
    }
  }

  /// Counts the masks over each pixel of a row.
  private mutating func fillCounts(_ row: Int) {
    votes.count(row: row, into: &counts, margin: Self.reach)
    for offset in 0..<Self.reach {
      counts[offset] = counts[Self.reach]
      counts[Self.reach + width + offset] = counts[Self.reach + width - 1]
    }
  }
}
