/// Writes pictures as 8-bit PNG.
package enum PNGEncoder {
  /// Encodes a picture in true colour; throws `ImageError.notWritable` for an empty one.
  ///
  /// `level` is zlib's 1...9, clamped; below 6 is for pictures that are sent and not kept.
  package static func encode(_ bitmap: Bitmap, level: Int = 6) throws(ImageError) -> [UInt8] {
    try check(bitmap.size)
    return try PNGCodec.encode(bitmap, level: min(9, max(1, level)))
  }

  /// Encodes a picture with its palette; throws as for true colour, and for an index without entry.
  package static func encode(_ indexed: IndexedBitmap) throws(ImageError) -> [UInt8] {
    try check(indexed.size)
    guard indexed.indices.allSatisfy({ Int($0) < indexed.palette.colors.count }) else {
      throw .notWritable("a pixel refers to a colour that its palette does not have")
    }
    return try PNGCodec.encode(indexed)
  }

  // libpng's own default limit, so that what is written can be read.
  private static func check(_ size: PixelSize) throws(ImageError) {
    guard size.area > 0, max(size.width, size.height) <= 1_000_000 else {
      throw .notWritable("PNG has sides of 1 to 1000000 pixels, this has \(size)")
    }
  }
}
