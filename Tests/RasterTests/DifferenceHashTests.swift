import Raster
import Testing

@Suite("Fingerprints of pictures")
struct DifferenceHashTests {
  /// A smooth picture that is brighter and darker in several places.
  private func picture(width: Int, height: Int, brightness: Double = 1) -> Bitmap {
    var bitmap = Bitmap(size: PixelSize(width: width, height: height), filledWith: .black)
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
        let value = 120 + 60 * wave(3 * u + v) + 50 * wave(2 * v - 1.3 * u)
        let level = UInt8(max(0, min(255, value * brightness)))
        bitmap[x, y] = RGB8(r: level, g: level, b: level)
      }
    }
    return bitmap
  }

  /// A triangle wave of period 1 between -1 and 1.
  private func wave(_ x: Double) -> Double { 4 * abs(x - x.rounded()) - 1 }

  @Test("Each bit says whether it grows brighter to the right, row by row from the top left")
  func bits() {
    var grid = Bitmap(size: PixelSize(width: 9, height: 8), filledWith: .black)
    for x in 0..<9 { grid[x, 0] = RGB8(r: UInt8(x), g: UInt8(x), b: UInt8(x)) }
    grid[8, 7] = .white
    #expect(DifferenceHash(grid).bits == 0xFF00_0000_0000_0001)
    #expect(DifferenceHash(grid).detail == 1)
    #expect(!DifferenceHash(grid).isTelling)
    #expect(DifferenceHash(Bitmap(size: grid.size, filledWith: .white)).bits == 0)
  }

  @Test("Saving with less quality, making smaller and darker change at most five bits")
  func robust() throws {
    let original = picture(width: 640, height: 480)
    let fine = try DifferenceHash(decoding: JPEGEncoder.encode(original, quality: 95))
    for changed in [
      try JPEGEncoder.encode(original, quality: 60),
      try JPEGEncoder.encode(picture(width: 320, height: 240), quality: 90),
      try JPEGEncoder.encode(picture(width: 640, height: 480, brightness: 0.8), quality: 90),
    ] {
      #expect(fine.distance(to: try DifferenceHash(decoding: changed)) <= 5)
    }
    let other = DifferenceHash(picture(width: 480, height: 640).upright(from: .turnedClockwise))
    #expect(fine.distance(to: other) > 12)
    #expect(fine.isTelling)
  }
}
