package import AnnotationModel
import GRDB

/// What one annotator sees and does in one job.
///
/// Blindness is by construction: every query here is bound to the person, and the only layers it
/// can reach are those whose source is that person.
package struct AnnotatorView: Sendable {
  let store: Store
  let personKey: RowKey
  let jobKey: RowKey
  /// The job with its labels.
  package let job: Job
  /// The number of the session; nil outside sessions.
  var fence: Int64?

  /// The number of data objects in the job.
  package func dataObjectCount() throws(StoreError) -> Int {
    try store.read("counting images") { try count(in: $0) }
  }

  /// How far the annotator is; takes no longer for a million images than for ten.
  package func progress() throws(StoreError) -> Progress {
    try store.read("reading progress") { db in
      let rows = try db.rows(
        HotQuery.progress, [jobKey, personKey])
      let counts = try rows.map {
        (try $0.value("state") as AssignmentState, $0["objects"] as Int)
      }
      return Progress(
        total: try count(in: db),
        byState: Dictionary(counts, uniquingKeysWith: { first, _ in first }))
    }
  }

  /// The data object at a place in the job, from 0; nil past the end.
  package func item(at index: Int) throws(StoreError) -> WorkItem? {
    try store.read("reading an image") { db in
      try db.firstRow(
        HotQuery.itemAtIndex, [jobKey, index]
      ).map { row in
        try item(
          AssignmentTable.DataObject(
            key: row["key"], job: jobKey, position: index, image: row["image"]), in: db)
      }
    }
  }

  /// The place of an image in the job; nil when the job does not have it.
  package func index(of image: ID<Image>) throws(StoreError) -> Int? {
    try store.read("looking up an image") { db in
      let key = try ImageTable.key(of: image, in: db)
      return try AssignmentTable.dataObject(image: key, job: jobKey, in: db)?.position
    }
  }

  /// The first place after `index` that the annotator has neither submitted nor skipped.
  ///
  /// Images that as many others have as the job asks for are passed over.
  /// `-1` looks from the beginning; nil when everything after `index` is finished.
  package func nextUnfinished(after index: Int) throws(StoreError) -> Int? {
    try store.read("looking for the next image") { db in
      try HandOut(job: jobKey, person: personKey, in: db).nextUnfinished(after: index)
    }
  }

  /// The place that the annotator touched or visited last; nil when none was.
  package func resumeIndex() throws(StoreError) -> Int? {
    try store.read("looking for the last image") { db in
      try db.integer(
        "SELECT position FROM resume_point WHERE job = ? AND person = ?", [jobKey, personKey]
      ).map(Int.init)
    }
  }

  private func count(in db: Database) throws -> Int {
    Int(try db.integer("SELECT data_objects FROM job WHERE key = ?", [jobKey]) ?? 0)
  }

  func item(_ object: AssignmentTable.DataObject, in db: Database) throws -> WorkItem {
    let assignment = try AssignmentTable.assignment(
      person: personKey, object: object.key, in: db)
    let standing = assignment.standing
    let last = try Desk.lastNumber(
      standing, person: personKey, object: object.key, in: db)
    return WorkItem(
      dataObject: DataObjectKey(value: object.key), index: object.position,
      image: try ImageTable.image(object.image, in: db), state: assignment.state,
      reason: standing.reason, layer: try assignment.layer.flatMap { try ownLayer($0, in: db) },
      nextShapeNumber: last + 1)
  }

  /// Reads a layer if it is the annotator's own, whatever key is asked for.
  private func ownLayer(_ key: RowKey, in db: Database) throws -> Layer? {
    let row = try db.firstRow(HotQuery.ownLayer, [key, personKey])
    return try row.map {
      try LayerTable.layer($0, source: .person($0.id("person_id")), in: db)
    }
  }
}
