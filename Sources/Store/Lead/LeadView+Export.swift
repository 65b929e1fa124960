package import AnnotationModel
import FoundationEssentials
import GRDB

/// One line of an export, as far as the project knows it.
package enum ExportLine: Sendable {
  /// A manifest line whose answer is still what it says: it leaves as it came.
  case untouched(number: Int, raw: [UInt8], image: ID<Image>)
  /// An image with its answer, or without one; `line` is the manifest line that names it, if any.
  case image(Answer, line: SourceLine?)
  /// A manifest line that could not be read; `exportLines` gives none.
  case unread(UnreadLine)

  /// The number of the manifest line; nil for an image that came from a folder.
  package var number: Int? {
    switch self {
    case .untouched(let number, _, _): number
    case .image(_, let line): line?.number
    case .unread(let line): line.number
    }
  }

  /// The image; nil where nobody can tell.
  package var imageID: ID<Image>? {
    switch self {
    case .untouched(_, _, let image): image
    case .image(let answer, _): answer.image.id
    case .unread: nil
    }
  }
}

/// A place in the lines of a job's export.
package struct ExportCursor: Hashable, Sendable {
  fileprivate var number = -1
  fileprivate var key: RowKey = 0
  fileprivate var position = -1

  /// The start.
  package init() {}
}

extension LeadView {
  /// The lines of a job: those of its manifests in their order, then images that no manifest named.
  ///
  /// Pages: at most about `limit` lines after `cursor`, which moves on; an empty page is the end.
  package func exportLines(
    of job: Job, after cursor: inout ExportCursor, limit: Int = 1000
  ) throws(StoreError) -> [ExportLine] {
    var moved = cursor
    let page = try store.read("reading answers") { db -> [ExportLine] in
      let jobKey = try JobTable.key(of: job.id, in: db)
      var sources = SourceCache()
      if moved.position < 0 {
        let lines = try manifestLines(of: jobKey, &moved, limit: limit, &sources, in: db)
        if !lines.isEmpty { return lines }
      }
      let rows = try db.rows(
        HotQuery.dataObjectsWithoutLine, [jobKey, moved.position, limit])
      if let last = rows.last { moved.position = last["position"] }
      return try rows.map { .image(try answer(to: $0, &sources, in: db), line: nil) }
    }
    cursor = moved
    return page
  }

  /// A line with what is known of the layers that may answer it.
  private struct OpenLine {
    let key: RowKey
    let number: Int
    let object: RowKey
    let reference: String?
    let raw: [UInt8]?
    let image: ID<Image>
    var isUntouched = false
    var isOutranked = false

    /// Learns of one finished layer of the data object.
    mutating func learn(kind: String, line: RowKey?) {
      switch SourceTable.Kind(rawValue: kind) {
      case .imported:
        // A layer without a line came another way, or was changed since.
        if let line { isUntouched = isUntouched || line == key } else { isOutranked = true }
      case .person, .model: break
      default: isOutranked = true
      }
    }
  }

  private func manifestLines(
    of job: RowKey, _ cursor: inout ExportCursor, limit: Int, _ sources: inout SourceCache,
    in db: Database
  ) throws -> [ExportLine] {
    let rows = try BoundStatement(HotQuery.manifestLines, in: db)
    rows.bind(1, job)
    rows.bind(2, cursor.number)
    rows.bind(3, cursor.key)
    rows.bind(4, limit)
    var open: [OpenLine] = []
    while try rows.next() {
      let key = rows.integer(0)
      if open.last?.key != key {
        open.append(
          OpenLine(
            key: key, number: Int(rows.integer(1)), object: rows.integer(2),
            reference: rows.text(4), raw: rows.bytes(3), image: try rows.id(7)))
      }
      guard let kind = rows.text(5) else { continue }
      open[open.count - 1].learn(kind: kind, line: rows.isNull(6) ? nil : rows.integer(6))
    }
    if let last = open.last { (cursor.number, cursor.key) = (last.number, last.key) }
    return try open.map { try exportLine($0, &sources, in: db) }
  }

  private func exportLine(
    _ line: OpenLine, _ sources: inout SourceCache, in db: Database
  ) throws -> ExportLine {
    if line.isUntouched, !line.isOutranked, let raw = line.raw {
      return .untouched(number: line.number, raw: raw, image: line.image)
    }
    let row = try db.firstRow(
      "SELECT key, position, image FROM data_object WHERE key = ?", [line.object])
    guard let row else {
      throw StoreError.damaged(
        action: "reading answers", detail: "data object \(line.object) is missing")
    }
    return .image(
      try answer(to: row, &sources, in: db),
      line: SourceLine(number: line.number, sourceRef: line.reference, raw: line.raw))
  }

  /// A layer by its stable id; throws `unknown`.
  package func layer(_ id: ID<Layer>) throws(StoreError) -> Layer {
    try store.read("reading a layer") { db in
      let row = try db.firstRow(
        "SELECT \(LayerTable.columns) FROM \(LayerTable.tables) WHERE l.id = ?", [id.blob])
      guard let row else { throw StoreError.unknown(kind: "layer", name: id.description) }
      var sources = SourceCache()
      return try LayerTable.layer(
        row, source: try sources.source(row["source"], in: db), in: db)
    }
  }
}

extension LeadView {
  /// The answer to the data object on a line of the job's manifest; nil when there is none.
  package func answer(onLine number: Int, of job: Job) throws(StoreError) -> Answer? {
    try store.read("reading answers") { db in
      let row = try db.firstRow(
        """
        SELECT d.key, d.position, d.image FROM source_line n
        JOIN data_object d ON d.key = n.data_object WHERE n.job = ? AND n.line_number = ?
        ORDER BY n.key LIMIT 1
        """, [try JobTable.key(of: job.id, in: db), number])
      var sources = SourceCache()
      return try row.map { try answer(to: $0, &sources, in: db) }
    }
  }
}
