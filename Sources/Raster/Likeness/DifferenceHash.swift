/// A fingerprint of 64 bits that stays almost the same when a picture is saved again, made smaller or
/// its brightness changes: for each of 8 x 8 places whether it grows brighter to the right.
///
/// N. Krawetz, "Kind of Like That", hackerfactor.com, 2013 (dHash).
package struct DifferenceHash: Hashable, Sendable {
  /// The bits, the first row in the highest byte, the left place in its highest bit.
  package let bits: UInt64
  /// In how many of the 64 places the brightness changes by 2 levels of 255 at least.
  package let detail: Int

  /// Whether the picture has enough in it for the fingerprint to tell it from others.
  ///
  /// Photographs had 52 to 64 such places, and no two of different things differed in fewer than 20
  /// bits. Silhouettes on black had 3 to 57, and of those below 32 most differed from strangers in
  /// fewer than 8 bits.
  package var isTelling: Bool { detail >= 32 }

  /// Nine means of brightness across give eight differences; there are eight rows.
  private static let grid = PixelSize(width: 9, height: 8)

  /// Looks at a JPEG or PNG, upright; a JPEG is decoded as small as possible.
  package init(
    decoding bytes: [UInt8], limits: ImageLimits = .standard
  ) throws(ImageError) {
    // Four decoded pixels at least for one of the grid keep its values means, not samples.
    let image = try ImageDecoder.decode(
      bytes: bytes, resampledTo: Self.grid, oversampling: 4, limits: limits)
    self.init(image.bitmap)
  }

  /// Looks at a picture that is upright.
  package init(_ picture: Bitmap) {
    let small =
      picture.size == Self.grid
      ? picture : picture.resampled(region: PixelRegion(picture.size), to: Self.grid)
    var bits: UInt64 = 0
    var detail = 0
    for y in 0..<Self.grid.height {
      for x in 0..<(Self.grid.width - 1) {
        let step = small[x + 1, y].luma - small[x, y].luma
        bits = bits << 1 | (step > 0 ? 1 : 0)
        if abs(step) >= 2000 { detail += 1 }
      }
    }
    self.bits = bits
    self.detail = detail
  }

  /// In how many of 64 places two fingerprints differ.
  package func distance(to other: DifferenceHash) -> Int {
    (bits ^ other.bits).nonzeroBitCount
  }
}

extension RGB8 {
  /// Brightness in thousandths, 0...255000, with the weights of ITU-R BT.601.
  fileprivate var luma: Int { 299 * Int(r) + 587 * Int(g) + 114 * Int(b) }
}
