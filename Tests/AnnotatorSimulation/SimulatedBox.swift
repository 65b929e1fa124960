/// A box that a simulated annotator or model drew, in pixels of the upright image, half-open.
package struct SimulatedBox: Hashable, Sendable {
  /// The index of the class it was given.
  package var classIndex: Int
  /// The first column inside.
  package var left: Double
  /// The first row inside.
  package var top: Double
  /// The first column to the right that is outside.
  package var right: Double
  /// The first row below that is outside.
  package var bottom: Double

  /// Makes a box of its edges.
  package init(classIndex: Int, left: Double, top: Double, right: Double, bottom: Double) {
    self.classIndex = classIndex
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// Pixels across.
  package var width: Double { right - left }
  /// Pixels down.
  package var height: Double { bottom - top }

  /// The part inside the image; nil when less than 2 pixels are left either way.
  func clipped(to size: ImageExtent) -> SimulatedBox? {
    var box = self
    box.left = max(left, 0)
    box.top = max(top, 0)
    box.right = min(right, size.width)
    box.bottom = min(bottom, size.height)
    return box.width >= 2 && box.height >= 2 ? box : nil
  }
}

/// The upright size of an image in pixels.
package struct ImageExtent: Hashable, Sendable {
  /// Pixels across.
  package var width: Double
  /// Pixels down.
  package var height: Double

  /// Makes a size.
  package init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}
