import Testing

import Raster

@Suite("Quick samples")
struct SamplingTests {
  /// A ramp in both directions.
  private static let ramp: Bitmap = {
    var bitmap = Bitmap(size: PixelSize(width: 80, height: 40), filledWith: .black)
    for y in 0..<40 {
      for x in 0..<80 { bitmap[x, y] = RGB8(r: UInt8(x * 3), g: UInt8(y * 6), b: 90) }
    }
    return bitmap
  }()

  @Test("Of a smooth picture they are what resampling gives, within a few levels")
  func smooth() {
    let region = PixelRegion(x: 8, y: 4, width: 64, height: 32)
    let size = PixelSize(width: 16, height: 8)
    let sampled = Self.ramp.sampled(region: region, to: size)
    let resampled = Self.ramp.resampled(region: region, to: size)
    for (quick, exact) in zip(sampled.pixels, resampled.pixels) {
      #expect(quick.squaredDistance(to: exact) <= 3 * 6 * 6)
    }
  }

  @Test("What lies outside is the backdrop, and nothing inside is")
  func backdrop() {
    let red = RGB8(hex: 0xFF0000)
    let sampled = Self.ramp.sampled(
      region: PixelRegion(x: -40, y: -20, width: 160, height: 80),
      to: PixelSize(width: 16, height: 8), backdrop: red)
    for y in 0..<8 {
      for x in 0..<16 {
        let isInside = (4..<12).contains(x) && (2..<6).contains(y)
        #expect((sampled[x, y] == red) != isInside)
      }
    }
  }

  @Test("A picture of one pixel fills any size")
  func single() {
    let dot = Bitmap(size: PixelSize(width: 1, height: 1), filledWith: .white)
    let sampled = dot.sampled(
      region: PixelRegion(x: 0, y: 0, width: 1, height: 1), to: PixelSize(width: 5, height: 3))
    #expect(sampled.pixels.allSatisfy { $0 == .white })
  }
}
