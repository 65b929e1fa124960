package import AnnotationModel
import FoundationEssentials
import GRDB

extension LeadView {
  /// Makes images data objects of a job, those that it does not have yet; one journal entry.
  ///
  /// New ones go to the end of the job in the order given. An image that a manifest lists twice
  /// is one data object with two lines. Cut off and repeated, it adds the rest.
  package func addDataObjects(
    _ objects: some Sequence<NewDataObject>, to job: Job
  ) throws(StoreError) -> AddedDataObjects {
    let jobKey = try store.read("opening the job") { try JobTable.key(of: job.id, in: $0) }
    var result = AddedDataObjects()
    var intake = Intake(.dataObjects, job: jobKey, by: self)
    try store.writeInChunks("adding data objects", objects) { transaction, object in
      let image = try image(for: object, &intake, in: transaction)
      result.images.append(image.id)
      let known = try AssignmentTable.dataObject(
        image: image.key, job: jobKey, in: transaction.db)
      let key: RowKey
      if let known {
        key = known.key
        result.known += 1
      } else {
        key = try addDataObject(image.key, job: jobKey, &intake, in: transaction)
        result.added += 1
      }
      if let line = object.line { try add(line, to: key, job: jobKey, in: transaction) }
    }
    try intake.finish()
    return result
  }

  private func addDataObject(
    _ image: RowKey, job: RowKey, _ intake: inout Intake, in transaction: Transaction
  ) throws -> RowKey {
    let batch = try intake.open(in: transaction).batch
    intake.count()
    // A trigger counts the row, so the count is always the next free position.
    return try transaction.insert(
      """
      INSERT INTO data_object (job, position, image, batch)
      SELECT key, data_objects, ?, ? FROM job WHERE key = ?
      """, [image, batch, job])
  }

  /// Finds or adds the image that a data object is about.
  private func image(
    for object: NewDataObject, _ intake: inout Intake, in transaction: Transaction
  ) throws -> (key: RowKey, id: ID<Image>) {
    let key: RowKey
    switch object.subject {
    case .image(let id): key = try ImageTable.key(of: id, in: transaction.db)
    case .place(let place):
      guard let known = try LocationTable.image(at: place, in: transaction.db) else {
        let new = NewImage(Image.Location(place, state: .notFetched))
        return try ImageTable.add(
          new, claimedSize: object.claimedSize, batch: intake.open(in: transaction).batch,
          in: transaction)
      }
      key = known
    }
    if let size = object.claimedSize {
      // The first claim is kept; later ones stay readable in their lines.
      try transaction.run(
        """
        UPDATE image SET claimed_width = ?, claimed_height = ?
        WHERE key = ? AND claimed_width IS NULL
        """, [size.width, size.height, key])
    }
    guard let row = try transaction.db.firstRow("SELECT id FROM image WHERE key = ?", [key])
    else { throw StoreError.unknown(kind: "image", name: "\(object.subject)") }
    return (key, try row.id("id"))
  }

  private func add(
    _ line: SourceLine, to object: RowKey, job: RowKey, in transaction: Transaction
  ) throws {
    try transaction.run(
      """
      INSERT INTO source_line (data_object, job, line_number, source_ref, raw)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT (data_object, line_number) DO NOTHING
      """, [object, job, line.number, line.sourceRef, line.raw.map { Data($0) }])
  }

  /// The image of the data object on a line of the job's manifest; nil when there is none.
  package func image(onLine number: Int, of job: Job) throws(StoreError) -> ID<Image>? {
    try store.read("looking up a line") { db in
      try db.firstRow(
        """
        SELECT i.id FROM source_line s JOIN data_object d ON d.key = s.data_object
        JOIN image i ON i.key = d.image WHERE s.job = ? AND s.line_number = ?
        ORDER BY s.key LIMIT 1
        """, [try JobTable.key(of: job.id, in: db), number]
      ).map { try $0.id("id") }
    }
  }

  /// What the manifests said about an image of a job, in the order of the lines.
  package func lines(of image: ID<Image>, in job: Job) throws(StoreError) -> [SourceLine] {
    try store.read("reading lines") { db in
      let object = try AssignmentTable.dataObject(
        image: ImageTable.key(of: image, in: db), job: JobTable.key(of: job.id, in: db), in: db)
      return try object.map { try SourceLine.all(of: $0.key, in: db) } ?? []
    }
  }
}

extension SourceLine {
  /// The lines of a data object in the order of their numbers.
  static func all(of object: RowKey, in db: Database) throws -> [SourceLine] {
    try db.rows(
      """
      SELECT line_number, source_ref, raw FROM source_line WHERE data_object = ?
      ORDER BY line_number
      """, [object]
    ).map { row in
      SourceLine(
        number: row["line_number"], sourceRef: row["source_ref"],
        raw: (row["raw"] as Data?).map { Array($0) })
    }
  }
}
