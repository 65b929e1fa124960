/// An area of the upright image inside one or more closed rings of points.
///
/// Even-odd rule: a place is inside when a line from it to the outside crosses the rings an odd
/// number of times, so a ring within a ring is a hole. Unit: pixels; origin: top-left corner of the
/// upright image. Each ring has at least three finite points and is closed by its first one.
package struct Polygon: Hashable, Sendable {
  /// The rings, each without a repetition of its first point.
  package let rings: [[Point]]
  /// The smallest box around it.
  package let bounds: Box

  /// Makes a polygon; nil without rings, when a ring has fewer than three points, when a number is
  /// not finite, and when all points lie on one row or column.
  package init?(rings: [[Point]]) {
    guard !rings.isEmpty, rings.allSatisfy({ $0.count >= 3 }),
      rings.joined().allSatisfy({ $0.x.isFinite && $0.y.isFinite }),
      let bounds = Self.bounds(of: rings)
    else { return nil }
    self.rings = rings
    self.bounds = bounds
  }

  /// Makes a polygon of one ring; nil as above.
  package init?(_ points: [Point]) {
    self.init(rings: [points])
  }

  private static func bounds(of rings: [[Point]]) -> Box? {
    let points = rings.joined()
    guard let first = points.first else { return nil }
    var (low, high) = (first, first)
    for point in points {
      low = Point(x: min(low.x, point.x), y: min(low.y, point.y))
      high = Point(x: max(high.x, point.x), y: max(high.y, point.y))
    }
    return Box(left: low.x, top: low.y, right: high.x, bottom: high.y)
  }
}

extension Polygon: Codable {
  private enum CodingKeys: String, CodingKey { case rings }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rings, forKey: .rings)
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let rings = try values.decode([[Point]].self, forKey: .rings)
    guard let polygon = Polygon(rings: rings) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "the points enclose no area"))
    }
    self = polygon
  }
}
