import Raster
import TerminalGraphics

/// The colours of a patch that is soon painted again: few, but those of its own place in the picture.
private enum CoarseColors {
  /// Chosen on a strip of a photograph by its bytes: 5.7 kB where 256 colours took 10.4, at 30 dB (another
  /// photograph's 35), which is five to six below the picture as it stays.
  static let count = 16
  static let mapping = Quantiser.Mapping.thrifty(share: 1)
}

extension IndexedBitmap {
  /// A part as a picture of its own, with the colours that occur in it, the most frequent first.
  ///
  /// Frequent colours then have the short register numbers, whatever they are in the whole.
  func patch(_ region: SixelEncoder.Region) -> IndexedBitmap {
    let cut = cut(region)
    var counts = [Int](repeating: 0, count: palette.colors.count)
    for index in cut { counts[Int(index)] += 1 }
    let order = counts.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$1], $0) < (counts[$0], $1)
    }
    var places = [UInt8](repeating: 0, count: 256)
    for (place, index) in order.enumerated() { places[index] = UInt8(place) }
    return IndexedBitmap(
      size: PixelSize(width: region.width, height: region.height),
      indices: cut.map { places[Int($0)] }, palette: Palette(order.map { palette.colors[$0] }))
  }

  /// The same in few colours, which `plain`, the picture without overlays, is reduced to.
  ///
  /// The palette's last `overlays` colours are kept as they are, so that lines stay crisp.
  func coarsePatch(
    _ region: SixelEncoder.Region, over plain: IndexedBitmap, overlays: Int
  ) -> IndexedBitmap {
    let first = palette.colors.count - overlays
    let drawn = cut(region)
    let photograph = zip(drawn, plain.cut(region)).map { drawn, plain in
      palette.colors[Int(Int(drawn) < first ? drawn : plain)]
    }
    let used = Set(drawn.filter { Int($0) >= first }).sorted()
    var patch = Quantiser.quantise(
      Bitmap(
        size: PixelSize(width: region.width, height: region.height), pixels: photograph),
      colors: CoarseColors.count + used.count, reserved: used.map { palette.colors[Int($0)] },
      mapping: CoarseColors.mapping)
    let reserved = patch.palette.colors.count - used.count
    for (place, index) in drawn.enumerated() where Int(index) >= first {
      guard let overlay = used.firstIndex(of: index) else { continue }
      patch.indices[place] = UInt8(reserved + overlay)
    }
    return patch
  }

  /// The indices of a part that lies in the picture, row after row.
  private func cut(_ region: SixelEncoder.Region) -> [UInt8] {
    var cut: [UInt8] = []
    cut.reserveCapacity(region.width * region.height)
    for y in region.y..<region.y + region.height {
      let start = y * size.width + region.x
      cut += indices[start..<start + region.width]
    }
    return cut
  }
}
