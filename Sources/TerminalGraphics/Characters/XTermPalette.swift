package import Raster

/// The colours that terminals have by number, as xterm defines them.
package enum XTermPalette {
  /// The 16 colours that users may redefine: what xterm has without configuration.
  package static let sixteen: [RGB8] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB8(hex: $0) }

  /// All 256: the 16, a cube of 6x6x6, and 24 greys.
  package static let all: [RGB8] =
    sixteen
    + (0..<216).map { place in
      RGB8(r: cube[place / 36], g: cube[place / 6 % 6], b: cube[place % 6])
    }
    + (0..<24).map { step in
      let value = UInt8(8 + 10 * step)
      return RGB8(r: value, g: value, b: value)
    }

  private static let cube: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The nearest of 16...255, which no user redefines.
  package static func nearest256(_ color: RGB8) -> UInt8 {
    let inCube = 16 + 36 * level(color.r) + 6 * level(color.g) + level(color.b)
    let mean = (Int(color.r) + Int(color.g) + Int(color.b)) / 3
    let inGreys = 232 + min(23, max(0, (mean - 3) / 10))
    let cubeError = color.squaredDistance(to: all[inCube])
    return UInt8(color.squaredDistance(to: all[inGreys]) < cubeError ? inGreys : inCube)
  }

  /// The nearest of the first `count` (8 or 16) colours.
  package static func nearest(_ color: RGB8, among count: Int) -> UInt8 {
    let places = 0..<min(16, max(1, count))
    let best = places.min {
      color.squaredDistance(to: sixteen[$0]) < color.squaredDistance(to: sixteen[$1])
    }
    return UInt8(best ?? 0)
  }

  // The steps of the cube are 0, 95, then 40 apart; the borders lie halfway.
  private static func level(_ component: UInt8) -> Int {
    component < 48 ? 0 : component < 115 ? 1 : (Int(component) - 35) / 40
  }
}
