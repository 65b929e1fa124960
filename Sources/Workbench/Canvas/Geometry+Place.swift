import AnnotationModel

extension Geometry {
  /// Whether an image position is inside.
  func covers(_ point: Point) -> Bool {
    switch self {
    case .box(let box): return box.contains(point)
    case .polygon(let polygon):
      return polygon.bounds.contains(point) && Self.isInside(point, rings: polygon.rings)
    case .mask(let mask):
      // What is nowhere near an image has no pixel, and no whole number either.
      guard mask.bounds.contains(point) else { return false }
      return mask.contains(x: Int(point.x.rounded(.down)), y: Int(point.y.rounded(.down)))
    }
  }

  /// The even-odd rule: a line to the right crosses the rings an odd number of times.
  private static func isInside(_ point: Point, rings: [[Point]]) -> Bool {
    var isInside = false
    for ring in rings {
      guard var start = ring.last else { continue }
      for end in ring {
        if (start.y > point.y) != (end.y > point.y) {
          let share = (point.y - start.y) / (end.y - start.y)
          if point.x < start.x + share * (end.x - start.x) { isInside.toggle() }
        }
        start = end
      }
    }
    return isInside
  }

  /// Whether its edges can be moved one by one.
  var hasEdges: Bool {
    if case .box = self { true } else { false }
  }

  /// How large it is, in as few letters as a list has room for: `160x140`, `5 corners`, `812 px`.
  var extentText: String {
    switch self {
    case .box(let box):
      return "\(Int(box.width.rounded()))x\(Int(box.height.rounded()))"
    case .polygon(let polygon):
      return "\(polygon.rings.reduce(0) { $0 + $1.count }) corners"
    case .mask(let mask): return "\(mask.area) px"
    }
  }

  /// What kind of shape it is, in a word.
  var kindText: String {
    switch self {
    case .box: "box"
    case .polygon: "polygon"
    case .mask: "mask"
    }
  }
}
