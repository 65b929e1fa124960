import AnnotationModel
import GRDB

/// A finished layer as far as choosing the answer among several needs it.
struct FinishedLayer {
  let key: RowKey
  let source: RowKey
  let kind: SourceTable.Kind
  /// The person under whom it was made, for those that a person made.
  let person: RowKey?
  /// The same person, merges followed, for annotators' answers.
  let annotator: RowKey?
  let run: RowKey?

  /// The finished layers of a data object, the oldest first.
  static func all(of object: RowKey, in db: Database) throws -> [FinishedLayer] {
    try db.rows(HotQuery.finishedLayers, [object]).map { row in
      let kind: SourceTable.Kind = try row.value("kind")
      let person: RowKey? = row["person"]
      return FinishedLayer(
        key: row["key"], source: row["source"], kind: kind, person: person,
        annotator: kind == .person ? try person.map { try PersonTable.root(of: $0, in: db) } : nil,
        run: row["run"])
    }
  }
}

extension Sequence<FinishedLayer> {
  /// The annotators who have answered.
  var annotators: Set<RowKey> { Set(compactMap(\.annotator)) }

  /// The layer that counts: the best rank, of equals the latest; an annotator's only when alone.
  var answer: FinishedLayer? {
    let isAlone = annotators.count == 1
    var best: (rank: Int, layer: FinishedLayer)?
    for layer in self {
      guard let rank = layer.kind.answerRank, layer.annotator == nil || isAlone else { continue }
      if rank <= best?.rank ?? .max { best = (rank, layer) }
    }
    return best?.layer
  }

  /// The layer that a reviewer is shown: the answer that stands without gold and reviewers, or a
  /// model's prediction of what nobody has answered.
  ///
  /// An annotator's own answer is shown only once as many have answered as the job asks for
  /// (`isAnswered`): before that a reviewer would decide what others are still asked.
  func reviewable(isAnswered: Bool) -> FinishedLayer? {
    let others = filter { $0.kind != .gold && $0.kind != .reviewer }
    if let answer = others.answer {
      return answer.kind != .person || isAnswered ? answer : nil
    }
    return others.annotators.isEmpty ? others.last { $0.kind == .model } : nil
  }
}

extension SourceTable.Kind {
  /// The place of the source in the order that decides which layer is the answer, as
  /// `Source.answerRank` says.
  var answerRank: Int? {
    switch self {
    case .gold: 0
    case .reviewer: 1
    case .adjudication: 2
    case .run: 3
    case .imported: 4
    case .person: 5
    case .model: nil
    }
  }
}
