/// Writes pictures as JPEG.
package enum JPEGEncoder {
  /// Encodes a picture as baseline JPEG with 4:2:0 chroma.
  ///
  /// `quality` is libjpeg's 1...100, clamped. The pixels are stored as they are given: with an
  /// orientation in `exif`, give them as the camera would have stored them. Throws
  /// `ImageError.notWritable` for an empty picture or a side above 65,500 pixels.
  package static func encode(
    _ bitmap: Bitmap, quality: Int = 90, exif: ExifFields? = nil
  ) throws(ImageError) -> [UInt8] {
    guard bitmap.size.area > 0, max(bitmap.width, bitmap.height) <= 65_500 else {
      throw .notWritable("JPEG has sides of 1 to 65500 pixels, this has \(bitmap.size)")
    }
    return try JPEGCodec.encode(
      bitmap, quality: min(100, max(1, quality)), exifPayload: exif?.segmentPayload ?? [])
  }
}
