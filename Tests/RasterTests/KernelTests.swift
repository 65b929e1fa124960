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
      let palette = Quantiser.palette(for: picture, colors: colors)
      let map = PenMap(palette, usable: palette.colors.count, for: picture)
      let points = palette.colors.map { SIMD4(Float($0.r), Float($0.g), Float($0.b), 0) }
      let nearest = NearestColor(points, keeping: 8)
      let expected = PlainKernels.pens(
        picture.pixels, width: width, palette: palette.colors,
        candidates: { pixel in
          let cell = SIMD4(Float(pixel.r & 0xF8), Float(pixel.g & 0xF8), Float(pixel.b & 0xF8), 0)
          return nearest.nearestEight(cell + SIMD4(3.5, 3.5, 3.5, 0))
        }, price: price)
      withForms { name in
        #expect(
          map.indices(of: picture, price: UInt32(price)).indices == expected,
          "\(name) \(width)x\(rows)")
      }
    }
  }

  @Test("The nearest eight are those of a full search")
  func nearestEight() {
    var random = Randomness(seed: 12)
    let colors = (0..<200).map { _ in
      SIMD4<Float>(
        Float.random(in: 0...255, using: &random), Float.random(in: 0...255, using: &random),
        Float.random(in: 0...255, using: &random), 0)
    }
    let nearest = NearestColor(colors, keeping: 8)
    for _ in 0..<300 {
      let point = SIMD4<Float>(
        Float.random(in: 0...255, using: &random), Float.random(in: 0...255, using: &random),
        Float.random(in: 0...255, using: &random), 0)
      let distance = { (index: Int) in ((colors[index] - point) * (colors[index] - point)).sum() }
      let expected = colors.indices.sorted { distance($0) < distance($1) }.prefix(8)
      #expect(nearest.nearestEight(point).map { Int($0) } == Array(expected))
    }
  }
}
