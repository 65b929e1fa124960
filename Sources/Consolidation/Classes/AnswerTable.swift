/// Who chose which class for which item, grouped by item.
///
/// Compressed rows: the answers of item `i` are `codes[offsets[i]..<offsets[i + 1]]`, ordered by
/// annotator, then class. The table is the same for any order of the answers that it was built
/// from, except that "last wins" looks at the order.
package struct AnswerTable: Hashable, Sendable {
  /// One answer: an annotator chose a class for an item.
  package struct Answer: Hashable, Sendable {
    /// Index of the item, from 0.
    package let item: Int
    /// Index of the annotator, from 0.
    package let worker: Int
    /// Index of the chosen class, from 0.
    package let choice: Int

    /// Makes an answer from its three indexes.
    package init(item: Int, worker: Int, choice: Int) {
      self.item = item
      self.worker = worker
      self.choice = choice
    }
  }

  /// What happens when one annotator answers one item more than once.
  package enum Repeats: Hashable, Sendable {
    /// The answer that came last replaces the earlier ones.
    case lastWins
    /// Each answer counts as one observation, as in Dawid and Skene's own data.
    case counted
  }

  /// How many items there are, answered or not.
  package let itemCount: Int
  /// How many annotators there are, answering or not.
  package let workerCount: Int
  /// How many classes there are to choose from, chosen or not.
  package let classCount: Int
  /// Where the answers of each item begin in `codes`; one entry more than there are items.
  package let offsets: [Int]
  /// One `worker * classCount + choice` per answer.
  package let codes: [UInt32]

  /// Groups answers by item; throws when an index is out of range.
  package init(
    _ answers: [Answer], itemCount: Int, workerCount: Int, classCount: Int, repeats: Repeats
  ) throws(ConsolidationError) {
    guard classCount > 0 else { throw .noClasses }
    for (name, count) in [("item count", itemCount), ("annotator count", workerCount)]
    where count < 0 {
      throw .illegalOption(name: name, value: Double(count), allowed: "at least 0")
    }
    let codeCount = workerCount.multipliedReportingOverflow(by: classCount)
    guard !codeCount.overflow, codeCount.partialValue <= Int(UInt32.max) else {
      throw .tooLarge(workers: workerCount, classes: classCount)
    }
    for answer in answers {
      try Self.check("item", answer.item, itemCount)
      try Self.check("annotator", answer.worker, workerCount)
      try Self.check("class", answer.choice, classCount)
    }
    let keyed =
      switch repeats {
      case .lastWins: Self.ordered(answers, by: { $0.worker }, below: workerCount)
      case .counted:
        Self.ordered(
          answers, by: { $0.worker * classCount + $0.choice }, below: codeCount.partialValue)
      }
    let sorted = Self.ordered(keyed, by: { $0.item }, below: itemCount)
    self.itemCount = itemCount
    self.workerCount = workerCount
    self.classCount = classCount
    (offsets, codes) = Self.compressed(
      sorted, itemCount: itemCount, classCount: classCount, dropsRepeats: repeats == .lastWins)
  }

  private static func check(
    _ what: String, _ index: Int, _ count: Int
  ) throws(ConsolidationError) {
    guard index >= 0, index < count else {
      throw .indexOutOfRange(what: what, index: index, count: count)
    }
  }

  /// A stable counting sort: linear, and equal keys keep their order.
  private static func ordered(
    _ answers: [Answer], by key: (Answer) -> Int, below limit: Int
  ) -> [Answer] {
    guard let filler = answers.first else { return [] }
    var next = [Int](repeating: 0, count: limit + 1)
    for answer in answers { next[key(answer) + 1] += 1 }
    for index in next.indices.dropFirst() { next[index] += next[index - 1] }
    var result = [Answer](repeating: filler, count: answers.count)
    for answer in answers {
      result[next[key(answer)]] = answer
      next[key(answer)] += 1
    }
    return result
  }

  private static func compressed(
    _ sorted: [Answer], itemCount: Int, classCount: Int, dropsRepeats: Bool
  ) -> (offsets: [Int], codes: [UInt32]) {
    var offsets = [Int](repeating: 0, count: itemCount + 1)
    var codes: [UInt32] = []
    codes.reserveCapacity(sorted.count)
    for (index, answer) in sorted.enumerated() {
      if dropsRepeats, index + 1 < sorted.count, sorted[index + 1].item == answer.item,
        sorted[index + 1].worker == answer.worker
      {
        continue
      }
      codes.append(UInt32(answer.worker * classCount + answer.choice))
      offsets[answer.item + 1] += 1
    }
    for index in offsets.indices.dropFirst() { offsets[index] += offsets[index - 1] }
    return (offsets, codes)
  }

  /// The answers of one item, ordered by annotator, then class.
  package func answers(of item: Int) -> [Answer] {
    codes[offsets[item]..<offsets[item + 1]].map { code in
      Answer(item: item, worker: Int(code) / classCount, choice: Int(code) % classCount)
    }
  }

  /// How many different annotators answered an item.
  package func support(of item: Int) -> Int {
    var count = 0
    var previous = -1
    for code in codes[offsets[item]..<offsets[item + 1]] {
      let worker = Int(code) / classCount
      if worker != previous { count += 1 }
      previous = worker
    }
    return count
  }
}
