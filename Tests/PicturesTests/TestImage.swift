import Pictures
import Raster
import Screen
import Synchronization

/// Pictures made in memory, by the number in their keys.
struct TestImage {
  /// An image whose bytes are no picture.
  static let broken = Picture.ImageKey(high: 0, low: 99)

  /// A key of one of the images below.
  static func key(_ number: UInt64) -> Picture.ImageKey { Picture.ImageKey(high: 0, low: number) }

  /// 0 a photograph of sorts, 1 and 2 of one colour, 3 of one pixel, 4 a JPEG, 5 one without its
  /// end mark, 99 no picture.
  static func bytes(_ key: Picture.ImageKey) throws -> [UInt8] {
    switch key.low {
    case 0: try PNGEncoder.encode(photograph)
    case 1: try PNGEncoder.encode(Bitmap(size: size, filledWith: RGB8(hex: 0x336699)))
    case 2: try PNGEncoder.encode(Bitmap(size: size, filledWith: RGB8(hex: 0x999933)))
    // In the cube of 256 colours, so that nothing is dithered.
    case 3:
      try PNGEncoder.encode(
        Bitmap(size: PixelSize(width: 1, height: 1), filledWith: RGB8(hex: 0x5F87FF)))
    case 4: try JPEGEncoder.encode(photograph)
    // EOI, the end mark, has two bytes.
    case 5: try JPEGEncoder.encode(photograph).dropLast(2)
    default: Array("no picture at all".utf8)
    }
  }

  /// Of every image but the one of one pixel.
  static let size = PixelSize(width: 160, height: 120)

  /// Gradients with ripples and noise: hundreds of colours.
  static let photograph: Bitmap = {
    var generator = Xorshift(state: 77)
    var bitmap = Bitmap(size: size, filledWith: .black)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let noise = Int.random(in: 0...15, using: &generator)
        bitmap[x, y] = RGB8(
          r: UInt8(40 + x + noise), g: UInt8(30 + y + (x / 8 + y / 8) % 2 * 40 + noise),
          b: UInt8(200 - x / 2 - y / 2 + noise))
      }
    }
    return bitmap
  }()
}

/// Counts how often each image was read.
final class ReadCount: Sendable {
  private let counts = Mutex<[Picture.ImageKey: Int]>([:])

  func load(_ key: Picture.ImageKey) throws -> [UInt8] {
    counts.withLock { $0[key, default: 0] += 1 }
    return try TestImage.bytes(key)
  }

  subscript(key: Picture.ImageKey) -> Int { counts.withLock { $0[key] ?? 0 } }
}

extension RGB8 {
  /// The largest difference of a component.
  func distance(to other: RGB8) -> Int {
    max(
      abs(Int(r) - Int(other.r)), abs(Int(g) - Int(other.g)), abs(Int(b) - Int(other.b)))
  }
}
