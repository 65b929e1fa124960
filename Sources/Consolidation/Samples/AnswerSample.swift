/// Which of an item's answers are kept when only some annotators had been asked.
///
/// The same for the same seed, draw, item and number of answers, on every run.
package struct AnswerSample: Hashable, Sendable {
  /// Where the random numbers begin.
  package var seed: UInt64

  /// Makes a plan.
  package init(seed: UInt64 = 1) {
    self.seed = seed
  }

  /// Places of at most `kept` of `count` answers to an item, ascending; `draw` tells apart samples
  /// of the same size.
  package func places(keeping kept: Int, of count: Int, item: Int, draw: Int) -> [Int] {
    guard kept < count else { return Array(0..<max(0, count)) }
    var random = SeededRandom(
      seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: item) << 16
        &+ UInt64(truncatingIfNeeded: draw))
    var places = Array(0..<count)
    // The first steps of a Fisher-Yates shuffle.
    for index in 0..<max(0, kept) {
      places.swapAt(index, index + random.below(count - index))
    }
    return places.prefix(max(0, kept)).sorted()
  }
}
