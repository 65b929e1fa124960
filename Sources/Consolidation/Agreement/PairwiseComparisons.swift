/// What two annotators have in common on the items that both answered.
package struct PairFigures<Figures: Hashable & Sendable>: Hashable, Sendable {
  /// Index of the annotator, the lower one.
  package let first: Int
  /// Index of the other annotator.
  package let second: Int
  /// What they have in common.
  package let figures: Figures
}

/// The comparisons of every two answers to an item, kept together by item.
///
/// Items are the units that intervals draw: comparisons with one and the same answer, and of one and the
/// same image, are not independent of each other, whatever they are summed up by.
struct PairwiseComparisons<Score> {
  private struct Comparison {
    let first: Int
    let second: Int
    let score: Score
  }

  /// The items with a comparison at least.
  private let items: [[Comparison]]

  /// Compares every two answers of each item, ordered by annotator; nil is no comparison.
  init<Answer>(
    _ items: some Sequence<[Answer]>, annotator: (Answer) -> Int,
    score: (Answer, Answer) -> Score?
  ) {
    self.items = items.compactMap { answers in
      let answers = answers.sorted { annotator($0) < annotator($1) }
      let found = answers.enumerated().flatMap { index, first in
        answers.dropFirst(index + 1).compactMap { second in
          score(first, second).map {
            Comparison(first: annotator(first), second: annotator(second), score: $0)
          }
        }
      }
      return found.isEmpty ? nil : found
    }
  }

  /// All scores, item by item.
  var all: [[Score]] { items.map { $0.map(\.score) } }

  /// One part of every score, item by item.
  func all<Part>(_ part: (Score) -> Part) -> [[Part]] {
    items.map { $0.map { part($0.score) } }
  }

  /// The figures of each annotator against all others, from scores item by item.
  func annotators<Figures>(count: Int, _ figures: ([[Score]]) -> Figures) -> [Figures] {
    var units = [[[Score]]](repeating: [], count: count)
    for item in items {
      var own: [Int: [Score]] = [:]
      for comparison in item {
        own[comparison.first, default: []].append(comparison.score)
        own[comparison.second, default: []].append(comparison.score)
      }
      for (annotator, scores) in own { units[annotator].append(scores) }
    }
    return units.map(figures)
  }

  /// The figures of each pair with items in common, in the order of the annotators.
  func pairs<Figures>(_ figures: ([[Score]]) -> Figures) -> [PairFigures<Figures>] {
    var units: [Int: [Int: [[Score]]]] = [:]
    for comparison in items.joined() {
      units[comparison.first, default: [:]][comparison.second, default: []].append(
        [comparison.score])
    }
    return units.sorted { $0.key < $1.key }.flatMap { first, others in
      others.sorted { $0.key < $1.key }.map {
        PairFigures(first: first, second: $0.key, figures: figures($0.value))
      }
    }
  }
}

/// Overlaps that are added up.
struct OverlapSum {
  private(set) var sum = 0.0
  private(set) var count = 0

  mutating func add(_ overlap: Double) {
    sum += overlap
    count += 1
  }

  mutating func add(_ other: OverlapSum) {
    sum += other.sum
    count += other.count
  }

  /// The mean overlap of units that hold some sums each.
  static func mean(of units: [[OverlapSum]], _ plan: Bootstrap) -> Estimate {
    let sums = units.map { parts in parts.reduce(into: OverlapSum()) { $0.add($1) } }
    return Estimate(units: sums.count, bootstrap: plan) { times in
      var (sum, count) = (0.0, 0)
      for (unit, drawn) in zip(sums, times) where drawn > 0 {
        sum += Double(drawn) * unit.sum
        count += drawn * unit.count
      }
      return count == 0 ? nil : sum / Double(count)
    }
  }

  /// How many overlaps units hold.
  static func count(of units: [[OverlapSum]]) -> Int {
    units.joined().reduce(0) { $0 + $1.count }
  }
}
