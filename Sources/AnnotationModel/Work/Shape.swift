/// What a shape covers, in pixels of the upright image.
package enum Geometry: Hashable, Sendable, Codable {
  /// An axis-aligned box.
  case box(Box)
  /// The inside of rings of points.
  case polygon(Polygon)
  /// A set of pixels.
  case mask(Mask)

  /// The smallest box around the geometry.
  package var bounds: Box {
    switch self {
    case .box(let box): box
    case .polygon(let polygon): polygon.bounds
    case .mask(let mask): mask.bounds
    }
  }
}

/// One labelled thing in one layer.
package struct Shape: Hashable, Sendable, Codable {
  /// Unique within its layer, from 1, never used again after a deletion.
  package let number: Int
  /// What it is.
  package var label: ID<Label>
  /// Where it is.
  package var geometry: Geometry
  /// How sure its source was; nil when that was not measured.
  package var confidence: Confidence?

  /// Makes a shape.
  package init(
    number: Int, label: ID<Label>, geometry: Geometry, confidence: Confidence? = nil
  ) {
    self.number = number
    self.label = label
    self.geometry = geometry
    self.confidence = confidence
  }
}

/// One step of an edit: what a shape was and what it becomes.
///
/// `before` nil adds a shape and `after` nil deletes it, so every change has an inverse.
package struct ShapeChange: Hashable, Sendable, Codable {
  /// The shape as it was; nil when it is added.
  package let before: Shape?
  /// The shape as it becomes; nil when it is deleted.
  package let after: Shape?

  /// Makes a change of one shape; nil when both sides are missing or number different shapes.
  package init?(before: Shape?, after: Shape?) {
    guard before != nil || after != nil else { return nil }
    if let before, let after, before.number != after.number { return nil }
    self.before = before
    self.after = after
  }

  private init(swapping change: ShapeChange) {
    before = change.after
    after = change.before
  }

  /// The change that takes this one back.
  package var inverse: ShapeChange { ShapeChange(swapping: self) }

  /// The number of the shape that changes.
  package var number: Int { before?.number ?? after?.number ?? 0 }
}
