package import AnnotationModel
import GRDB

extension LeadView {
  /// How many things and labels of images each label of a job has, over all visible layers.
  package func labelCounts(of job: Job) throws(StoreError) -> [ID<Label>: Int] {
    try store.read("counting labels") { db in
      let key = try JobTable.key(of: job.id, in: db)
      var counts: [ID<Label>: Int] = [:]
      for table in ["shape", "tag"] {
        let rows = try db.rows(
          """
          SELECT b.id, count(*) AS things FROM data_object d JOIN layer l ON l.data_object = d.key
          JOIN \(table) s ON s.layer = l.key JOIN label b ON b.key = s.label
          WHERE d.job = ? AND \(LayerTable.isVisible) GROUP BY b.key
          """, [key])
        for row in rows { counts[try row.id("id"), default: 0] += row["things"] }
      }
      return counts
    }
  }

  /// Renames, merges and drops labels of any number of jobs, as one journal entry that `undo` takes
  /// back as a whole.
  ///
  /// The changes are made at once: names may change places. Lines of these jobs that spell a label
  /// otherwise than the job does are no longer exported as they came, because one manifest must not
  /// have two spellings of a class.
  ///
  /// Throws `unknown` for a label that its job does not have, and `nameTaken` when a job would have
  /// two labels of one name.
  package func relabel(_ changes: [LabelChange]) throws(StoreError) -> Relabelled {
    guard !changes.isEmpty else { return Relabelled(entry: nil, things: 0) }
    let relabelled = try store.write("changing labels") { transaction in
      var intake = Intake(.relabel, by: self)
      let (batch, entry) = try intake.open(in: transaction)
      let relabelling = Relabelling(batch: batch)
      var things = 0
      for change in changes { things += try relabelling.apply(change, in: transaction) }
      let jobs = Set(changes.map(\.job))
      try relabelling.checkNames(of: jobs, in: transaction.db)
      for job in jobs { try relabelling.dropOtherSpellings(in: job, transaction) }
      try transaction.run(
        "UPDATE batch SET items = ?, finished_at = ? WHERE key = ?",
        [things, transaction.moment.microseconds, batch])
      try PendingUpdate.relabelling.add(batch, in: transaction)
      return Relabelled(entry: entry, things: things)
    }
    try store.finishPendingUpdates()
    return relabelled
  }
}
