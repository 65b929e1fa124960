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

  @Test("A part maps as the whole does", arguments: [PaletteMap.Dither.none, .weak])
  func parts(_ dither: PaletteMap.Dither) {
    let palette = Quantiser.palette(for: Self.scene, colors: 40)
    var map = PaletteMap(palette, usable: palette.colors.count, dither: dither)
    let whole = map.indices(of: Self.scene)
    var part = Bitmap(size: PixelSize(width: 50, height: 30), filledWith: .black)
    for y in 0..<30 { for x in 0..<50 { part[x, y] = Self.scene[x + 77, y + 33] } }
    var fresh = PaletteMap(palette, usable: palette.colors.count, dither: dither)
    let mapped = fresh.indices(of: part, origin: (77, 33))
    for y in 0..<30 { for x in 0..<50 { #expect(mapped[x, y] == whole[x + 77, y + 33]) } }
  }

  @Test("Weak dither brings the mean of smooth areas closer")
  func dither() {
    // A slow ramp in four colours; over 8x8 tiles the dithered mean follows it better.
    let size = PixelSize(width: 256, height: 64)
    let ramp = Bitmap(
      size: size,
      pixels: (0..<size.area).map { RGB8(r: UInt8($0 % 256), g: UInt8($0 % 256), b: 100) })
    func tileError(_ dither: PaletteMap.Dither) -> Int {
      let shown = Quantiser.quantise(ramp, colors: 12, dither: dither).bitmap
      return stride(from: 0, to: 256, by: 8).reduce(0) { sum, left in
        let difference = (0..<64).reduce(0) { difference, place in
          let (x, y) = (left + place % 8, place / 8)
          return difference + Int(shown[x, y].r) - Int(ramp[x, y].r)
        }
        return sum + abs(difference)
      }
    }
    #expect(tileError(.weak) < tileError(.none))
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
    #expect(Quantiser.quantise(shown, colors: 256).bitmap.signalToNoise(shown) > 35.7)
    #expect(Quantiser.quantise(shown, colors: 128).bitmap.signalToNoise(shown) > 33.5)
  }
}
