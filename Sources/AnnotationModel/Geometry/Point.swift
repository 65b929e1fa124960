/// A position in the upright image, in pixels from its top-left corner.
package struct Point: Hashable, Sendable, Codable {
  /// Pixels to the right of the left edge.
  package var x: Double
  /// Pixels below the top edge.
  package var y: Double

  /// Makes the position `x` pixels right of and `y` pixels below the top-left corner.
  package init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}
