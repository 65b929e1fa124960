package import AnnotationModel
import GRDB

extension LeadView {
  /// The parts, such as train and validation, that images of a job were assigned to.
  package func parts(of job: Job) throws(StoreError) -> [ID<Image>: String] {
    try store.read("reading parts") { db in
      let rows = try db.rows(
        """
        SELECT i.id, s.part FROM data_object d JOIN split s ON s.data_object = d.key
        JOIN image i ON i.key = d.image WHERE d.job = ?
        """, [try JobTable.key(of: job.id, in: db)])
      return try Dictionary(
        rows.map { (try $0.id("id"), $0["part"]) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Assigns images of a job to parts for all later exports, as one journal entry.
  ///
  /// An image that has a part keeps it. Gives nil when nothing was new.
  package func assign(
    _ parts: [ID<Image>: String], of job: Job
  ) throws(StoreError) -> EntryNumber? {
    let jobKey = try store.read("opening the job") { try JobTable.key(of: job.id, in: $0) }
    var intake = Intake(.split, job: jobKey, by: self)
    let ordered = parts.sorted { $0.key < $1.key }
    try store.writeInChunks("assigning images to parts", ordered) { transaction, item in
      let image = try ImageTable.key(of: item.key, in: transaction.db)
      let object = try AssignmentTable.dataObject(image: image, job: jobKey, in: transaction.db)
      guard let object else {
        throw StoreError.unknown(kind: "image of this job", name: "\(item.key)")
      }
      let known = try transaction.db.integer(
        "SELECT 1 FROM split WHERE data_object = ?", [object.key])
      if known != nil { return }
      _ = try intake.open(in: transaction)
      try transaction.run(
        "INSERT INTO split (data_object, part) VALUES (?, ?)", [object.key, item.value])
      intake.count()
    }
    try intake.finish()
    return intake.entry
  }
}
