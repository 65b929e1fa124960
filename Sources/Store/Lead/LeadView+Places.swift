package import AnnotationModel
import FoundationEssentials
import GRDB

extension LeadView {
  /// The folders in which pictures of the project are or were: absolute paths that end in a slash.
  package func pictureFolders() throws(StoreError) -> [[UInt8]] {
    try store.read("listing folders") { db in
      try db.rows("SELECT path FROM folder WHERE kind = 'path' ORDER BY path", [])
        .map { Array($0["path"] as Data) }
    }
  }

  /// The names of the pictures in one of these folders, those after `name`, ordered by bytes.
  package func pictureNames(
    in folder: [UInt8], after name: [UInt8] = [], limit: Int = 1000
  ) throws(StoreError) -> [[UInt8]] {
    try store.read("listing pictures") { db in
      try db.rows(
        """
        SELECT l.name FROM location l JOIN folder f ON f.key = l.folder
        WHERE f.kind = 'path' AND f.path = ? AND l.name > ? ORDER BY l.name LIMIT ?
        """, [Data(folder), Data(name), limit]
      ).map { Array($0["name"] as Data) }
    }
  }

  /// Whether a picture of the project is or was at an absolute path.
  package func isPicture(at path: [UInt8]) throws(StoreError) -> Bool {
    try store.read("looking for a picture") { db in
      try LocationTable.image(at: .path(path), in: db) != nil
    }
  }

  /// When the import began that brought a job; nil for a job that was made here.
  package func importMoment(of job: Job) throws(StoreError) -> Timestamp? {
    try store.read("looking for an import") { db in
      try db.firstRow(
        "SELECT b.begun_at FROM job j JOIN batch b ON b.key = j.batch WHERE j.id = ?",
        [job.id.blob])?.moment("begun_at")
    }
  }

  /// The lines of a job's manifests as they came, those after `number`, which counts from 0; lines
  /// that could not be read are among them.
  package func rawLines(
    of job: Job, after number: Int, limit: Int = 1000
  ) throws(StoreError) -> [(number: Int, raw: [UInt8])] {
    try store.read("reading lines") { db in
      let key = try JobTable.key(of: job.id, in: db)
      return try db.rows(
        """
        SELECT line_number, raw FROM source_line
        WHERE job = ? AND line_number > ? AND raw IS NOT NULL
        UNION ALL SELECT line_number, raw FROM unread_line WHERE job = ? AND line_number > ?
        ORDER BY line_number LIMIT ?
        """, [key, number, key, number, limit]
      ).map { (Int($0["line_number"] as Int64), Array($0["raw"] as Data)) }
    }
  }
}
