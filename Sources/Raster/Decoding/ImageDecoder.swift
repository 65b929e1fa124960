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
  /// photograph's; a JPEG that lacks only its end mark has all its pixels, and says so.
  package static func decode(
    bytes: [UInt8], fitting target: PixelSize? = nil, limits: ImageLimits = .standard,
    background: RGB8 = .white
  ) throws(ImageError) -> DecodedImage {
    let probe = try ImageProbe.probe(bytes: bytes, limits: limits)
    var eighths = 8
    var hasEndMark = true
    let bitmap: Bitmap
    if probe.format == .jpeg {
      eighths = Self.eighths(covering: target, of: probe.uprightSize)
      (bitmap, hasEndMark) = try JPEGCodec.decode(bytes, eighths: eighths, limits: limits)
    } else {
      bitmap = try PNGCodec.decode(bytes, background: background, limits: limits)
    }
    return DecodedImage(
      stored: bitmap, storedFullSize: probe.storedSize, orientation: probe.orientation,
      scale: Double(eighths) / 8, hasEndMark: hasEndMark)
  }

  /// Decodes the whole of a picture at another size, in the least memory.
  ///
  /// Throws and composites as `decode` does. `target` is upright; a JPEG is never held at any other
  /// size than that. `oversampling` is how many decoded pixels there are at least for one along an
  /// axis: more than 1 keeps thin things from vanishing where pixels are few.
  package static func decode(
    bytes: [UInt8], resampledTo target: PixelSize, oversampling: Int = 1,
    limits: ImageLimits = .standard, background: RGB8 = .white
  ) throws(ImageError) -> FittedImage {
    let probe = try ImageProbe.probe(bytes: bytes, limits: limits)
    let full = probe.uprightSize
    let wanted = PixelSize(
      width: target.width * oversampling, height: target.height * oversampling)
    let eighths = Self.eighths(covering: wanted, of: full)
    let reduction = max(
      Double(full.width) / Double(target.width), Double(full.height) / Double(target.height))
    // What shrinks more than fourfold after decoding is halved first, for which it has to be held.
    guard probe.format == .jpeg, target.area > 0, reduction * Double(eighths) / 8 <= 4 else {
      let image = try decode(
        bytes: bytes, fitting: wanted, limits: limits, background: background)
      return FittedImage(
        bitmap: image.bitmap.resampled(
          region: image.bitmapRegion(of: PixelRegion(full)), to: target),
        fullSize: full, orientation: probe.orientation, hasEndMark: image.hasEndMark)
    }
    let (stored, hasEndMark) = try JPEGCodec.decode(
      bytes, eighths: eighths,
      resampledTo: probe.orientation.swapsAxes ? target.transposed : target, limits: limits)
    return FittedImage(
      bitmap: stored.upright(from: probe.orientation), fullSize: full,
      orientation: probe.orientation, hasEndMark: hasEndMark)
  }

  /// The smallest N for which N/8 of a picture is no smaller than the picture fitted into a target.
  ///
  /// Only scales with vector code in libjpeg-turbo: 3/8 saves a tenth of the time of 4/8 and costs
  /// four decibels after resampling; 5/8, 6/8 and 7/8 are slower than full size.
  static func eighths(covering target: PixelSize?, of size: PixelSize) -> Int {
    guard let target else { return 8 }
    let needed = min(
      Double(target.width) / Double(size.width), Double(target.height) / Double(size.height))
    return [1, 2, 4].first { Double($0) / 8 >= needed } ?? 8
  }
}
