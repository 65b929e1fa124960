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

  /// A whole picture in pieces to be written one after the other.
  package static func pieces(of picture: IndexedBitmap) -> [[UInt8]] {
    pieces(of: picture, region: Region(picture.size))
  }

  /// Appends a part of a picture as a picture of its own; nothing when the part is empty.
  ///
  /// Every index must have an entry in the palette.
  package static func encode(
    _ picture: IndexedBitmap, region: Region, into output: inout [UInt8]
  ) {
    let pieces = pieces(of: picture, region: region)
    output.reserveCapacity(output.count + pieces.reduce(0) { $0 + $1.count })
    for piece in pieces { output += piece }
  }

  /// The same in pieces to be written one after the other, which takes half the memory.
  package static func pieces(of picture: IndexedBitmap, region: Region) -> [[UInt8]] {
    guard let region = region.clipped(to: picture.size) else { return [] }
    let parts = parts(of: picture, in: region)
    var head = Array("\u{1B}P0;1q\"1;1;".utf8)
    head.appendDecimal(region.width)
    head.append(SixelByte.separator)
    head.appendDecimal(region.height)
    for (register, color) in picture.palette.colors.enumerated()
    where parts.contains(where: { $0.registers[register] != 0 }) {
      define(register, as: color, into: &head)
    }
    return [head] + parts.map(\.bytes) + [Array("\u{1B}\\".utf8)]
  }

  /// Bands that one task writes: the bytes of a task depend on nothing outside of it, so that they
  /// are the same for any number of threads.
  private static let bandsPerTask = 16

  /// What one task writes.
  private struct Part {
    var bytes: [UInt8] = []
    /// Which registers it draws with.
    var registers: [UInt8] = []
  }

  private static func parts(of picture: IndexedBitmap, in region: Region) -> [Part] {
    let rowsPerTask = bandsPerTask * 6
    let tasks = (region.height + rowsPerTask - 1) / rowsPerTask
    guard tasks > 1 else {
      return [part(of: picture, in: region, from: 0, rows: rowsPerTask)]
    }
    let parts = Mutex([Part](repeating: Part(), count: tasks))
    DispatchQueue.concurrentPerform(iterations: tasks) { task in
      let part = part(of: picture, in: region, from: task * rowsPerTask, rows: rowsPerTask)
      parts.withLock { $0[task] = part }
    }
    return parts.withLock { $0 }
  }

  private static func part(
    of picture: IndexedBitmap, in region: Region, from first: Int, rows count: Int
  ) -> Part {
    var part = Part()
    // Photographs need about a byte for a pixel.
    part.bytes.reserveCapacity(min(count, region.height - first) * region.width)
    var band = SixelBand(width: region.width)
    for top in stride(from: first, to: min(first + count, region.height), by: 6) {
      if top > 0 { part.bytes.append(SixelByte.nextBand) }
      band.write(
        picture, x: region.x, y: region.y + top, rows: min(6, region.height - top),
        into: &part.bytes)
    }
    part.registers = band.registers
    return part
  }

  private static func define(_ register: Int, as color: RGB8, into output: inout [UInt8]) {
    let (r, g, b) = color.percent
    output.append(SixelByte.register)
    output.appendDecimal(register)
    // Colour system 2 is RGB.
    for value in [2, r, g, b] {
      output.append(SixelByte.separator)
      output.appendDecimal(value)
    }
  }
}

/// The bytes with a meaning of their own in sixel data.
enum SixelByte {
  static let register = UInt8(ascii: "#")
  static let separator = UInt8(ascii: ";")
  static let `repeat` = UInt8(ascii: "!")
  static let carriageReturn = UInt8(ascii: "$")
  static let nextBand = UInt8(ascii: "-")
  /// No pixel set; the six bits of a column are added to it, the top one lowest.
  static let empty = UInt8(ascii: "?")
}
