/// An axis-aligned rectangle in the upright image, half-open: `[left, right) x [top, bottom)`.
///
/// Unit: pixels; origin: top-left corner of the upright image. Edges are finite and the box is
/// never empty; every initialiser keeps this.
package struct Box: Hashable, Sendable, Codable {
  /// The first column, in pixels from the left of the image.
  package let left: Double
  /// The first row, in pixels from the top of the image.
  package let top: Double
  /// The first column that no longer belongs to the box.
  package let right: Double
  /// The first row that no longer belongs to the box.
  package let bottom: Double

  /// Makes a box from its four edges; nil unless they are finite and enclose an area.
  package init?(left: Double, top: Double, right: Double, bottom: Double) {
    guard left.isFinite, top.isFinite, right.isFinite, bottom.isFinite, left < right, top < bottom
    else { return nil }
    self.init(unchecked: left, top, right, bottom)
  }

  /// Makes the box between two opposite corners in any order; nil when they share a row or column.
  package init?(corner first: Point, opposite second: Point) {
    self.init(
      left: min(first.x, second.x), top: min(first.y, second.y),
      right: max(first.x, second.x), bottom: max(first.y, second.y))
  }

  init(unchecked left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  private enum CodingKeys: String, CodingKey { case left, top, right, bottom }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let edges = try [CodingKeys.left, .top, .right, .bottom].map {
      try values.decode(Double.self, forKey: $0)
    }
    guard let box = Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3]) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "box \(edges) encloses no area"))
    }
    self = box
  }

  /// Pixels across, above zero.
  package var width: Double { right - left }
  /// Pixels down, above zero.
  package var height: Double { bottom - top }
  /// Square pixels, above zero.
  package var area: Double { width * height }
  /// The middle of the box.
  package var center: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }

  /// Whether a position lies in the half-open box.
  package func contains(_ point: Point) -> Bool {
    point.x >= left && point.x < right && point.y >= top && point.y < bottom
  }

  /// The part that both boxes cover; nil when they do not meet.
  package func intersection(_ other: Box) -> Box? {
    Box(
      left: max(left, other.left), top: max(top, other.top),
      right: min(right, other.right), bottom: min(bottom, other.bottom))
  }

  /// Intersection over union (Jaccard index), 0 for boxes that do not meet and 1 for equal ones.
  package func intersectionOverUnion(_ other: Box) -> Double {
    guard let shared = intersection(other)?.area else { return 0 }
    return shared / (area + other.area - shared)
  }

  /// The part that lies in an image of this size; nil when none does.
  package func clamped(to size: ImageSize) -> Box? {
    intersection(size.bounds)
  }

  /// The same box moved by whole or fractional pixels.
  package func offset(x: Double, y: Double) -> Box {
    Box(unchecked: left + x, top + y, right + x, bottom + y)
  }
}
