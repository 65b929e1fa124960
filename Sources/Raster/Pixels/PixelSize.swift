/// Whole pixels across and down.
package struct PixelSize: Hashable, Sendable, CustomStringConvertible {
  /// Pixels across, at least 0.
  package var width: Int
  /// Pixels down, at least 0.
  package var height: Int

  /// Makes a size; negative values become 0.
  package init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// How many pixels it has.
  package var area: Int { width * height }
  /// Width and height exchanged.
  package var transposed: PixelSize { PixelSize(width: height, height: width) }
  /// As people write it: `4000x3000`.
  package var description: String { "\(width)x\(height)" }
}
