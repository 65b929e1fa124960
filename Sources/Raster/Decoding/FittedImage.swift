/// The whole of a picture at the size that was asked for, upright.
package struct FittedImage: Hashable, Sendable {
  /// The pixels.
  package private(set) var bitmap: Bitmap
  /// The upright size of the picture in the file.
  package let fullSize: PixelSize
  /// How the file's pixels were turned.
  package let orientation: Orientation
  /// Whether the file has the mark with which its format ends; without it all pixels are there, but
  /// the copy may have been cut short.
  package let hasEndMark: Bool

  /// Gives up the pixels, which are not needed any more: their memory is what follows needs.
  package mutating func releasePixels() {
    bitmap = Bitmap(size: PixelSize(width: 0, height: 0), pixels: [])
  }
}
