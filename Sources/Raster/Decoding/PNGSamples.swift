import CImageCodecs

/// A PNG as it is stored: for files whose pixel values mean something by themselves, as in masks.
package enum PNGSamples: Hashable, Sendable {
  /// One number per pixel, with the palette that the file carries; an empty one for grey.
  case indices(IndexedBitmap)
  /// Red, green, blue and alpha of each pixel, one byte each, rows from the top.
  case colors(size: PixelSize, rgba: [UInt8])

  /// Pixels across and down.
  package var size: PixelSize {
    switch self {
    case .indices(let picture): picture.size
    case .colors(let size, _): size
    }
  }

  /// Decodes a file; the limits hold before memory is taken.
  package init(
    decoding bytes: [UInt8], limits: ImageLimits = .standard
  ) throws(ImageError) {
    var layout = cic_png_layout()
    let found = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe cic_png_read_layout(input.baseAddress, input.count, &layout)
    }
    let size = PixelSize(width: Int(layout.width), height: Int(layout.height))
    try ImageError.check(found, size: size)
    try limits.check(stored: size)
    try limits.check(decoded: size)
    var samples = [UInt8](repeating: 0, count: size.area * Int(layout.channels))
    let result = unsafe bytes.withUnsafeBufferPointer { input in
      unsafe samples.withUnsafeMutableBufferPointer { output in
        unsafe cic_png_read_samples(
          input.baseAddress, input.count, output.baseAddress, output.count)
      }
    }
    try ImageError.check(result, size: size)
    self =
      layout.channels == 1
      ? .indices(IndexedBitmap(size: size, indices: samples, palette: layout.colors))
      : .colors(size: size, rgba: samples)
  }
}

extension cic_png_layout {
  /// The colours of the palette.
  fileprivate var colors: Palette {
    unsafe withUnsafeBytes(of: palette) { bytes in
      Palette(
        (0..<min(Int(palette_count), 256)).map { index in
          unsafe RGB8(r: bytes[3 * index], g: bytes[3 * index + 1], b: bytes[3 * index + 2])
        })
    }
  }
}
