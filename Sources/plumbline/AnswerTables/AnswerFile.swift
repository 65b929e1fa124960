import Consolidation
import Interchange

/// The answers in a plain table of items, workers and labels, and what is known of the truth.
///
/// Items, workers and labels are numbered in the order of their names, so that the order of the
/// rows changes nothing.
struct AnswerFile {
  /// The names of the items, by their index.
  let items: [String]
  /// The names of the annotators, by their index.
  let workers: [String]
  /// The names of the labels, by their class index.
  let labels: [String]
  /// All answers.
  let answers: [AnswerTable.Answer]
  /// Known classes by item.
  let gold: [Int: Int]
  /// Rows that were left out.
  let rejects: Rejects

  /// What a column may be called; the first is ours, the others are common elsewhere.
  private static let itemNames = ["item", "task", "image", "example"]
  private static let workerNames = ["worker", "annotator", "performer", "rater"]
  private static let labelNames = ["label", "answer", "class"]

  /// Reads a table of answers, and one of known truth when given.
  ///
  /// `labels` is the list of labels to choose from; without it the labels are those that occur.
  init(_ path: LocalPath, gold: LocalPath?, labels: [String]?) throws {
    var names = (items: NameIndex(), workers: NameIndex(), labels: NameIndex())
    for label in labels ?? [] { _ = names.labels.number(of: Array(label.utf8)[...]) }
    let listed = names.labels.count
    var reading = Reading(names: names, listed: labels == nil ? nil : listed)
    try reading.readAnswers(path)
    if let gold { try reading.readGold(gold) }
    names = reading.names
    let order = (
      items: names.items.sorted(), workers: names.workers.sorted(),
      labels: labels == nil ? names.labels.sorted() : Array(0..<listed)
    )
    let rank = (
      Self.ranks(order.items), Self.ranks(order.workers), Self.ranks(order.labels)
    )
    items = order.items.map(names.items.text)
    workers = order.workers.map(names.workers.text)
    self.labels = order.labels.map(names.labels.text)
    answers = reading.answers.map {
      .init(item: rank.0[$0.item], worker: rank.1[$0.worker], choice: rank.2[$0.choice])
    }
    self.gold = Dictionary(
      reading.gold.map { (rank.0[$0], rank.2[$1]) }, uniquingKeysWith: { first, _ in first })
    rejects = reading.rejects
  }

  private static func ranks(_ order: [Int]) -> [Int] {
    var ranks = [Int](repeating: 0, count: order.count)
    for (rank, number) in order.enumerated() { ranks[number] = rank }
    return ranks
  }

  /// What was read so far, numbered in the order of the rows.
  private struct Reading {
    var names: (items: NameIndex, workers: NameIndex, labels: NameIndex)
    /// How many labels were listed; nil when any label goes.
    let listed: Int?
    var answers: [AnswerTable.Answer] = []
    var gold: [(item: Int, label: Int)] = []
    var rejects = Rejects()

    init(names: (items: NameIndex, workers: NameIndex, labels: NameIndex), listed: Int?) {
      self.names = names
      self.listed = listed
    }

    mutating func readAnswers(_ path: LocalPath) throws {
      var rows = try TableRows(path, columns: [itemNames, workerNames, labelNames])
      while let row = try rows.next() {
        guard let label = label(row.fields[2], path, row.line),
          isText(row.fields[0], path, row.line), isText(row.fields[1], path, row.line)
        else { continue }
        answers.append(
          .init(
            item: names.items.number(of: row.fields[0]),
            worker: names.workers.number(of: row.fields[1]), choice: label))
      }
      rejects.merge(rows.rejects)
    }

    mutating func readGold(_ path: LocalPath) throws {
      var rows = try TableRows(path, columns: [itemNames, ["truth", "gold"] + labelNames])
      var known: [Int: Int] = [:]
      while let row = try rows.next() {
        guard let label = label(row.fields[1], path, row.line),
          isText(row.fields[0], path, row.line)
        else { continue }
        let item = names.items.number(of: row.fields[0])
        if let before = known.updateValue(label, forKey: item), before != label {
          known[item] = before
          rejects.add("\(path):\(row.line)", "another truth of this item stands above; it counts")
        }
      }
      gold = known.map { ($0.key, $0.value) }
      rejects.merge(rows.rejects)
    }

    private mutating func label(
      _ field: ArraySlice<UInt8>, _ path: LocalPath, _ line: Int
    ) -> Int? {
      guard let listed else {
        return isText(field, path, line) ? names.labels.number(of: field) : nil
      }
      if let known = names.labels.known(field), known < listed { return known }
      rejects.add(
        "\(path):\(line)", "\"\(String(decoding: field, as: UTF8.self))\" is not in --labels")
      return nil
    }

    private mutating func isText(
      _ field: ArraySlice<UInt8>, _ path: LocalPath, _ line: Int
    ) -> Bool {
      // All of it plain ASCII is the usual case and needs no further look.
      if field.allSatisfy({ $0 < 0x80 }) { return true }
      if String(validating: field, as: UTF8.self) != nil { return true }
      rejects.add("\(path):\(line)", "a name is not UTF-8")
      return false
    }
  }
}
