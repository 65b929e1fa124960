package import AnnotationModel
import GRDB

/// One data object with all that a selection may ask about it.
package struct ListedImage: Hashable, Sendable {
  /// The picture, its answer and its place in the job.
  package let answer: Answer
  /// Facts about the image, ordered by key.
  package let metadata: [Image.Metadatum]
  /// Where the persons stand who touched it; empty when nobody did.
  package let states: Set<AssignmentState>

  /// The image as a selection sees it; `labels` are those of the job by their id.
  package func subject(labels: [ID<Label>: Label]) -> SelectionSubject {
    var subject = SelectionSubject()
    let path: String? = answer.image.locations.first.map { location in
      switch location.place {
      case .path(let bytes): String(decoding: bytes, as: UTF8.self)
      case .uri(let text): text
      }
    }
    subject.path = path
    subject.name = path?.split(separator: "/").last.map(String.init)
    subject.size = answer.image.size
    for fact in metadata { subject.metadata[fact.key, default: []].insert(fact.value) }
    subject.states = states.isEmpty ? [.waiting] : states
    subject.answers = answer.annotators
    subject.source = answer.layer?.source.selectionWord
    subject.shapes = (answer.layer?.shapes ?? []).map { shape in
      SelectionSubject.ShapeFacts(
        labels: labels[shape.label]?.allNames ?? [], confidence: shape.confidence)
    }
    return subject
  }
}

extension LeadView {
  /// The data objects of a job with what selections ask about, in the order of the job.
  ///
  /// Pages as `answers(of:after:limit:)` does: those after `index` (-1 from the start), at most
  /// `limit`; an empty page is the end. States may be a moment newer than the answers.
  package func listing(
    of job: Job, after index: Int = -1, limit: Int = 500
  ) throws(StoreError) -> [ListedImage] {
    let answers = try answers(of: job, after: index, limit: limit)
    guard let last = answers.last else { return [] }
    let (metadata, states) = try store.read("listing images") { db in
      let key = try JobTable.key(of: job.id, in: db)
      return (
        try Self.metadata(of: key, after: index, through: last.index, in: db),
        try Self.states(of: key, after: index, through: last.index, in: db)
      )
    }
    return answers.map { answer in
      ListedImage(
        answer: answer, metadata: metadata[answer.index] ?? [], states: states[answer.index] ?? [])
    }
  }

  private static func metadata(
    of job: RowKey, after first: Int, through last: Int, in db: Database
  ) throws -> [Int: [Image.Metadatum]] {
    let rows = try db.rows(
      """
      SELECT d.position, k.name, m.value, m.origin FROM data_object d
      JOIN metadatum m ON m.image = d.image JOIN metadata_key k ON k.key = m.name
      WHERE d.job = ? AND d.position > ? AND d.position <= ? ORDER BY d.position, k.name, m.origin
      """, [job, first, last])
    var found: [Int: [Image.Metadatum]] = [:]
    for row in rows {
      found[row["position"], default: []].append(
        Image.Metadatum(key: row["name"], value: row["value"], origin: try row.value("origin")))
    }
    return found
  }

  private static func states(
    of job: RowKey, after first: Int, through last: Int, in db: Database
  ) throws -> [Int: Set<AssignmentState>] {
    let rows = try db.rows(
      """
      SELECT d.position, a.state FROM data_object d JOIN assignment a ON a.data_object = d.key
      WHERE d.job = ? AND d.position > ? AND d.position <= ?
      """, [job, first, last])
    var found: [Int: Set<AssignmentState>] = [:]
    for row in rows { found[row["position"], default: []].insert(try row.value("state")) }
    return found
  }
}
