/// Who chose which class for which item, grouped by item.
///
/// Compressed rows: the answers of item `i` are `codes[offsets[i]..<offsets[i + 1]]`, ordered by
/// annotator, then class. The table is the same for any order of the answers that it was built
/// from, except that "last wins" looks at the order.
package struct AnswerTable: Hashable, Sendable {
  /// One answer: an annotator chose a class for an item.
  ///
  /// Kept in 32 bits each, because a table is made from millions of them; what does not fit is out
  /// of any range and refused with it.
  package struct Answer: Hashable, Sendable {
    fileprivate let indexes: SIMD4<Int32>

    /// Index of the item, from 0.
    package var item: Int { Int(indexes.x) }
    /// Index of the annotator, from 0.
    package var worker: Int { Int(indexes.y) }
    /// Index of the chosen class, from 0.
    package var choice: Int { Int(indexes.z) }

    /// Makes an answer from its three indexes.
    package init(item: Int, worker: Int, choice: Int) {
      indexes = SIMD4(
        Int32(clamping: item), Int32(clamping: worker), Int32(clamping: choice), 0)
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
  package private(set) var offsets: [Int]
  /// One `worker * classCount + choice` per answer.
  package private(set) var codes: [UInt32]

  /// Groups answers by item; throws when an index is out of range.
  package init(
    _ answers: [Answer], itemCount: Int, workerCount: Int, classCount: Int, repeats: Repeats
  ) throws(ConsolidationError) {
    try Self.check(itemCount: itemCount, workerCount: workerCount, classCount: classCount)
    let limits = SIMD4(Int32(clamping: itemCount), Int32(workerCount), Int32(classCount), 1)
    for answer in answers where any(answer.indexes .< 0 .| answer.indexes .>= limits) {
      try Self.check("item", answer.item, itemCount)
      try Self.check("annotator", answer.worker, workerCount)
      try Self.check("class", answer.choice, classCount)
    }
    self.itemCount = itemCount
    self.workerCount = workerCount
    self.classCount = classCount
    (offsets, codes) = Self.grouped(answers, itemCount: itemCount, classCount: classCount)
    for item in 0..<itemCount { order(item) }
    if repeats == .lastWins { dropRepeats(answers) }
  }

  /// The most numbers in the matrices of all annotators, or in the posteriors of all items: half a
  /// gigabyte of them, of which a fit holds a few copies.
  static let largestTable = 1 << 26

  private static func fits(_ rows: Int, by columns: Int) -> Bool {
    let size = rows.multipliedReportingOverflow(by: columns)
    return !size.overflow && size.partialValue <= largestTable
  }

  /// Throws when the matrices of the annotators, or the posteriors, would not fit in memory.
  func checkSize() throws(ConsolidationError) {
    guard Self.fits(workerCount * classCount, by: classCount) else {
      throw .tooLarge(workers: workerCount, classes: classCount)
    }
    guard Self.fits(itemCount, by: classCount) else {
      throw .tooManyPosteriors(items: itemCount, classes: classCount)
    }
  }

  /// Whether any item has answers of two annotators.
  package var isCorroborated: Bool { (0..<itemCount).contains(where: isCorroborated) }

  /// Whether an item has answers of two annotators.
  package func isCorroborated(_ item: Int) -> Bool {
    let answers = codes[offsets[item]..<offsets[item + 1]]
    // Ordered by annotator, so that the first and the last differ if any do.
    guard let first = answers.first, let last = answers.last else { return false }
    return first / UInt32(classCount) != last / UInt32(classCount)
  }

  /// The same items with only those answers that say something about their annotators: where a second
  /// annotator answered too, or the class is known (`gold[item]` at least 0).
  func telling(gold: [Int32]) -> AnswerTable {
    let silent = (0..<itemCount).filter { item in
      gold[item] < 0 && offsets[item] < offsets[item + 1] && !isCorroborated(item)
    }
    guard !silent.isEmpty else { return self }
    var told = self
    told.drop(answersOf: silent)
    return told
  }

  /// Leaves some items, ascending, without answers.
  private mutating func drop(answersOf items: [Int]) {
    let old = (offsets: offsets, codes: codes)
    var next = items[...]
    codes.removeAll(keepingCapacity: true)
    for item in 0..<itemCount {
      if next.first == item {
        next.removeFirst()
      } else {
        codes += old.codes[old.offsets[item]..<old.offsets[item + 1]]
      }
      offsets[item + 1] = codes.count
    }
  }

  private static func check(
    itemCount: Int, workerCount: Int, classCount: Int
  ) throws(ConsolidationError) {
    guard classCount > 0 else { throw .noClasses }
    for (name, count) in [("item count", itemCount), ("annotator count", workerCount)]
    where count < 0 || count > Int(Int32.max) {
      throw count < 0
        ? .illegalOption(name: name, value: Double(count), allowed: "at least 0")
        : .tooLarge(workers: workerCount, classes: classCount)
    }
    let codeCount = workerCount.multipliedReportingOverflow(by: classCount)
    guard !codeCount.overflow, codeCount.partialValue <= Int(UInt32.max),
      classCount <= Int(Int32.max)
    else { throw .tooLarge(workers: workerCount, classes: classCount) }
  }

  private static func check(
    _ what: String, _ index: Int, _ count: Int
  ) throws(ConsolidationError) {
    guard index >= 0, index < count else {
      throw .indexOutOfRange(what: what, index: index, count: count)
    }
  }

  /// A stable counting sort by item: linear, and the answers of one item keep their order.
  private static func grouped(
    _ answers: [Answer], itemCount: Int, classCount: Int
  ) -> (offsets: [Int], codes: [UInt32]) {
    var offsets = [Int](repeating: 0, count: itemCount + 1)
    for answer in answers { offsets[answer.item + 1] += 1 }
    for index in offsets.indices.dropFirst() { offsets[index] += offsets[index - 1] }
    var next = offsets
    var codes = [UInt32](repeating: 0, count: answers.count)
    for answer in answers {
      codes[next[answer.item]] = UInt32(answer.worker * classCount + answer.choice)
      next[answer.item] += 1
    }
    return (offsets, codes)
  }

  /// Orders the answers of an item by annotator, then class.
  private mutating func order(_ item: Int) {
    let range = offsets[item]..<offsets[item + 1]
    // Most items have few answers, and a few are sorted fastest by insertion.
    guard range.count <= 32 else { return codes[range].sort() }
    for index in range.dropFirst() {
      let code = codes[index]
      var place = index
      while place > range.lowerBound, codes[place - 1] > code {
        codes[place] = codes[place - 1]
        place -= 1
      }
      codes[place] = code
    }
  }

  /// Keeps the last answer of each annotator to each item.
  private mutating func dropRepeats(_ answers: [Answer]) {
    let size = UInt32(classCount)
    let repeated = (0..<itemCount).filter { item in
      (offsets[item]..<offsets[item + 1]).dropFirst().contains { index in
        codes[index] < codes[index - 1] + size && codes[index] / size == codes[index - 1] / size
      }
    }
    guard !repeated.isEmpty else { return }
    let concerned = Set(repeated)
    var last: [Int: [UInt32: UInt32]] = [:]
    for answer in answers where concerned.contains(answer.item) {
      last[answer.item, default: [:]][UInt32(answer.worker)] = UInt32(answer.choice)
    }
    compress(last)
  }

  /// Replaces the answers of some items, given as the choice of each annotator.
  private mutating func compress(_ kept: [Int: [UInt32: UInt32]]) {
    let old = (offsets: offsets, codes: codes)
    codes.removeAll(keepingCapacity: true)
    for item in 0..<itemCount {
      if let answers = kept[item] {
        codes += answers.map { $0 * UInt32(classCount) + $1 }.sorted()
      } else {
        codes += old.codes[old.offsets[item]..<old.offsets[item + 1]]
      }
      offsets[item + 1] = codes.count
    }
  }

  /// The answers of one item, ordered by annotator, then class.
  package func answers(of item: Int) -> [Answer] {
    codes[offsets[item]..<offsets[item + 1]].map { code in
      Answer(item: item, worker: Int(code) / classCount, choice: Int(code) % classCount)
    }
  }

  /// How many answers each annotator gave.
  var answerCounts: [Int] {
    var counts = [Int](repeating: 0, count: workerCount)
    for code in codes { counts[Int(code) / classCount] += 1 }
    return counts
  }

  /// Whether each class was given to an item.
  func given(_ item: Int) -> [Bool] {
    var given = [Bool](repeating: false, count: classCount)
    for code in codes[offsets[item]..<offsets[item + 1]] { given[Int(code) % classCount] = true }
    return given
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
