import GRDB

/// The tables of a project, and why they are as they are.
///
/// **Keys.** What may travel to another database one day (images, labels, jobs, persons, layers,
/// runs, batches, journal entries) carries a 128-bit, time-ordered id made where it arose, kept as
/// 16 bytes. Inside the file rows refer to each other by small integer keys, which are worth
/// nothing outside it: seven million shapes cost 8 bytes less per reference, and a merge of two
/// databases only has to give new integers. A shape is its layer and a number.
///
/// **Images whose bytes are not here.** An image exists by itself. What its bytes said (size,
/// orientation, capture time, later the content hash) is in `image_version`, which has no row
/// until they were read and a further row whenever they changed. What a manifest claimed stays
/// apart, in `image`. Where the bytes are is in `location`, any number of places per image, each
/// with its state; an unmounted disk changes states and removes nothing. Places are bytes, not
/// text, and split after the last slash into `folder` and name: a folder of a million images that
/// moved is one row to change, and looking up a file by its stem is a range in an index.
///
/// **Forty jobs that share an attribute name.** A job is found by its own unique name or id;
/// `attribute` is a plain column that nothing else relies on. Each job has its label list with
/// fixed class indexes in `job_label`; the labels themselves can be shared by chained jobs.
///
/// **A data object** is an image in a job, once. Its `position` is dense and never changes, so
/// that a jump to the 700,000th image is one step in an index; a purged image leaves its data
/// object as a tombstone for the same reason. What manifests said is in `source_line`, apart, so
/// that long lines do not slow down walking, and so that a manifest that lists an image twice
/// keeps both of its lines while the image is annotated once.
///
/// **Everything is a layer.** `source` has one row per distinct maker of layers, `layer` one per
/// answer, `shape` one per thing. A shape has its bounding box in columns whatever its kind, and
/// further coordinates of other kinds in `detail`. What applies to the image as a whole is in `tag`. Layers that came in bulk name their
/// `batch`; a batch is shown or withdrawn by one flag, so publishing a run of a million layers
/// and taking it back are each one short transaction, and half a run is never seen.
///
/// **One person under three identities.** `identity` says which names of the outside world mean
/// whom, with a realm for names that are valid in one place only: user 1000 of another host is
/// somebody else. Two persons who turn out to be one are joined by `merged_into`; layers stay
/// with the person under whom they were made, so that the merge can be taken back.
///
/// **Assignments** say where one person stands with one data object. Rows come into being when
/// somebody touches an image, because a million images times forty annotators would be rows about
/// nothing. So that "the next image I have not finished" is one step although most have no row,
/// `finished_range` holds the finished positions of a person as maximal ranges. A seat is the right
/// to answer: the flags `is_open` and `is_wanted` of a data object follow from counting seats, and
/// the partial indexes over them make "the next image that somebody is needed for" one step too.
/// Leases are counted in ticks of `lease_clock`, which no change of the wall clock moves.
///
/// **Review.** `review` says of each data object that has an answer what there is to review and who
/// reviews it. What follows from the layers (which one is the answer, its worst box, gold) is kept
/// by `AnswerUpdate` in the transaction that changes them; where one short transaction changes the
/// answers of a million images, `pending_update` notes it, and the rest is done in chunks.
///
/// **Counters** (`tally`, `coverage`, `job.data_objects`, `data_object.submitted`) are kept by
/// triggers, in the transaction of the change, whichever code makes it. Nothing is counted when a
/// project is opened or its progress shown.
///
/// **The journal** only grows (triggers refuse anything else). An entry is a small header in
/// `journal`; what was done is in `payload`, referred to by SHA-256 digest. A purge deletes
/// payloads and leaves the headers, so the chain of hashes still verifies; the digest covers a
/// random salt that is deleted with the payload, so a removed name cannot be found again by
/// guessing. Undo is an entry that names what it reverses; `undo_step` is only an index into the
/// journal, for finding the next step of a person in one look.
///
/// **Two databases that meet.** Every entry has an origin (one per database file that writes) and
/// a sequence number without gaps in it, and each origin is a chain of its own that starts from
/// the hash where it branched off. A backup starts a new origin when it is made, so the copy and
/// the original can both go on, and later be told apart and joined: entries of the other origins
/// are appended as they are and still verify.
///
/// **Migrations** have names and are never edited after a release. Kinds that will grow are plain
/// text without a list of allowed values in the table, since SQLite can only change such a list
/// by rebuilding the table.
enum Schema {
  /// "PLMB", in the header of the database file (`PRAGMA application_id`).
  static let applicationID: Int64 = 0x504C_4D42

  /// All migrations in their order.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("2026-11 first schema", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: projectTables)
      try db.execute(sql: journalTables)
      try db.execute(sql: jobTables)
      try db.execute(sql: imageTables)
      try db.execute(sql: layerTables)
      try db.execute(sql: workTables)
      try db.execute(sql: counterTriggers)
    }
    migrator.registerMigration("2026-12 sharing", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: sharingTables)
      try db.execute(sql: sharingTriggers)
    }
    migrator.registerMigration("2026-12 review", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: reviewTables)
      try db.execute(sql: reviewTriggers)
      try db.execute(sql: goldTables)
      try db.execute(sql: goldTriggers)
    }
    migrator.registerMigration("2026-12 tags", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: interchangeTables)
    }
    migrator.registerMigration("2026-12 retired labels", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: retirementColumns)
    }
    migrator.registerMigration("2026-12 unread lines", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: unreadTables)
    }
    migrator.registerMigration("2026-12 adjudication", foreignKeyChecks: .immediate) { db in
      try db.execute(sql: adjudicationTables)
    }
    return migrator
  }()
}
