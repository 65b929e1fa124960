extension Mask {
  /// The pixels whose centres lie in a polygon, by the even-odd rule.
  ///
  /// Edges are half-open, so polygons that share an edge share no pixel. What lies outside the
  /// image is cut off. Nil when no centre is inside.
  package init?(filling polygon: Polygon, in size: ImageSize) {
    let bounds = polygon.bounds
    let top = Self.firstCentre(from: bounds.top, limit: size.height)
    let bottom = Self.firstCentre(from: bounds.bottom, limit: size.height)
    var crossings = [[Double]](repeating: [], count: bottom - top)
    for ring in polygon.rings {
      guard var start = ring.last else { continue }
      for end in ring {
        Self.addCrossings(start, end, first: top, limit: size.height, to: &crossings)
        start = end
      }
    }
    self.init(
      size: size,
      rows: crossings.enumerated().map { index, row in
        (top + index, Self.spans(row.sorted(), limit: size.width))
      })
  }

  /// The pixels whose centres lie in a box; nil when there are none in the image.
  package init?(covering box: Box, in size: ImageSize) {
    let rows =
      Self.firstCentre(
        from: box.top, limit: size.height)..<Self.firstCentre(from: box.bottom, limit: size.height)
    let columns =
      Self.firstCentre(
        from: box.left, limit: size.width)..<Self.firstCentre(from: box.right, limit: size.width)
    self.init(size: size, rows: rows.map { ($0, [columns]) })
  }

  /// The first pixel whose centre is not before an edge, at most `limit`.
  private static func firstCentre(from edge: Double, limit: Int) -> Int {
    Int(min(max((edge - 0.5).rounded(.up), 0), Double(limit)))
  }

  /// Notes in each row where the centre line of the row crosses an edge of the polygon.
  private static func addCrossings(
    _ start: Point, _ end: Point, first: Int, limit: Int, to crossings: inout [[Double]]
  ) {
    guard start.y != end.y else { return }
    let (upper, lower) = start.y < end.y ? (start, end) : (end, start)
    let rows =
      firstCentre(from: upper.y, limit: limit)..<firstCentre(from: lower.y, limit: limit)
    for row in rows {
      let share = (Double(row) + 0.5 - upper.y) / (lower.y - upper.y)
      // This form cannot overflow, whatever the numbers in a file.
      crossings[row - first].append(upper.x * (1 - share) + lower.x * share)
    }
  }

  private static func spans(_ crossings: [Double], limit: Int) -> [Range<Int>] {
    stride(from: 0, to: crossings.count - 1, by: 2).map { index in
      firstCentre(
        from: crossings[index], limit: limit)..<firstCentre(
          from: crossings[index + 1], limit: limit)
    }
  }
}
