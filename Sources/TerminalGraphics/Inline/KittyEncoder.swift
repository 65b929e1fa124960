package import Raster

/// Writes pictures in kitty's graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol).
///
/// Replies are always suppressed (`q=2`): they would arrive as keys.
package enum KittyEncoder {
  /// Where a picture goes in cells, counted from the cursor, which stays where it is.
  package struct Placement: Hashable, Sendable {
    /// The picture's number; sending another of the same number replaces it.
    ///
    /// 0 gives it none, so that it stays until it is scrolled away.
    package var image: UInt32
    /// The number of this place among those that show the picture.
    package var placement: UInt32
    /// Cells across, over which the picture is stretched.
    package var columns: Int
    /// Cells down.
    package var rows: Int
    /// Its layer; pictures below 0 lie under the text.
    package var layer: Int

    /// Makes a placement.
    package init(image: UInt32, placement: UInt32 = 1, columns: Int, rows: Int, layer: Int = -1) {
      self.image = image
      self.placement = placement
      self.columns = columns
      self.rows = rows
      self.layer = layer
    }
  }

  /// The most base 64 that one command may carry.
  static let chunk = 4096

  /// A part of a picture, in its pixels.
  package struct Source: Hashable, Sendable {
    /// Its left edge.
    package var x: Int
    /// Its top edge.
    package var y: Int
    /// Pixels across.
    package var width: Int
    /// Pixels down.
    package var height: Int

    /// Makes a part.
    package init(x: Int, y: Int, width: Int, height: Int) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
  }

  /// Appends a picture and shows it; throws what the PNG encoder does.
  package static func show(
    _ bitmap: Bitmap, at placement: Placement, into output: inout [UInt8]
  ) throws(ImageError) {
    send(try png(bitmap), command: "a=T,f=100,\(keys(placement)),", into: &output)
  }

  /// Appends a picture that is kept under a number and shows nowhere yet; throws what the PNG
  /// encoder does.
  package static func keep(
    _ bitmap: Bitmap, image: UInt32, into output: inout [UInt8]
  ) throws(ImageError) {
    send(try png(bitmap), command: "a=t,f=100,i=\(image),", into: &output)
  }

  /// Appends a picture that is kept as `keep` does, as it is: more bytes, made in a tenth of the time.
  package static func keepPlain(_ bitmap: Bitmap, image: UInt32, into output: inout [UInt8]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bitmap.pixels.count * 3)
    for pixel in bitmap.pixels {
      bytes.append(pixel.r)
      bytes.append(pixel.g)
      bytes.append(pixel.b)
    }
    let size = "s=\(bitmap.width),v=\(bitmap.height)"
    send(bytes[...], command: "a=t,f=24,\(size),i=\(image),", into: &output)
  }

  /// A picture as PNG, at a low level, because the time counts here.
  ///
  /// PNG is zlib as well, and smaller than the protocol's other form, raw pixels in zlib: by a quarter
  /// for strips of a photograph, by a third for a whole one. Only of a single cell or of one colour do
  /// raw pixels take less, by a hundred bytes or so.
  private static func png(_ bitmap: Bitmap) throws(ImageError) -> ArraySlice<UInt8> {
    try PNGEncoder.encode(bitmap, level: 2)[...]
  }

  /// Appends bytes as base 64, in as many commands as they need.
  private static func send(
    _ bytes: ArraySlice<UInt8>, command: String, into output: inout [UInt8]
  ) {
    var text: [UInt8] = []
    Base64.append(bytes, to: &text)
    var start = 0
    repeat {
      let end = min(start + chunk, text.count)
      let more = end < text.count ? 1 : 0
      output += "\u{1B}_G".utf8
      if start == 0 { output += command.utf8 }
      output += "q=2,m=\(more);".utf8
      output += text[start..<end]
      output += "\u{1B}\\".utf8
      start = end
    } while start < text.count
  }

  /// Appends the command that shows a picture that was sent before in another place.
  package static func move(to placement: Placement, into output: inout [UInt8]) {
    output += "\u{1B}_Ga=p,\(keys(placement)),q=2\u{1B}\\".utf8
  }

  /// Appends the command that shows a part of a picture that was sent before.
  package static func place(
    _ placement: Placement, showing source: Source, into output: inout [UInt8]
  ) {
    let part = "x=\(source.x),y=\(source.y),w=\(source.width),h=\(source.height)"
    output += "\u{1B}_Ga=p,\(keys(placement)),\(part),q=2\u{1B}\\".utf8
  }

  /// Appends the command that takes a picture from one of its places; its pixels are kept.
  package static func remove(image: UInt32, placement: UInt32, into output: inout [UInt8]) {
    output += "\u{1B}_Ga=d,d=i,i=\(image),p=\(placement),q=2\u{1B}\\".utf8
  }

  /// Appends the command that removes a picture with all its places and frees its memory.
  package static func remove(image: UInt32, into output: inout [UInt8]) {
    output += "\u{1B}_Ga=d,d=I,i=\(image),q=2\u{1B}\\".utf8
  }

  // C=1 leaves the cursor where it is.
  private static func keys(_ placement: Placement) -> String {
    (placement.image == 0 ? "" : "i=\(placement.image),p=\(placement.placement),")
      + "c=\(placement.columns),r=\(placement.rows),z=\(placement.layer),C=1"
  }
}
