package import AnnotationModel
import GRDB

/// Where a published run says something else than a reviewer whose decision stands.
package struct RunDisagreement: Hashable, Sendable {
  /// The place of the data object in the job, from 0.
  package let index: Int
  /// The picture.
  package let image: Image
  /// Boxes of the reviewer that the run lacks.
  package let missing: Int
  /// Boxes of the run that the reviewer has not.
  package let extra: Int
  /// Boxes of both that have different labels.
  package let relabelled: Int
}

extension LeadView {
  /// The images for which a published run would say something else than their reviewer.
  ///
  /// Boxes are the same from an overlap of 0.5 on. Pages: looks at the reviewed data objects after
  /// `index` (-1 from the start), at most `limit` of them, and tells how far it came; nil at the
  /// end. Throws `unknown`.
  package func disagreements(
    of run: ID<ConsolidationRun>, after index: Int = -1, limit: Int = 1000
  ) throws(StoreError) -> (found: [RunDisagreement], through: Int?) {
    try store.read("comparing the run with the reviews") { db in
      let row = try db.firstRow("SELECT key, job FROM consolidation_run WHERE id = ?", [run.blob])
      guard let row else { throw StoreError.unknown(kind: "run", name: run.description) }
      let objects = try db.rows(HotQuery.reviewed, [row["job"] as RowKey, index, limit])
      let found = try objects.compactMap {
        try Self.disagreement($0["data_object"], run: row["key"], in: db)
      }
      return (found, objects.last.map { $0["position"] as Int })
    }
  }

  private static func disagreement(
    _ object: RowKey, run: RowKey, in db: Database
  ) throws -> RunDisagreement? {
    let theirs = try db.integer(
      """
      SELECT l.key FROM layer l JOIN source s ON s.key = l.source
      WHERE l.data_object = ? AND s.run = ?
      """, [object, run])
    let review = try ReviewTable.find(object, in: db)
    guard let theirs, let ours = review.entry.layer,
      let row = try db.firstRow("SELECT image FROM data_object WHERE key = ?", [object])
    else { return nil }
    let answer = try ShapeTable.shapes(of: theirs, in: db)
    let pinned = try ShapeTable.shapes(of: ours, in: db)
    let score = GoldScore(of: answer, against: pinned)
    guard score.matched < max(answer.count, pinned.count) || score.agreed < score.matched
    else { return nil }
    return RunDisagreement(
      index: review.position, image: try ImageTable.image(row["image"], in: db),
      missing: pinned.count - score.matched, extra: answer.count - score.matched,
      relabelled: score.matched - score.agreed)
  }
}
