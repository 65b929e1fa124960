import AnnotationModel
import GRDB

/// Where the reviews of data objects stand.
enum ReviewTable {
  /// States as the database holds them; the first four are one standing, "nothing decided".
  enum Stage: String {
    case none, gold, waiting, leased, draft, reviewed, returned

    /// What people see of it.
    var state: ReviewState {
      switch self {
      case .none, .gold, .waiting, .leased: .waiting
      case .draft: .draft
      case .reviewed: .reviewed
      case .returned: .returned
      }
    }
  }

  /// One row; a data object that never had an answer stands at `none`.
  struct Entry: Equatable {
    var stage = Stage.none
    var level = 2
    var margin = 0.0
    /// The annotator whose answer alone is reviewed, else 0.
    var author: RowKey = 0
    /// The layer to review.
    var base: RowKey?
    /// The state of that layer which the holder was given; nil when nobody holds it untouched.
    var seen: String?
    /// The reviewer who has or had it.
    var person: RowKey?
    /// The reviewer's layer.
    var layer: RowKey?
    var layerID: ID<Layer>?
    var reason = ""
    var changed: EntryNumber?
    var leaseEnd: Int64?
  }

  /// A row with what its data object says.
  struct Found {
    var entry: Entry
    let isKnown: Bool
    let job: RowKey
    let position: Int
    let isWithdrawn: Bool
    let isSeeded: Bool
    /// Whether as many persons have answered as the job asks for.
    let isAnswered: Bool
  }

  /// Reads where the review of a data object stands.
  static func find(_ object: RowKey, in db: Database) throws -> Found {
    guard let row = try db.firstRow(HotQuery.review, [object]) else {
      throw StoreError.unknown(kind: "data object", name: "\(object)")
    }
    let isKnown = (row["known"] as RowKey?) != nil
    var entry = Entry()
    if isKnown {
      entry = Entry(
        stage: try row.value("state"), level: row["level"], margin: row["margin"],
        author: row["author"], base: row["base"], seen: row["seen"], person: row["person"],
        layer: row["layer"],
        layerID: try row.optionalID("layer_id"), reason: row["reason"], changed: row["changed"],
        leaseEnd: row["lease_expires_at"])
    }
    return Found(
      entry: entry, isKnown: isKnown, job: row["job"], position: row["position"],
      isWithdrawn: row["withdrawn"], isSeeded: row["is_seeded"],
      isAnswered: row["is_answered"])
  }

  /// Writes where the review of a data object stands.
  static func save(_ entry: Entry, of object: RowKey, in transaction: Transaction) throws {
    try transaction.run(
      """
      INSERT INTO review (data_object, job, position, state, level, margin, author, base, seen,
        person, layer, reason, changed, lease_expires_at)
      SELECT key, job, position, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM data_object WHERE key = ?
      ON CONFLICT (data_object) DO UPDATE SET state = excluded.state, level = excluded.level,
        margin = excluded.margin, author = excluded.author, base = excluded.base,
        seen = excluded.seen, person = excluded.person, layer = excluded.layer, reason = excluded.reason,
        changed = excluded.changed, lease_expires_at = excluded.lease_expires_at
      """,
      [
        entry.stage.rawValue, entry.level, entry.margin, entry.author, entry.base, entry.seen,
        entry.person,
        entry.layer, entry.reason, entry.changed, entry.leaseEnd, object,
      ])
  }

  /// What was said of the shapes of a layer, by their number.
  static func verdicts(
    of layer: RowKey, in db: Database
  ) throws -> [Int: ReviewRecord.Verdict] {
    let rows = try db.rows("SELECT number, verdict, reason FROM verdict WHERE layer = ?", [layer])
    return try Dictionary(
      rows.map { ($0["number"], .init(verdict: try $0.value("verdict"), reason: $0["reason"])) },
      uniquingKeysWith: { first, _ in first })
  }
}
