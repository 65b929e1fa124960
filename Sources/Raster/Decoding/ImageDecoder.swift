/// Decodes JPEG and PNG, recognised by content, into upright bitmaps.
///
/// Colour profiles are not applied: pixels are taken as sRGB.
package enum ImageDecoder {
  /// Decodes a picture.
  ///
  /// With a `target`, a JPEG is decoded at the smallest scale at which the picture, fitted into the
  /// target with its proportions kept, needs no enlarging; a PNG is always decoded in full. Transparency
  /// is composited over `background`. Limits are checked before memory is taken. A file that ends
  /// early or whose data is damaged throws rather than giving pixels that are not the
  /// photograph's.
  package static func decode(
    bytes: [UInt8], fitting target: PixelSize? = nil, limits: ImageLimits = .standard,
    background: RGB8 = .white
  ) throws(ImageError) -> DecodedImage {
    let probe = try ImageProbe.probe(bytes: bytes, limits: limits)
    var eighths = 8
    let bitmap: Bitmap
    if probe.format == .jpeg {
      eighths = Self.eighths(covering: target, of: probe.uprightSize)
      bitmap = try JPEGCodec.decode(bytes, eighths: eighths, limits: limits)
    } else {
      bitmap = try PNGCodec.decode(bytes, background: background, limits: limits)
    }
    return DecodedImage(
      stored: bitmap, storedFullSize: probe.storedSize, orientation: probe.orientation,
      scale: Double(eighths) / 8)
  }

  /// The smallest N for which N/8 of a picture is no smaller than the picture fitted into a target.
  ///
  /// 6 and 7 are left out: libjpeg-turbo has no vector code for them and is faster at full size.
  static func eighths(covering target: PixelSize?, of size: PixelSize) -> Int {
    guard let target else { return 8 }
    let needed = min(
      Double(target.width) / Double(size.width), Double(target.height) / Double(size.height))
    return [1, 2, 3, 4, 5].first { Double($0) / 8 >= needed } ?? 8
  }
}
