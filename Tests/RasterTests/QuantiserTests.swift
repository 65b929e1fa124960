import Foundation
import Raster
import Testing

/// A photograph beside the repository, where there is one.
private let sharedPhotograph = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../../shared/data/photos/museum2.jpg").standardizedFileURL

@Suite("Quantising")
struct QuantiserTests {
  private static let scene = Bitmap.scene(PixelSize(width: 320, height: 240))

  @Test("Few colours are kept as they are", arguments: [1, 2, 16, 40])
  func exact(_ count: Int) {
    let colors = (0..<count).map { RGB8(hex: UInt32($0 * 0x1F3A51) & 0xF8F8F8).snappedToPercent }
    let size = PixelSize(width: count, height: 50)
    let picture = Bitmap(size: size, pixels: (0..<size.area).map { colors[$0 % count] })
    let reduced = Quantiser.quantise(picture, colors: 64)
    #expect(reduced.bitmap.signalToNoise(picture) > 60)
    #expect(reduced.palette.colors.count == Set(colors).count)
  }

  @Test(
    "More colours show a picture better", arguments: [(8, 20.0), (32, 27), (128, 32), (256, 35)])
  func quality(colors: Int, decibels: Double) {
    let reduced = Quantiser.quantise(Self.scene, colors: colors)
    #expect(reduced.palette.colors.count <= colors)
    #expect(reduced.bitmap.signalToNoise(Self.scene) > decibels)
  }

  @Test("Overlay colours have the last registers, and no pixel of the photograph")
  func reserved() {
    let overlays = [RGB8(r: 255, g: 0, b: 0), RGB8(r: 128, g: 128, b: 128), .white]
    let picture = Bitmap.noise(PixelSize(width: 100, height: 100), seed: 6)
    let reduced = Quantiser.quantise(picture, colors: 32, reserved: overlays)
    let palette = reduced.palette.colors
    #expect(palette.count <= 32)
    #expect(Array(palette.suffix(3)) == overlays.map(\.snappedToPercent))
    #expect(reduced.indices.allSatisfy { Int($0) < palette.count - 3 })
  }

  @Test("Every entry can be said on sixel's scale, and frequent ones come first")
  func registers() {
    let reduced = Quantiser.quantise(Self.scene, colors: 64)
    #expect(reduced.palette.colors.allSatisfy { $0 == $0.snappedToPercent })
    var counts = [Int](repeating: 0, count: reduced.palette.colors.count)
    for index in reduced.indices { counts[Int(index)] += 1 }
    let half = counts.count / 2
    #expect(counts[..<half].reduce(0, +) > counts[half...].reduce(0, +))
  }

  @Test("A higher price joins pixels of a band, and costs little by measure")
  func thrift() {
    func joined(_ share: Float) -> (changes: Int, noise: Double) {
      let reduced = Quantiser.quantise(Self.scene, colors: 128, mapping: .thrifty(share: share))
      let changes = reduced.indices.indices.dropFirst().count {
        reduced.indices[$0] != reduced.indices[$0 - 1]
      }
      return (changes, reduced.bitmap.signalToNoise(Self.scene))
    }
    let (free, thrifty) = (joined(0), joined(0.5))
    #expect(thrifty.changes < free.changes)
    #expect(thrifty.noise > free.noise - 2)
  }

  @Test("At no price each pixel has the nearest colour")
  func nearest() {
    let reduced = Quantiser.quantise(Self.scene, colors: 64, mapping: .thrifty(share: 0))
    var worse = 0
    for (pixel, index) in zip(Self.scene.pixels, reduced.indices) {
      let found = pixel.squaredDistance(to: reduced.palette.colors[Int(index)])
      let best = reduced.palette.colors.map { pixel.squaredDistance(to: $0) }.min() ?? 0
      worse += found > best ? 1 : 0
    }
    // Of a cell of 8x8x8 colours eight candidates are known, which rarely are not enough.
    #expect(worse * 200 < reduced.indices.count)
  }

  @Test("Diffusion brings the mean of smooth areas closer")
  func dither() {
    // A slow ramp in few colours; over 8x8 tiles the diffused mean follows it better.
    let size = PixelSize(width: 256, height: 64)
    let ramp = Bitmap(
      size: size,
      pixels: (0..<size.area).map { RGB8(r: UInt8($0 % 256), g: UInt8($0 % 256), b: 100) })
    func tileError(_ mapping: Quantiser.Mapping) -> Int {
      let shown = Quantiser.quantise(ramp, colors: 12, mapping: mapping).bitmap
      return stride(from: 0, to: 256, by: 8).reduce(0) { sum, left in
        let difference = (0..<64).reduce(0) { difference, place in
          let (x, y) = (left + place % 8, place / 8)
          return difference + Int(shown[x, y].r) - Int(ramp[x, y].r)
        }
        return sum + abs(difference)
      }
    }
    #expect(tileError(.diffused) < tileError(.standard))
  }

  @Test("The ordered matrix uses each of 64 steps once, around 0")
  func matrix() {
    #expect(Set(BayerMatrix.eight).count == 64)
    #expect(abs(BayerMatrix.eight.reduce(0, +)) < 1e-4)
    #expect(BayerMatrix.eight.allSatisfy { $0 >= -1 && $0 < 1 })
  }

  @Test(
    "A photograph in 256 colours is nearer than other programs bring it",
    .enabled(if: FileManager.default.fileExists(atPath: sharedPhotograph.path)))
  func photograph() throws {
    let bytes = [UInt8](try Data(contentsOf: sharedPhotograph))
    let decoded = try ImageDecoder.decode(bytes: bytes).bitmap
    let shown = decoded.resampled(
      region: PixelRegion(decoded.size), to: PixelSize(width: 1333, height: 1000))
    // chafa's development version without dither reaches 34.2 dB on the same scene.
    #expect(Quantiser.quantise(shown, colors: 256).bitmap.signalToNoise(shown) > 36)
    #expect(Quantiser.quantise(shown, colors: 128).bitmap.signalToNoise(shown) > 34)
  }
}
