package import AnnotationModel
import GRDB

extension LeadView {
  /// The rules by which a job's data objects go out.
  package func rules(of job: Job) throws(StoreError) -> HandOutRules {
    try store.read("reading the rules") { db in
      try HandOutRules.of(JobTable.key(of: job.id, in: db), in: db)
    }
  }

  /// Sets the rules by which a job's data objects go out; leases that run keep their end.
  @discardableResult
  package func setRules(
    _ rules: HandOutRules, of job: Job
  ) throws(StoreError) -> EntryNumber {
    let entry = try store.write("setting the rules") { transaction in
      let key = try JobTable.key(of: job.id, in: transaction.db)
      let known = try HandOutRules.of(key, in: transaction.db)
      try transaction.run(
        """
        INSERT INTO job_rule (job, ordering, lease_seconds, draft_seconds, gold_share)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (job) DO UPDATE SET ordering = excluded.ordering,
          lease_seconds = excluded.lease_seconds, draft_seconds = excluded.draft_seconds,
          gold_share = excluded.gold_share
        """,
        [
          key, rules.ordering.rawValue, rules.leaseSeconds, rules.draftSeconds, rules.goldShare,
        ])
      if (rules.goldShare > 0) != (known.goldShare > 0) {
        try PendingUpdate.job.add(key, in: transaction)
      }
      return try append(.rules, .rules(rules), job: key, in: transaction)
    }
    try store.finishPendingUpdates()
    return entry
  }

  /// Takes an image back from somebody who has not submitted it, so that others get it.
  ///
  /// A draft of it is kept and can be gone on with while there is room. Throws `submitted`, and
  /// `unknown` for an image that the job does not have.
  @discardableResult
  package func reclaim(
    _ image: ID<Image>, from person: Person, in job: Job
  ) throws(StoreError) -> EntryNumber {
    try store.write("taking an image back") { transaction in
      let db = transaction.db
      let key = try JobTable.key(of: job.id, in: db)
      let imageKey = try ImageTable.key(of: image, in: db)
      guard let object = try AssignmentTable.dataObject(image: imageKey, job: key, in: db) else {
        throw StoreError.unknown(kind: "image of this job", name: image.description)
      }
      let holder = try PersonTable.key(of: person, in: db)
      for member in try PersonTable.family(of: holder, in: db) {
        let desk = try Desk(person: member, object: object, in: transaction)
        if desk.standing.state == .submitted {
          throw StoreError.submitted(index: object.position)
        }
        try desk.release()
      }
      return try Journal.append(
        .init(
          kind: .reclaim, person: personKey, job: key, image: imageKey,
          payload: .reclaim(from: person.id)), in: transaction)
    }
  }

  /// Makes images of a job go out before those of a lower priority; 0 is what all start with.
  ///
  /// Throws `unknown` for an image that the job does not have; then none is changed.
  @discardableResult
  package func setPriority(
    _ priority: Int, of images: [ID<Image>], in job: Job
  ) throws(StoreError) -> EntryNumber {
    try store.write("setting the priority") { transaction in
      let key = try JobTable.key(of: job.id, in: transaction.db)
      for image in images {
        let imageKey = try ImageTable.key(of: image, in: transaction.db)
        let known = try AssignmentTable.dataObject(image: imageKey, job: key, in: transaction.db)
        guard let object = known else {
          throw StoreError.unknown(kind: "image of this job", name: image.description)
        }
        try transaction.run(
          "UPDATE data_object SET priority = ? WHERE key = ?", [priority, object.key])
      }
      let record = PriorityRecord(priority: priority, images: images)
      return try append(.rules, .priority(record), job: key, in: transaction)
    }
  }
}
