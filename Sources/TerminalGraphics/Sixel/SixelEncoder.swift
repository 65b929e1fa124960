package import Raster

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
    let size = picture.size
    encode(
      picture, region: Region(x: 0, y: 0, width: size.width, height: size.height), into: &output)
  }

  /// Appends a part of a picture as a picture of its own; nothing when the part is empty.
  ///
  /// Every index must have an entry in the palette.
  package static func encode(
    _ picture: IndexedBitmap, region: Region, into output: inout [UInt8]
  ) {
    guard let region = region.clipped(to: picture.size) else { return }
    output.append(contentsOf: "\u{1B}P0;1q\"1;1;".utf8)
    output.appendDecimal(region.width)
    output.append(SixelByte.separator)
    output.appendDecimal(region.height)
    define(picture, in: region, into: &output)
    var band = SixelBand(width: region.width)
    for top in stride(from: region.y, to: region.y + region.height, by: 6) {
      if top > region.y { output.append(SixelByte.nextBand) }
      let rows = min(6, region.y + region.height - top)
      band.collect(picture, x: region.x, y: top, rows: rows)
      band.write(into: &output)
    }
    output.append(contentsOf: "\u{1B}\\".utf8)
  }

  private static func define(
    _ picture: IndexedBitmap, in region: Region, into output: inout [UInt8]
  ) {
    var occurs = [Bool](repeating: false, count: 256)
    for y in region.y..<region.y + region.height {
      let start = y * picture.size.width + region.x
      mark(picture.indices.span.extracting(start..<start + region.width), in: &occurs)
    }
    for (register, color) in picture.palette.colors.enumerated() where occurs[register] {
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

  private static func mark(_ row: Span<UInt8>, in occurs: inout [Bool]) {
    var target = occurs.mutableSpan
    for x in row.indices { target[Int(row[x])] = true }
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
