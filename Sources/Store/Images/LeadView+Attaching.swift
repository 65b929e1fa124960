package import AnnotationModel
import FoundationEssentials
import GRDB

/// An image that a manifest named and whose bytes were never seen.
package struct AwaitedImage: Hashable, Sendable {
  /// The image.
  package let id: ID<Image>
  /// The addresses that manifests gave it.
  package let references: [String]
  /// The upright size that a manifest claimed; nil when none did.
  package let claimedSize: ImageSize?
}

extension LeadView {
  /// Whether the project has images whose bytes were never seen.
  package func awaitsPictures() throws(StoreError) -> Bool {
    try store.read("looking for images") { db in
      try db.integer(
        """
        SELECT 1 FROM image i JOIN location l ON l.image = i.key
        WHERE NOT EXISTS (SELECT 1 FROM image_version v WHERE v.image = i.key) LIMIT 1
        """, []) != nil
    }
  }

  /// The images whose bytes were never seen and whose address ends in a file name, in the order of
  /// their entry.
  package func awaitedImages(fileName: [UInt8]) throws(StoreError) -> [AwaitedImage] {
    try store.read("looking for images") { db in
      let keys = try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT DISTINCT l.image FROM location l JOIN folder f ON f.key = l.folder
            WHERE l.name = ? AND f.kind = 'uri'
              AND NOT EXISTS (SELECT 1 FROM image_version v WHERE v.image = l.image)
            ORDER BY l.image
            """), arguments: [Data(fileName)])
      return try keys.map { key in
        let image = try ImageTable.image(key, in: db)
        let references = image.locations.compactMap { location in
          if case .uri(let text) = location.place { text } else { nil }
        }
        return AwaitedImage(id: image.id, references: references, claimedSize: image.claimedSize)
      }
    }
  }

  /// Gives images the files that they lacked, with what their bytes say; one journal entry.
  ///
  /// Throws `nameTaken` when another image is at a file's place.
  package func attach(
    _ files: some Sequence<(file: NewImage, image: ID<Image>)>
  ) throws(StoreError) {
    var intake = Intake(.images, by: self)
    try store.writeInChunks("attaching pictures", files) { transaction, pair in
      let key = try ImageTable.key(of: pair.image, in: transaction.db)
      let place = pair.file.location.place
      if let holder = try LocationTable.image(at: place, in: transaction.db) {
        guard holder != key else { return }
        throw StoreError.nameTaken(kind: "image at", name: place.text)
      }
      _ = try intake.open(in: transaction)
      let ordinal = try transaction.db.integer(
        "SELECT coalesce(max(ordinal) + 1, 0) FROM location WHERE image = ?", [key])
      try LocationTable.add(
        pair.file.location, to: key, ordinal: Int(ordinal ?? 0), in: transaction)
      if let measured = pair.file.measured, try !ImageTable.isMeasured(key, in: transaction.db) {
        try ImageTable.add(measured, number: 1, to: key, in: transaction)
      }
      for fact in pair.file.metadata { try ImageTable.add(fact, to: key, in: transaction) }
      intake.count()
    }
    try intake.finish()
  }
}
