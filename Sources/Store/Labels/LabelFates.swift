import AnnotationModel
import GRDB

/// What became of the labels of a job that were merged into others or dropped.
///
/// The journal keeps the labels that people chose. Whoever takes an action of the time before such a
/// change back, or does it again, means the label that stands for it today.
struct LabelFates {
  /// The labels that are no longer chosen, each with the one it became part of.
  private let targets: [ID<Label>: ID<Label>?]

  init(job: RowKey, in db: Database) throws {
    let rows = try db.rows(
      """
      SELECT l.id, t.id AS target FROM job_label b JOIN label l ON l.key = b.label
      JOIN batch c ON c.key = b.retired_by AND c.visible
      LEFT JOIN label t ON t.key = b.merged_into WHERE b.job = ?
      """, [job])
    targets = try Dictionary(
      rows.map { (try $0.id("id"), try $0.optionalID("target")) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The changes with the labels of today; those of dropped labels are left out.
  func today(_ changes: [ShapeChange]) -> [ShapeChange] {
    if targets.isEmpty { return changes }
    return changes.compactMap { ShapeChange(before: today($0.before), after: today($0.after)) }
  }

  private func today(_ shape: Shape?) -> Shape? {
    guard var shape else { return nil }
    // A label may have become part of one that was itself merged later; never in a circle, because
    // what is retired is nobody's target.
    for _ in 0...targets.count {
      guard let target = targets[shape.label] else { return shape }
      guard let target else { return nil }
      shape.label = target
    }
    return nil
  }

  /// An annotator's action with the labels of today.
  func today(_ record: WorkRecord) -> WorkRecord {
    var record = record
    record.changes = today(record.changes)
    return record
  }

  /// A lead's action with the labels of today.
  func today(_ record: AdjudicationRecord) -> AdjudicationRecord {
    var record = record
    record.changes = today(record.changes)
    record.tags = record.tags.map { .init(before: today($0.before), after: today($0.after)) }
    return record
  }

  private func today(_ tags: [Tag]) -> [Tag] {
    tags.compactMap { tag in
      var tag = tag
      for _ in 0...targets.count {
        guard let target = targets[tag.label] else { return tag }
        guard let target else { return nil }
        tag.label = target
      }
      return nil
    }
  }

  /// A reviewer's action with the labels of today.
  func today(_ record: ReviewRecord) -> ReviewRecord {
    var record = record
    record.changes = today(record.changes)
    return record
  }
}
