import CPixelKernels
package import Raster

/// Writes bands of six rows of a picture, one after the other.
@safe package struct SixelBand: ~Copyable {
  private let width: Int
  private let writer: OpaquePointer

  /// Prepares for bands of a width of at least 1.
  package init(width: Int) {
    let made = unsafe cpk_sixel_writer_make(UInt32(width))
    guard let made = unsafe made else { preconditionFailure("no memory for a band of a picture") }
    unsafe writer = made
    self.width = width
  }

  deinit { unsafe cpk_sixel_writer_free(writer) }

  /// Appends up to six rows, from a column `x` and a row `y` on, which lie in the picture.
  package mutating func write(
    _ picture: IndexedBitmap, x: Int, y: Int, rows: Int, into output: inout [UInt8]
  ) {
    let stride = picture.size.width
    precondition(
      (1...6).contains(rows) && x >= 0 && y >= 0 && x + width <= stride
        && y + rows <= picture.size.height, "a band lies in its picture")
    // Unsafe: the kernel reads what lies in the picture, and its bytes are copied at once.
    unsafe picture.indices.withUnsafeBufferPointer { indices in
      var bytes: UnsafePointer<UInt8>?
      let count = unsafe cpk_sixel_writer_band(
        writer, indices.baseAddress?.advanced(by: y * stride + x), stride, UInt32(rows), &bytes)
      precondition(count > 0, "no memory for a band of a picture")
      unsafe output.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
    }
  }
}
