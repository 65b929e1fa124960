package import AnnotationModel
import FoundationEssentials
import GRDB

extension LeadView {
  /// Adds images, those whose place is not known yet; one journal entry for all.
  ///
  /// `images` is drawn as the writing goes on, so a sequence that is still being produced works,
  /// and no more than a chunk of it is in memory. When the action is cut off, what is in stays in,
  /// and giving the same images again adds the rest. An image that was only claimed so far gains
  /// the measurement it is given with.
  package func addImages(_ images: some Sequence<NewImage>) throws(StoreError) -> AddedImages {
    var result = AddedImages()
    var intake = Intake(.images, by: self)
    try store.writeInChunks("adding images", images) { transaction, image in
      if let key = try LocationTable.image(at: image.location.place, in: transaction.db) {
        if let measured = image.measured,
          try !ImageTable.isMeasured(key, in: transaction.db)
        {
          try ImageTable.add(measured, number: 1, to: key, in: transaction)
        }
        result.ids.append(try imageID(key, in: transaction.db))
        result.known += 1
      } else {
        let batch = try intake.open(in: transaction).batch
        result.ids.append(try ImageTable.add(image, batch: batch, in: transaction).id)
        result.added += 1
        intake.count()
      }
    }
    try intake.finish()
    return result
  }

  /// Gives an image one more place where its bytes are; nothing happens when it is known there.
  ///
  /// Throws `nameTaken` when another image is at that place.
  package func addLocation(
    _ location: Image.Location, to image: ID<Image>
  ) throws(StoreError) {
    try store.write("adding a location") { transaction in
      let key = try ImageTable.key(of: image, in: transaction.db)
      if let holder = try LocationTable.image(at: location.place, in: transaction.db) {
        guard holder != key else { return }
        throw StoreError.nameTaken(kind: "image at", name: location.place.text)
      }
      let ordinal = try transaction.db.integer(
        "SELECT coalesce(max(ordinal) + 1, 0) FROM location WHERE image = ?", [key])
      var intake = Intake(.images, by: self)
      _ = try intake.open(in: transaction)
      intake.count()
      try intake.finish(in: transaction)
      try LocationTable.add(location, to: key, ordinal: Int(ordinal ?? 0), in: transaction)
    }
  }

  /// The image at a place; nil when none is known there.
  package func image(at place: Image.Location.Place) throws(StoreError) -> ID<Image>? {
    try store.read("looking up an image") { db in
      try LocationTable.image(at: place, in: db).map { try imageID($0, in: db) }
    }
  }

  /// The images with a file whose name without its last extension is `stem`, in order of entry.
  package func images(stem: [UInt8]) throws(StoreError) -> [ID<Image>] {
    try store.read("looking up an image") { db in
      try LocationTable.images(stem: stem, in: db).map { try imageID($0, in: db) }
    }
  }

  /// Images in the order of their entry, those after `cursor`; nil starts at the first.
  ///
  /// The page ends after `limit` images; its `cursor` is nil when there are no more.
  package func images(
    after cursor: ImageCursor? = nil, limit: Int
  ) throws(StoreError) -> (images: [Image], cursor: ImageCursor?) {
    try store.read("listing images") { db in
      let keys = try Int64.fetchAll(
        db.cachedStatement(sql: "SELECT key FROM image WHERE key > ? ORDER BY key LIMIT ?"),
        arguments: [cursor?.key ?? 0, limit])
      let images = try keys.map { try ImageTable.image($0, in: db) }
      return (images, keys.count < limit ? nil : keys.last.map(ImageCursor.init))
    }
  }

  /// What is known about an image, ordered by name.
  package func metadata(of image: ID<Image>) throws(StoreError) -> [Image.Metadatum] {
    try store.read("reading metadata") { db in
      try db.rows(
        """
        SELECT k.name, m.value, m.origin FROM metadatum m JOIN metadata_key k ON k.key = m.name
        WHERE m.image = ? ORDER BY k.name, m.origin
        """, [try ImageTable.key(of: image, in: db)]
      ).map {
        Image.Metadatum(key: $0["name"], value: $0["value"], origin: try $0.value("origin"))
      }
    }
  }

  private func imageID(_ key: RowKey, in db: Database) throws -> ID<Image> {
    guard let row = try db.firstRow("SELECT id FROM image WHERE key = ?", [key]) else {
      throw StoreError.damaged(action: "reading images", detail: "image \(key) is missing")
    }
    return try row.id("id")
  }
}

/// A place in the list of all images.
package struct ImageCursor: Hashable, Sendable {
  let key: RowKey
}

extension Image.Location.Place {
  /// The place for a message.
  var text: String {
    switch self {
    case .path(let bytes): String(decoding: bytes, as: UTF8.self)
    case .uri(let text): text
    }
  }
}
