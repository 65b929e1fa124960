package import AnnotationModel
import GRDB

/// Takes whole jobs in: their images, lines, answers and annotators, as one journal entry.
///
/// Everything goes in by short transactions, so others can work meanwhile. What is in when the
/// import is cut off belongs to the same entry and can be taken back with it, or the import can be
/// repeated: lines and layers that are there already are counted as known.
package struct JobImport {
  private let lead: LeadView
  private var intake: Intake

  /// Begins an import; nothing is written before something comes in.
  package init(by lead: LeadView) {
    self.lead = lead
    intake = Intake(.folder, by: lead)
  }

  /// Adds a job that belongs to the import; throws `nameTaken` when the project has one of that
  /// name.
  package mutating func addJob(_ draft: JobDraft) throws(StoreError) -> Job {
    var intake = intake
    let job = try lead.store.write("adding the job") { transaction in
      let batch = try intake.open(in: transaction).batch
      let key = try JobTable.add(draft, in: transaction)
      try transaction.run("UPDATE job SET batch = ? WHERE key = ?", [batch, key])
      intake.count()
      return try JobTable.job(key, in: transaction.db)
    }
    self.intake = intake
    return job
  }

  /// Takes the lines of a manifest into a job, with their answers as layers of a source.
  ///
  /// An image is found by its address, else by the file of the project whose path ends as the
  /// address does; otherwise it is new. `placed` brings a geometry from the frame of the manifest
  /// into the upright frame of an image whose bytes were read; where it throws a `LineRefusal`, the
  /// whole line stays out and is kept as it came, because an image with fewer things would be
  /// wrong without a sign.
  /// Where `parent` has an answer to the image, the new one is derived from it.
  package mutating func addLines(
    _ lines: some Sequence<ImportedLine>, to job: Job, from source: String,
    basedOn parent: Job? = nil,
    placed: @escaping (Image, ImageSize?, Geometry) throws -> Geometry
  ) throws(StoreError) -> ImportedLines {
    var importer: LineImporter?
    var intake = intake
    let bulk = try lead.store.bulkConnection()
    try lead.store.writeChunks("importing lines", lines, on: bulk.database) { transaction, chunk in
      if importer == nil {
        importer = try LineImporter(
          job: job, parent: parent, source: source, intake: intake, placed: placed,
          in: transaction)
      }
      try importer?.take(chunk, in: transaction)
    }
    if let importer { intake = importer.intake }
    self.intake = intake
    return importer?.result ?? ImportedLines()
  }

  /// Keeps lines of a manifest that could not be read, so that they are not lost.
  package mutating func addUnreadLines(
    _ lines: [UnreadLine], to job: Job
  ) throws(StoreError) {
    var intake = intake
    try lead.store.writeChunks("keeping unread lines", lines) { transaction, chunk in
      let (batch, _) = try intake.open(in: transaction)
      let key = try JobTable.key(of: job.id, in: transaction.db)
      for line in chunk { try line.keep(in: key, batch: batch, transaction) }
    }
    self.intake = intake
  }

  /// Puts finished layers of persons, models or others into a job.
  package mutating func addLayers(
    _ layers: some Sequence<ImportedLayer>, to job: Job
  ) throws(StoreError) -> LayerImport {
    let (jobKey, labels) = try lead.store.read("opening the job") { db in
      let key = try JobTable.key(of: job.id, in: db)
      return (key, try JobTable.labelKeysByID(of: key, in: db))
    }
    var importer = LayerImporter(job: jobKey, labels: labels, intake: intake)
    try lead.store.writeInChunks("importing layers", layers) { transaction, layer in
      try importer.take(layer, in: transaction)
    }
    intake = importer.intake
    return importer.result
  }

  /// Completes the import; gives its journal entry, or nil when nothing came in.
  package func finish() throws(StoreError) -> EntryNumber? {
    try intake.finish()
    return intake.entry
  }
}
