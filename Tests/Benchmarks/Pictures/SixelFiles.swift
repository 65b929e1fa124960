import ArgumentParser
import Foundation
import Raster
import TerminalGraphics

/// Writes sixel files beside what another decoder must read from them.
struct SixelFiles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sixels",
    abstract: "Write photographs as sixel files, and as PPM what another decoder must read.",
    discussion: """
      Each photograph is written at the size at which it fits 1600x1000 pixels and at odd sizes, in 2 to \
      256 colours. A decoder of another program must give the same pixels, and a run on one processor \
      the same files:

        Benchmarks sixels photograph.jpg --out two
        taskset -c 0 Benchmarks sixels photograph.jpg --out one && diff -r one two
        sixel2png -i two/photograph-7x13-16.six -o decoded.png && compare -metric AE decoded.png \\
          two/photograph-7x13-16.ppm null:
      """)

  @Argument(help: "Photographs, JPEG or PNG.")
  var photographs: [String]

  @Option(help: "The folder for the files; it is made where there is none.")
  var out: String

  private static let colors = [2, 4, 16, 32, 64, 128, 256]
  private static let oddSizes = [(1333, 997), (641, 359), (7, 13), (1, 1)].map {
    PixelSize(width: $0.0, height: $0.1)
  }

  func run() throws {
    let folder = URL(fileURLWithPath: out, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for photograph in photographs {
      let file = URL(fileURLWithPath: photograph)
      let whole = try Self.fitted([UInt8](try Data(contentsOf: file)))
      let name = file.deletingPathExtension().lastPathComponent
      for size in [whole.size] + Self.oddSizes {
        let part = whole.corner(size)
        let bytes = try Self.colors.map { colors in
          try Self.write(part, colors: colors, to: folder, as: "\(name)-\(part.size)-\(colors)")
        }
        let counts = zip(Self.colors, bytes).map { "\($0):\($1)" }.joined(separator: " ")
        print("\(name) \(part.size), bytes by colours: \(counts)")
      }
    }
  }

  private static func fitted(_ file: [UInt8]) throws -> Bitmap {
    let full = try ImageProbe.probe(bytes: file).uprightSize
    let scale = min(1, 1600 / Double(full.width), 1000 / Double(full.height))
    let size = PixelSize(
      width: max(1, Int((Double(full.width) * scale).rounded())),
      height: max(1, Int((Double(full.height) * scale).rounded())))
    return try ImageDecoder.decode(bytes: file, resampledTo: size).bitmap
  }

  /// Writes the two files, and answers the bytes of the sixels.
  private static func write(
    _ bitmap: Bitmap, colors: Int, to folder: URL, as name: String
  ) throws -> Int {
    let indexed = Quantiser.quantise(bitmap, colors: colors)
    var sixels: [UInt8] = []
    SixelEncoder.encode(indexed, into: &sixels)
    try Data(sixels).write(to: folder.appendingPathComponent(name + ".six"))
    var pixels = Array("P6\n\(bitmap.width) \(bitmap.height)\n255\n".utf8)
    for pixel in indexed.bitmap.pixels { pixels += [pixel.r, pixel.g, pixel.b] }
    try Data(pixels).write(to: folder.appendingPathComponent(name + ".ppm"))
    return sixels.count
  }
}

extension Bitmap {
  /// The part in the bottom right corner, at most as large as this picture.
  fileprivate func corner(_ wanted: PixelSize) -> Bitmap {
    let size = PixelSize(width: min(width, wanted.width), height: min(height, wanted.height))
    let (left, top) = (width - size.width, height - size.height)
    let rows = (0..<size.height).map { row in
      let start = (top + row) * width + left
      return pixels[start..<start + size.width]
    }
    return Bitmap(size: size, pixels: Array(rows.joined()))
  }
}
