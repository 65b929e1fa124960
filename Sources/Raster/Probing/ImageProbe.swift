/// What a picture file says about itself, read from its headers without decoding a pixel.
package struct ImageProbe: Hashable, Sendable {
  /// JPEG or PNG.
  package let format: ImageFormat
  /// Size as stored, before the orientation is applied.
  package let storedSize: PixelSize
  /// Colour components per pixel as stored: 1 grey (or palette), 2 grey + alpha, 3 colour, 4 CMYK
  /// or colour + alpha.
  package let componentCount: Int
  /// Bits per component as stored.
  package let bitDepth: Int
  /// Orientation, capture time and camera, where the file has them.
  package let exif: ExifFields
  /// Whether the usual end mark was not found near the end of the file.
  ///
  /// Some cameras append data behind the picture, so this is a reason to decode the file, not to
  /// refuse it.
  package let possiblyTruncated: Bool

  /// How the stored picture is to be turned.
  package var orientation: Orientation { exif.orientation ?? .upright }
  /// Size after the orientation is applied: the frame of all coordinates.
  package var uprightSize: PixelSize { orientation.uprightSize(stored: storedSize) }

  /// Probes a file through its descriptor, which stays open and keeps its position.
  ///
  /// Reads about 70 kB, wherever they lie. Throws what is known to be wrong: not a picture, an
  /// unsupported format, a size beyond the limits, a header that ends or contradicts itself.
  package static func probe(
    fileDescriptor: Int32, limits: ImageLimits = .standard
  ) throws(ImageError) -> ImageProbe {
    var file = try FileBytes(fileDescriptor: fileDescriptor)
    return try probe(&file, limits: limits)
  }

  /// Probes a whole file that is in memory; throws as for a descriptor.
  package static func probe(
    bytes: [UInt8], limits: ImageLimits = .standard
  ) throws(ImageError) -> ImageProbe {
    var file = FileBytes(bytes)
    return try probe(&file, limits: limits)
  }

  private static func probe(
    _ file: inout FileBytes, limits: ImageLimits
  ) throws(ImageError) -> ImageProbe {
    let prefix = try file.bytes(at: 0, count: ImageFormat.prefixLength)
    guard let format = ImageFormat.recognized(in: prefix) else { throw .notAPicture }
    let header: ImageHeader
    switch format {
    case .jpeg: header = try ImageHeader.jpeg(&file)
    case .png: header = try ImageHeader.png(&file)
    default: throw .unsupportedFormat(format)
    }
    try limits.check(stored: header.size)
    return ImageProbe(
      format: format, storedSize: header.size, componentCount: header.componentCount,
      bitDepth: header.bitDepth, exif: header.exif,
      possiblyTruncated: try !header.endMarkIsFound(in: &file))
  }
}
