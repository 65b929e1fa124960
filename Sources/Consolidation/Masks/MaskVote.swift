package import AnnotationModel

/// Pixels that most annotators marked, with and without regard to the pixels around.
package enum MaskVote {
  /// The pixels that more than half of `annotators` marked; nil when there are none.
  ///
  /// `masks` are those of one image; annotators who marked nothing have none.
  package static func majority(_ masks: [Mask], annotators: Int, size: ImageSize) -> Mask? {
    var votes = VoteCounts(masks, size: size)
    var counts = [Int32](repeating: 0, count: size.width + 1)
    let half = Int32(clamping: annotators / 2)
    var runs: [Range<Int>] = []
    for row in votes.rows {
      votes.count(row: row, into: &counts)
      // What the masks that reach the right edge leave behind it.
      counts[size.width] = 0
      appendRuns(of: counts, above: half, from: row * size.width, to: &runs)
    }
    return Mask(size: size, runs: runs)
  }

  /// Appends the runs of a row, which starts at pixel `start`, whose counts are above `half`; the last
  /// count lies behind the row and is not.
  private static func appendRuns(
    of counts: [Int32], above half: Int32, from start: Int, to runs: inout [Range<Int>]
  ) {
    let counts = counts.span
    var begin = 0
    var wasInside = false
    for column in counts.indices {
      let isInside = counts[column] > half
      if isInside == wasInside { continue }
      if isInside { begin = column } else { runs.append(start + begin..<start + column) }
      wasInside = isInside
    }
  }

  /// The pixels around which more than half of the votes were given, after light smoothing.
  ///
  /// Smoothing with a standard deviation of one pixel takes jagged edges and stray pixels away. On
  /// real crowd masks it is as good as anything that does not know the annotators from other
  /// images, and a little better than the bare vote.
  package static func smoothed(_ masks: [Mask], annotators: Int, size: ImageSize) -> Mask? {
    labels([masks], annotators: annotators, size: size)[0]
  }

  /// For each class the pixels where it has the most smoothed votes, background included.
  ///
  /// `masks` holds the masks of each class. Of equals the background is meant, then the lower
  /// class, so a single class needs more than half of the votes.
  package static func labels(
    _ masks: [[Mask]], annotators: Int, size: ImageSize
  ) -> [Mask?] {
    var votes = masks.map { SmoothedVotes($0, size: size) }
    var fields = masks.map { _ in [Int32](repeating: 0, count: size.width) }
    var best = [Int32](repeating: 0, count: size.width)
    var choice = [Int16](repeating: -1, count: size.width)
    var rows = masks.map { _ in [(row: Int, spans: [Range<Int>])]() }
    for row in 0..<size.height {
      let present = votes.indices.filter { votes[$0].rows.contains(row) }
      guard !present.isEmpty else { continue }
      for label in present { votes[label].smooth(row: row, into: &fields[label]) }
      if present.count == 1 {
        let spans = Self.spans(of: fields[present[0]]) {
          2 * $0 > Int32(annotators) * SmoothedVotes.voteWeight
        }
        if !spans.isEmpty { rows[present[0]].append((row, spans)) }
        continue
      }
      Self.choose(present, fields, annotators: annotators, &best, &choice)
      for label in present {
        let spans = Self.spans(of: choice) { $0 == label }
        if !spans.isEmpty { rows[label].append((row, spans)) }
      }
    }
    return rows.map { Mask(size: size, rows: $0) }
  }

  /// The class with the most votes in each column of a row, -1 for the background.
  private static func choose(
    _ present: [Int], _ fields: [[Int32]], annotators: Int, _ best: inout [Int32],
    _ choice: inout [Int16]
  ) {
    for column in best.indices {
      let given = present.reduce(0) { $0 + fields[$1][column] }
      best[column] = max(0, Int32(annotators) * SmoothedVotes.voteWeight - given)
      choice[column] = -1
    }
    for label in present {
      for column in best.indices where fields[label][column] > best[column] {
        best[column] = fields[label][column]
        choice[column] = Int16(label)
      }
    }
  }

  private static func spans<Value>(
    of row: [Value], _ isInside: (Value) -> Bool
  ) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var start = 0
    var wasInside = false
    for (column, value) in row.enumerated() {
      let inside = isInside(value)
      if inside == wasInside { continue }
      if inside { start = column } else { spans.append(start..<column) }
      wasInside = inside
    }
    if wasInside { spans.append(start..<row.count) }
    return spans
  }
}
