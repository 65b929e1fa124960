import AnnotationModel
import GRDB

/// What happened to an image in a job after some entry, turned into the steps that lead back.
struct ImageHistory {
  /// The steps, the newest first.
  private(set) var record: RestoreRecord
  /// How many journal entries they make up for.
  private(set) var entries = 0
  private let object: AssignmentTable.DataObject

  /// Reads the history back to a point; throws `invalid` where a purge has left a gap.
  init(of object: AssignmentTable.DataObject, to point: RestorePoint, in db: Database) throws {
    self.object = object
    let last = try Self.entry(of: point, object, in: db)
    record = RestoreRecord(to: last, answers: [], reviews: [])
    let rows = try db.rows(
      """
      SELECT number, person, kind, undoes FROM journal WHERE image = ? AND job IS ? AND number > ?
      ORDER BY number DESC
      """, [object.image, object.job, last])
    var next = EntryNumber.max
    for row in rows {
      let number: EntryNumber = row["number"]
      if number <= next { next = try add(row, in: db) }
    }
    try bridge(in: db)
    let fates = try LabelFates(job: object.job, in: db)
    record.answers = record.answers.map(fates.today)
    record.reviews = record.reviews.map(fates.today)
    record.adjudications = record.adjudications?.map(fates.today)
    let purged = try db.integer(
      "SELECT number FROM journal WHERE image = ? AND kind = 'purge' LIMIT 1", [object.image])
    if purged != nil { throw StoreError.purged(index: object.position) }
  }

  private static func entry(
    of point: RestorePoint, _ object: AssignmentTable.DataObject, in db: Database
  ) throws -> EntryNumber {
    switch point {
    case .entry(let number):
      let last = try db.integer("SELECT max(number) FROM journal", []) ?? 0
      guard (0...last).contains(number) else {
        throw StoreError.unknown(kind: "journal entry", name: "#\(number)")
      }
      return number
    case .moment(let moment):
      return try db.integer(
        "SELECT max(number) FROM journal WHERE image = ? AND job IS ? AND moment <= ?",
        [object.image, object.job, moment.microseconds]) ?? 0
    }
  }

  /// Adds the steps that lead back over an entry; gives the number of the next one to look at.
  private mutating func add(_ row: Row, in db: Database) throws -> EntryNumber {
    let number: EntryNumber = row["number"]
    guard let payload = try Journal.payload(of: number, in: db) else {
      throw StoreError.invalid(
        "what entry #\(number) did to image \(object.position + 1) was purged, so nothing before "
          + "it can be brought back; choose entry #\(number) or a later one")
    }
    switch payload {
    case .work(let done):
      var back = done.inverse
      if back.of == nil, let author: RowKey = row["person"] {
        back.of = try PersonTable.person(author, in: db).id
      }
      record.answers.append(back)
    case .review(let done): record.reviews.append(done.inverse)
    case .adjudication(let done):
      var back = done.inverse
      if back.of == nil, let author: RowKey = row["person"] {
        back.of = try PersonTable.person(author, in: db).id
      }
      record.adjudications = (record.adjudications ?? []) + [back]
    case .sendBack(let done):
      record.answers += done.inverse.answers
      record.reviews.append(done.inverse.review)
    case .restore(let done):
      // The image stood as after an earlier entry: what came between is no way to go.
      let undone: EntryNumber? = row["undoes"]
      let same = undone.map { $0 - 1 } ?? done.to
      entries += 1
      if same >= record.to { return same }
      record.answers += done.inverse.answers
      record.reviews += done.inverse.reviews
      if let steps = done.inverse.adjudications {
        record.adjudications = (record.adjudications ?? []) + steps
      }
      return number - 1
    default: return number - 1
    }
    entries += 1
    return number - 1
  }

  /// Adds steps for what the review went through without an entry: a sending back ends by itself
  /// when the annotators have answered again, and a draft that was left alone.
  private mutating func bridge(in db: Database) throws {
    let now = try ReviewDesk.standing(of: ReviewTable.find(object.key, in: db).entry, in: db)
    if let first = record.reviews.first, first.before != now {
      record.reviews.insert(ReviewRecord(before: now, after: first.before), at: 0)
    }
    let end = record.reviews.last?.after ?? now
    let then = try standing(in: db)
    if end != then { record.reviews.append(ReviewRecord(before: end, after: then)) }
  }

