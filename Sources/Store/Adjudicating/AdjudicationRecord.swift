import AnnotationModel

/// Where a lead stands with a data object between whose answers they decide.
package enum AdjudicationState: String, Hashable, Sendable, Codable {
  /// Nothing was decided.
  case none
  /// Begun and not yet the answer.
  case draft
  /// The lead's layer is the answer, unless a reviewer's or gold is.
  case decided
}

/// One action of a lead who decides between the answers to one data object; the header names lead,
/// job and image.
struct AdjudicationRecord: Hashable, Codable {
  var before: AdjudicationState
  var after: AdjudicationState
  /// The lead's layer.
  var layer: ID<Layer>
  /// Changes of its shapes, in their order.
  var changes: [ShapeChange] = []
  /// Its tags before and after; nil when they stay.
  var tags: TagChange?
  /// Whose layer it is, when it was not the author's own.
  var of: ID<Person>?

  /// All tags of a layer before and after.
  struct TagChange: Hashable, Codable {
    var before: [Tag]
    var after: [Tag]
  }

  /// The action that takes this one back.
  var inverse: AdjudicationRecord {
    AdjudicationRecord(
      before: after, after: before, layer: layer, changes: changes.reversed().map(\.inverse),
      tags: tags.map { TagChange(before: $0.after, after: $0.before) }, of: of)
  }
}
