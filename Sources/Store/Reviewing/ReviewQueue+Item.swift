import AnnotationModel
import GRDB

extension ReviewQueue {
  /// A data object as this reviewer sees it.
  func item(_ object: AssignmentTable.DataObject, in db: Database) throws -> ReviewItem {
    let entry = try ReviewTable.find(object.key, in: db).entry
    let said = try entry.layer.map { try ReviewTable.verdicts(of: $0, in: db) } ?? [:]
    let shown = entry.layer ?? entry.base
    return ReviewItem(
      dataObject: DataObjectKey(value: object.key), index: object.position,
      image: try ImageTable.image(object.image, in: db), state: entry.stage.state,
      reason: entry.reason, shapes: try shown.map { try ShapeTable.shapes(of: $0, in: db) } ?? [],
      verdicts: said.mapValues(\.verdict), rejected: try rejected(said, entry, in: db),
      nextShapeNumber: try lastNumber(entry, in: db) + 1,
      canSendBack: try !Contribution.submitted(behind: entry, object.key, in: db).isEmpty,
      lastReason: entry.stage == .returned
        ? "" : try LastReturn(of: object, in: db)?.reason ?? "")
  }

  /// What was rejected, as the answer had it that the reviewer's layer started from.
  private func rejected(
    _ said: [Int: ReviewRecord.Verdict], _ entry: ReviewTable.Entry, in db: Database
  ) throws -> [Shape] {
    let numbers = said.filter { $0.value.verdict == .rejected }.keys.sorted()
    guard !numbers.isEmpty, let layer = entry.layer,
      let start = try db.integer("SELECT derived_from FROM layer WHERE key = ?", [layer])
    else { return [] }
    return try numbers.compactMap { try ShapeTable.shape($0, of: start, in: db) }
  }

  /// The highest number that a shape of the answer or of the reviewer's layer ever had.
  func lastNumber(_ entry: ReviewTable.Entry, in db: Database) throws -> Int {
    try [entry.base, entry.layer].compactMap(\.self).compactMap {
      try db.integer("SELECT last_number FROM layer WHERE key = ?", [$0]).map { Int($0) }
    }.max() ?? 0
  }
}

extension Contribution {
  /// The submitted answers of annotators that stand behind what is or was reviewed.
  static func submitted(
    behind entry: ReviewTable.Entry, _ object: RowKey, in db: Database
  ) throws -> [Contribution] {
    guard let base = entry.base,
      let answer = try FinishedLayer.all(of: object, in: db).first(where: { $0.key == base })
    else { return [] }
    return try all(to: answer, object, in: db).filter { contribution in
      let assignment = try AssignmentTable.assignment(
        person: contribution.person, object: object, in: db)
      return assignment.standing.state == .submitted && assignment.layer == contribution.layer
    }
  }
}
