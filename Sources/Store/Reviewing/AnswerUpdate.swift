import AnnotationModel
import GRDB

/// Brings up to date what follows from the finished layers of one data object: what there is to
/// review, whether it is gold to deal, and how its answers score against gold.
///
/// Has to be done in every transaction that adds, finishes, takes up again or removes a layer.
enum AnswerUpdate {
  /// The threshold of labels that have none: a prediction that is more likely wrong than right.
  static let defaultThreshold = 0.5

  static func run(_ object: RowKey, in transaction: Transaction) throws {
    let db = transaction.db
    let found = try ReviewTable.find(object, in: db)
    let layers = found.isWithdrawn ? [] : try FinishedLayer.all(of: object, in: db)
    let gold = layers.last { $0.kind == .gold }
    try GoldUpdate.run(object, job: found.job, wasSeeded: found.isSeeded, gold, in: transaction)
    var entry = found.entry
    let base = layers.reviewable(isAnswered: found.isAnswered)
    entry.stage = try stage(found.entry, object, gold: gold, base: base, in: db)
    if entry.stage.state == .waiting && entry.stage != .leased {
      (entry.person, entry.layer, entry.layerID, entry.leaseEnd) = (nil, nil, nil, nil)
      (entry.reason, entry.seen) = ("", nil)
    }
    if let base {
      entry.base = base.key
      (entry.level, entry.margin) = try place(of: base.key, in: db)
      entry.author = try soleAuthor(of: base, object, in: db) ?? 0
    } else if entry.stage.state == .waiting {
      (entry.base, entry.level, entry.margin, entry.author) = (nil, 2, 0, 0)
    }
    guard entry != found.entry else { return }
    try ReviewTable.save(entry, of: object, in: transaction)
  }

  private static func stage(
    _ entry: ReviewTable.Entry, _ object: RowKey, gold: FinishedLayer?, base: FinishedLayer?,
    in db: Database
  ) throws -> ReviewTable.Stage {
    let idle: ReviewTable.Stage = gold != nil ? .gold : base == nil ? .none : .waiting
    switch entry.stage {
    case .none, .gold, .waiting: return idle
    case .leased: return idle == .waiting ? .leased : idle
    case .draft, .reviewed: return entry.stage
    case .returned: return try isReworked(object, in: db) ? .returned : idle
    }
  }

  /// Whether an annotator still has to answer again what was sent back; only rework has a draft
  /// of a later round.
  private static func isReworked(_ object: RowKey, in db: Database) throws -> Bool {
    try db.integer(
      """
      SELECT 1 FROM assignment WHERE data_object = ?
        AND (state = 'returned' OR (state IN ('draft', 'leased') AND round > 1)) LIMIT 1
      """, [object]) != nil
  }

  /// Where a layer stands in the queue.
  private static func place(
    of layer: RowKey, in db: Database
  ) throws -> (level: Int, margin: Double) {
    guard let row = try db.firstRow(HotQuery.worstMargin, [defaultThreshold, layer]),
      row["shapes"] as Int > 0
    else { return (2, 0) }
    guard let margin: Double = row["margin"] else { return (1, 0) }
    return (0, margin)
  }

  /// The annotator whose answer alone a layer is or was made of; nil when there are several or
  /// none.
  private static func soleAuthor(
    of layer: FinishedLayer, _ object: RowKey, in db: Database
  ) throws -> RowKey? {
    if let annotator = layer.annotator { return annotator }
    let authors = try Contribution.all(to: layer, object, in: db).map(\.person)
    let roots = Set(try authors.map { try PersonTable.root(of: $0, in: db) })
    return roots.count == 1 ? roots.first : nil
  }
}

/// An annotator's layer that stands behind an answer.
struct Contribution {
  let person: RowKey
  let layer: RowKey

  /// The annotators' layers of a data object that an answer is or was made of.
  static func all(
    to answer: FinishedLayer, _ object: RowKey, in db: Database
  ) throws -> [Contribution] {
    if answer.kind == .person, let person = answer.person {
      return [Contribution(person: person, layer: answer.key)]
    }
    guard let run = answer.run else { return [] }
    return try db.rows(
      """
      SELECT s.person, l.key FROM layer l JOIN run_input n ON n.run = ? AND n.layer = l.key
      JOIN source s ON s.key = l.source WHERE l.data_object = ? AND s.kind = 'person'
      ORDER BY l.key
      """, [run, object]
    ).map { Contribution(person: $0["person"], layer: $0["key"]) }
  }
}
