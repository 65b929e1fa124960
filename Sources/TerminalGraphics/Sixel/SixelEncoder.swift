import Dispatch
package import Raster
import Synchronization

/// Writes palette pictures as DEC sixel graphics, opaque and with as few bytes as it can.
///
/// The picture is P2=1 with raster attributes, every pixel is set, only the registers that occur
/// are defined, and nothing follows the last band: what terminals disagree about is not used
/// (whether P2 clears, what happens below the declared height, where a trailing `-` scrolls).
package enum SixelEncoder {
  /// A rectangle of whole pixels inside a picture.
  package struct Region: Hashable, Sendable {
    /// The first column.
    package var x: Int
    /// The first row.
    package var y: Int
    /// Columns covered.
    package var width: Int
    /// Rows covered.
    package var height: Int

    /// Makes a region.
    package init(x: Int, y: Int, width: Int, height: Int) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }

    /// The whole of a picture.
    package init(_ size: PixelSize) {
      self.init(x: 0, y: 0, width: size.width, height: size.height)
    }

    /// The part that lies in a picture; nil when there is none.
    package func clipped(to size: PixelSize) -> Region? {
      let left = max(0, x)
      let top = max(0, y)
      let right = min(size.width, x + width)
      let bottom = min(size.height, y + height)
      guard right > left, bottom > top else { return nil }
      return Region(x: left, y: top, width: right - left, height: bottom - top)
    }
  }

  /// Appends a whole picture.
  package static func encode(_ picture: IndexedBitmap, into output: inout [UInt8]) {
    encode(picture, region: Region(picture.size), into: &output)
  }

  /// Appends a part of a picture as a picture of its own; nothing when the part is empty.
  ///
  /// Every index must have an entry in the palette.
  package static func encode(
    _ picture: IndexedBitmap, region: Region, into output: inout [UInt8]
  ) {
    guard let region = region.clipped(to: picture.size) else { return }
    output += head(of: picture, in: region)
    let pieces = Mutex<[[UInt8]]>([])
    emitBands(of: picture, in: region) { piece in pieces.withLock { $0.append(piece) } }
    for piece in pieces.withLock({ $0 }) { output += piece }
    output += tail
  }

  /// Hands on a whole picture in pieces, in their order, while those that follow are being made.
  ///
  /// `emit` is called on any thread, never twice at once. What it throws ends the picture.
  package static func encode(
    _ picture: IndexedBitmap, emit: @escaping @Sendable ([UInt8]) throws -> Void
  ) throws {
    guard let region = Region(picture.size).clipped(to: picture.size) else { return }
    try emit(head(of: picture, in: region))
    let failure = Mutex<(any Error)?>(nil)
    emitBands(of: picture, in: region) { piece in
      guard failure.withLock({ $0 == nil }) else { return }
      do { try emit(piece) } catch { failure.withLock { $0 = error } }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    try emit(tail)
  }

  private static let tail = Array("\u{1B}\\".utf8)

  /// Bands that one task writes: the bytes of a task depend on nothing outside of it, so that they
  /// are the same for any number of threads.
  private static let bandsPerTask = 16

  private static func emitBands(
    of picture: IndexedBitmap, in region: Region, emit: @Sendable ([UInt8]) -> Void
  ) {
    let rowsPerTask = bandsPerTask * 6
    let tasks = (region.height + rowsPerTask - 1) / rowsPerTask
    guard tasks > 1 else {
      emit(bands(of: picture, in: region, from: 0, rows: rowsPerTask))
      return
    }
    let queue = OrderedParts()
    DispatchQueue.concurrentPerform(iterations: tasks) { task in
      let part = bands(of: picture, in: region, from: task * rowsPerTask, rows: rowsPerTask)
      queue.finish(task, with: part, emit: emit)
    }
  }

  private static func bands(
    of picture: IndexedBitmap, in region: Region, from first: Int, rows count: Int
  ) -> [UInt8] {
    var output: [UInt8] = []
    // Photographs need about a byte for a pixel.
    output.reserveCapacity(min(count, region.height - first) * region.width)
    var band = SixelBand(width: region.width)
    for top in stride(from: first, to: min(first + count, region.height), by: 6) {
      if top > 0 { output.append(SixelByte.nextBand) }
      band.write(
        picture, x: region.x, y: region.y + top, rows: min(6, region.height - top), into: &output)
    }
    return output
  }

  // MARK: The head

  /// The size, and the colours of the registers that occur.
  private static func head(of picture: IndexedBitmap, in region: Region) -> [UInt8] {
    var head = Array("\u{1B}P0;1q\"1;1;".utf8)
    head.appendDecimal(region.width)
    head.append(SixelByte.separator)
    head.appendDecimal(region.height)
    let occurs = registers(of: picture, in: region)
    for (register, color) in picture.palette.colors.enumerated() where occurs[register] {
      let (r, g, b) = color.percent
      head.append(SixelByte.register)
      head.appendDecimal(register)
      // Colour system 2 is RGB.
      for value in [2, r, g, b] {
        head.append(SixelByte.separator)
        head.appendDecimal(value)
      }
    }
    return head
  }

  private static func registers(of picture: IndexedBitmap, in region: Region) -> [Bool] {
    var occurs = [Bool](repeating: false, count: 256)
    for y in region.y..<region.y + region.height {
      let start = y * picture.size.width + region.x
      mark(picture.indices.span.extracting(start..<start + region.width), in: &occurs)
    }
    return occurs
  }

  private static func mark(_ row: Span<UInt8>, in occurs: inout [Bool]) {
    var target = occurs.mutableSpan
    for x in row.indices { target[Int(row[x])] = true }
  }
}

/// The bytes with a meaning of their own in sixel data.
enum SixelByte {
  static let register = UInt8(ascii: "#")
  static let separator = UInt8(ascii: ";")
  static let nextBand = UInt8(ascii: "-")
}
