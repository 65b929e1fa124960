/// How large a picture may be before it is refused, checked before memory is taken.
package struct ImageLimits: Hashable, Sendable {
  /// The longest side that a file may declare, in stored pixels.
  package var maximumSide: Int
  /// The most pixels that a file may declare.
  package var maximumPixels: Int
  /// The most pixels that one decoding may produce, at three bytes each.
  package var maximumDecodedPixels: Int

  /// Makes limits.
  package init(maximumSide: Int, maximumPixels: Int, maximumDecodedPixels: Int) {
    self.maximumSide = maximumSide
    self.maximumPixels = maximumPixels
    self.maximumDecodedPixels = maximumDecodedPixels
  }

  /// What no camera or scanner exceeds: JPEG's own 65,535 a side, 1 gigapixel, 250 megapixels at once.
  package static let standard = ImageLimits(
    maximumSide: 65_535, maximumPixels: 1_000_000_000, maximumDecodedPixels: 250_000_000)

  /// Throws unless a declared size is positive and within the limits.
  func check(stored size: PixelSize) throws(ImageError) {
    guard size.width > 0, size.height > 0 else { throw .damaged("a side is 0 pixels long") }
    guard max(size.width, size.height) <= maximumSide, size.area <= maximumPixels else {
      throw .tooLarge(size)
    }
  }

  /// Throws unless a decoding of this size is within the limits.
  func check(decoded size: PixelSize) throws(ImageError) {
    guard size.area <= maximumDecodedPixels else { throw .tooLarge(size) }
  }
}
