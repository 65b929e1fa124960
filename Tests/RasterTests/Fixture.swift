import Foundation
import Raster
import Testing

/// A file that belongs to these tests.
func fixture(_ name: String) throws -> [UInt8] {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
  return [UInt8](try Data(contentsOf: url))
}

/// The four colours of the fixtures' 24x16 picture: top left, top right, bottom left, bottom right.
let fixtureQuadrants = [
  RGB8(r: 220, g: 40, b: 40), RGB8(r: 40, g: 200, b: 60), RGB8(r: 50, g: 70, b: 210),
  RGB8(r: 230, g: 220, b: 60),
]

/// The colours in the middle of a picture's four quarters.
func quadrants(_ bitmap: Bitmap) -> [RGB8] {
  let (left, right) = (bitmap.width / 4, bitmap.width * 3 / 4)
  let (top, bottom) = (bitmap.height / 4, bitmap.height * 3 / 4)
  return [bitmap[left, top], bitmap[right, top], bitmap[left, bottom], bitmap[right, bottom]]
}

/// Whether colours agree within JPEG's loss.
func agree(_ some: [RGB8], _ others: [RGB8], within tolerance: Int = 6) -> Bool {
  some.count == others.count
    && zip(some, others).allSatisfy { $0.squaredDistance(to: $1) <= 3 * tolerance * tolerance }
}

/// A deterministic source of random numbers (SplitMix64, Steele and others 2014).
struct Randomness: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Bitmap {
  /// A picture that no compression or quantisation finds easy.
  static func noise(_ size: PixelSize, seed: UInt64) -> Bitmap {
    var random = Randomness(seed: seed)
    return Bitmap(
      size: size,
      pixels: (0..<size.area).map { _ in RGB8(hex: UInt32.random(in: 0...0xFFFFFF, using: &random))
      }
    )
  }

  /// A smooth picture with a few edges, as photographs are.
  static func scene(_ size: PixelSize) -> Bitmap {
    var bitmap = Bitmap(size: size, filledWith: .black)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let inside =
          (x - size.width / 2) * (x - size.width / 2) + (y - size.height / 2)
          * (y - size.height / 2) < size.height * size.height / 9
        let shade = 255 * x / max(1, size.width - 1)
        bitmap[x, y] = RGB8(
          r: UInt8(inside ? 200 - shade / 2 : shade), g: UInt8(255 * y / max(1, size.height - 1)),
          b: UInt8(inside ? 40 : 255 - (shade + 255 * y / size.height) / 2))
      }
    }
    return bitmap
  }

  /// The ratio of signal to error against another picture of the same size, in decibels.
  func signalToNoise(_ other: Bitmap) -> Double {
    let error = zip(pixels, other.pixels).reduce(0) { $0 + $1.0.squaredDistance(to: $1.1) }
    guard error > 0 else { return .infinity }
    return 10 * log10(255 * 255 * Double(3 * size.area) / Double(error))
  }
}