  /// How the review stood: as the last entry until then left it.
  private func standing(in db: Database) throws -> ReviewStanding {
    let numbers = try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT number FROM journal WHERE image = ? AND job IS ? AND number <= ?
          ORDER BY number DESC
          """), arguments: [object.image, object.job, record.to])
    for number in numbers {
      switch try Journal.payload(of: number, in: db) {
      case .review(let done)?: return done.after
      case .sendBack(let done)?: return done.review.after
      case .restore(let done)?: if let last = done.reviews.last { return last.after }
      default: continue
      }
    }
    return .untouched
  }

  /// The imports and runs since then that have layers of the image.
  func batches(in db: Database) throws -> [EntryNumber] {
    try Int64.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT DISTINCT b.entry FROM layer l JOIN batch b ON b.key = l.batch
          WHERE l.data_object = ? AND b.entry > ? ORDER BY b.entry
          """), arguments: [object.key, record.to])
  }
}

/// How everybody stands with an image at one moment.
struct ImageSnapshot {
  private var answers: [RowKey: (state: String, shapes: [Shape])] = [:]
  private var review: (state: String, shapes: [Shape])
  private var adjudications: [RowKey: (state: String, shapes: [Shape])] = [:]

  init(of object: AssignmentTable.DataObject, in db: Database) throws {
    let rows = try db.rows(
      "SELECT person, state, layer FROM assignment WHERE data_object = ?", [object.key])
    for row in rows {
      answers[row["person"]] = (
        row["state"],
        try (row["layer"] as RowKey?).map { try ShapeTable.shapes(of: $0, in: db) }
          ?? []
      )
    }
    let decided = try db.rows(
      "SELECT person, state, layer FROM adjudication WHERE data_object = ?", [object.key])
    for row in decided {
      adjudications[row["person"]] = (
        row["state"], try ShapeTable.shapes(of: row["layer"], in: db)
      )
    }
    let entry = try ReviewTable.find(object.key, in: db).entry
    review = (
      entry.stage.state.rawValue,
      try entry.layer.map { try ShapeTable.shapes(of: $0, in: db) } ?? []
    )
  }

  /// What is different later, persons in the order of their entry, the review last.
  func changes(to later: ImageSnapshot, in db: Database) throws -> [Restored.Change] {
    let nothing = (state: AssignmentState.waiting.rawValue, shapes: [Shape]())
    var changes: [Restored.Change] = []
    for person in Set(answers.keys).union(later.answers.keys).sorted() {
      let name = try PersonTable.person(PersonTable.root(of: person, in: db), in: db).name
      let change = Restored.Change(
        person: name, answers[person] ?? nothing, later.answers[person] ?? nothing)
      if let change { changes.append(change) }
    }
    let undecided = (state: AdjudicationState.none.rawValue, shapes: [Shape]())
    for person in Set(adjudications.keys).union(later.adjudications.keys).sorted() {
      let name = try PersonTable.person(PersonTable.root(of: person, in: db), in: db).name
      let change = Restored.Change(
        person: "\(name), adjudicating", adjudications[person] ?? undecided,
        later.adjudications[person] ?? undecided)
      if let change { changes.append(change) }
    }
    return changes + [Restored.Change(person: nil, review, later.review)].compactMap(\.self)
  }
}

extension Restored.Change {
  /// Describes a change; nil when there is none.
  fileprivate init?(
    person: String?, _ before: (state: String, shapes: [Shape]),
    _ after: (state: String, shapes: [Shape])
  ) {
    shapesDiffer = before.shapes != after.shapes
    if before.state == after.state && !shapesDiffer { return nil }
    self.person = person
    self.before = Standing(state: before.state, shapes: before.shapes.count)
    self.after = Standing(state: after.state, shapes: after.shapes.count)
  }
}
