/// A box with whole-pixel edges inside an image, as manifests write it.
///
/// Half-open like `Box`; at least one pixel wide and high.
package struct PixelBox: Hashable, Sendable {
  /// The first column.
  package let left: Int
  /// The first row.
  package let top: Int
  /// Columns covered, at least 1.
  package let width: Int
  /// Rows covered, at least 1.
  package let height: Int

  /// Rounds a box by its edges: round each edge, clamp it to the image, then subtract.
  ///
  /// Rounding width by itself would let two boxes that share an edge overlap or part. An edge pair
  /// that rounds to the same pixel is widened to one pixel inside the image.
  package init(rounding box: Box, in size: ImageSize) {
    let horizontal = Self.edges(box.left, box.right, limit: size.width)
    let vertical = Self.edges(box.top, box.bottom, limit: size.height)
    left = horizontal.lowerBound
    width = horizontal.count
    top = vertical.lowerBound
    height = vertical.count
  }

  private static func edges(_ low: Double, _ high: Double, limit: Int) -> Range<Int> {
    let lower = Int(min(max(low.rounded(), 0), Double(limit - 1)))
    let upper = Int(min(max(high.rounded(), 0), Double(limit)))
    return lower..<max(lower + 1, upper)
  }
}
