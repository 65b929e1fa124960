/// A colour in 8-bit sRGB, without transparency.
package struct RGB8: Hashable, Sendable {
  /// Red, 0...255.
  package var r: UInt8
  /// Green, 0...255.
  package var g: UInt8
  /// Blue, 0...255.
  package var b: UInt8

  /// Makes a colour of its three components.
  @inlinable package init(r: UInt8, g: UInt8, b: UInt8) {
    self.r = r
    self.g = g
    self.b = b
  }

  /// Makes a colour of a number written `0xRRGGBB`; higher bits are ignored.
  @inlinable package init(hex: UInt32) {
    r = UInt8(truncatingIfNeeded: hex >> 16)
    g = UInt8(truncatingIfNeeded: hex >> 8)
    b = UInt8(truncatingIfNeeded: hex)
  }

  /// The number written `0xRRGGBB`.
  @inlinable package var hex: UInt32 { UInt32(r) << 16 | UInt32(g) << 8 | UInt32(b) }

  /// No light at all.
  package static let black = RGB8(r: 0, g: 0, b: 0)
  /// All light there is.
  package static let white = RGB8(r: 255, g: 255, b: 255)

  /// The squared distance to another colour, over the three components: 0...195075.
  package func squaredDistance(to other: RGB8) -> Int {
    let dr = Int(r) - Int(other.r)
    let dg = Int(g) - Int(other.g)
    let db = Int(b) - Int(other.b)
    return dr * dr + dg * dg + db * db
  }
}
