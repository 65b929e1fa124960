import CPixelKernels
import Raster
import Testing

/// Which form of the kernels is a switch of the process, hence one after the other.
@Suite("Pixel kernels", .serialized)
struct KernelTests {
  private func withForms(_ body: (_ name: String) -> Void) {
    for (name, plain) in [("plain", Int32(1)), ("vector", 0)] {
      cpk_use_plain_forms(plain)
      body(name)
    }
    cpk_use_plain_forms(0)
  }

  @Test(
    "Resampling gives the same integers in C, plain and vector, as in Swift",
    arguments: [(1, 1), (2, 3), (15, 16), (33, 40), (64, 48), (97, 21)],
    [(1, 1), (5, 3), (16, 17), (31, 100)])
  func resampling(source: (Int, Int), target: (Int, Int)) {
    let picture = Bitmap.noise(PixelSize(width: source.0, height: source.1), seed: 3)
    let region = PixelRegion(x: 0, y: 0, width: Double(source.0), height: Double(source.1))
    guard source.0 <= 4 * target.0, source.1 <= 4 * target.1 else { return }
    let size = PixelSize(width: target.0, height: target.1)
    let expected = PlainKernels.resample(
      picture,
      ResampleAxis(length: source.0, offset: 0, extent: region.width, count: target.0),
      ResampleAxis(length: source.1, offset: 0, extent: region.height, count: target.1))
    withForms { name in
      #expect(picture.resampled(region: region, to: size) == expected, "\(name)")
    }
  }

  @Test(
    "Pens are chosen alike in C, plain and vector, and in Swift",
    arguments: [0, 90, 224, 1280, 160_000])
  func pens(price: Int) {
    for (width, rows, colors) in [(1, 1, 1), (40, 6, 5), (200, 6, 200), (77, 4, 60)] {
      let picture = Bitmap.scene(PixelSize(width: width, height: rows))
      let histogram = ColorHistogram(picture)
      let palette = Quantiser.palette(for: histogram, colors: colors)
      let expected = PlainKernels.pens(
        picture.pixels, width: width, palette: palette.colors,
        candidates: { PlainKernels.nearestEight(palette.colors, to: $0) }, price: price)
      withForms { name in
        let map = PenMap(
          palette, usable: palette.colors.count, for: picture, histogram: histogram)
        #expect(
          map.choice(for: picture, price: UInt32(price)).parts == [expected],
          "\(name) \(width)x\(rows)")
      }
    }
  }

  @Test("The nearest eight are those of a full search", arguments: [1, 7, 8, 15, 200, 256])
  func nearestEight(count: Int) {
    var random = Randomness(seed: UInt64(count))
    let noise = Bitmap.noise(PixelSize(width: count, height: 1), seed: 12)
    // Neighbouring cells are the usual case, scattered ones and crowded colours the others.
    let crowd = noise.pixels.map { RGB8(r: $0.r >> 5 | 96, g: $0.g >> 5 | 96, b: $0.b >> 5 | 96) }
    let cells = (0..<300).map { UInt16($0 + 9000) }
    let scattered = (0..<300).map { _ in UInt16.random(in: 0..<32768, using: &random) }
    for colors in [noise.pixels, crowd] {
      for cells in [cells, scattered.sorted()] {
        let expected = cells.map { PlainKernels.nearestEight(colors, toCell: $0) }
        withForms { name in #expect(NearbyPens.pens(of: colors, for: cells) == expected, "\(name)")
        }
      }
    }
  }
}
