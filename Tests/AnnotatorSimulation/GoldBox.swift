/// A box that is known to be right, in pixels of the upright image, half-open, origin top-left.
package struct GoldBox: Hashable, Sendable {
  /// The index of its class in the job's label list.
  package var classIndex: Int
  /// The first column inside.
  package var left: Double
  /// The first row inside.
  package var top: Double
  /// The first column to the right that is outside.
  package var right: Double
  /// The first row below that is outside.
  package var bottom: Double
  /// The share of the object that other things or the picture's edge hide: 0 (none) ..< 1.
  package var occlusion: Double

  /// Makes a box of its edges.
  package init(
    classIndex: Int, left: Double, top: Double, right: Double, bottom: Double,
    occlusion: Double = 0
  ) {
    self.classIndex = classIndex
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
    self.occlusion = occlusion
  }
}
