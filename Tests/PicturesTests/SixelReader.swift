import Raster
import Screen

/// Reads one sixel graphic after its `ESC P`.
struct SixelReader {
  typealias Failure = EmulatedScreen.Failure

  let origin: Position
  /// Whole cells that the graphic covers.
  private(set) var cells = 0
  private var extent = PixelExtent(width: 0, height: 0)
  private var registers: [Int: RGB8] = [:]
  private var color = -1
  private var x = 0
  private var top = 0
  private var drawn = 0

  init(origin: Position) { self.origin = origin }

  mutating func read(
    _ reader: inout PaintingReader, onto screen: inout EmulatedScreen
  ) throws {
    guard reader.numbers() == [0, 1], reader.next() == UInt8(ascii: "q"),
      reader.next() == UInt8(ascii: "\"")
    else { throw Failure(reason: "no header") }
    try begin(reader.numbers(), on: &screen)
    while let byte = reader.next(), byte != 0x1B {
      switch byte {
      case UInt8(ascii: "#"): try register(reader.numbers())
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, top) = (0, top + 6)
      case UInt8(ascii: "!"):
        let count = reader.numbers()[0]
        let sixel = reader.next() ?? 0
        for _ in 0..<count { try draw(sixel, on: &screen) }
      default: try draw(byte, on: &screen)
      }
    }
    guard reader.next() == UInt8(ascii: "\\") else { throw Failure(reason: "no end") }
    guard drawn == extent.width * extent.height else { throw Failure(reason: "holes") }
  }

  /// Takes the raster attributes; what is not whole cells would paint over its neighbours.
  private mutating func begin(_ raster: [Int], on screen: inout EmulatedScreen) throws {
    guard raster.count == 4, raster[0] == 1, raster[1] == 1 else {
      throw Failure(reason: "aspect \(raster)")
    }
    extent = PixelExtent(width: raster[2], height: raster[3])
    guard extent.width % screen.cell.width == 0, extent.height % screen.cell.height == 0 else {
      throw Failure(reason: "\(extent) is not whole cells")
    }
    for row in 0..<(extent.height / screen.cell.height) {
      for column in 0..<(extent.width / screen.cell.width) {
        try screen.note(Position(column: origin.column + column, row: origin.row + row))
        cells += 1
      }
    }
  }

  private mutating func register(_ values: [Int]) throws {
    color = values[0]
    guard values.count > 1 else { return }
    guard values.count == 5, values[1] == 2, values[2...].allSatisfy({ $0 <= 100 }) else {
      throw Failure(reason: "a register of \(values)")
    }
    let levels = values[2...].map { UInt8(($0 * 255 + 50) / 100) }
    registers[color] = RGB8(r: levels[0], g: levels[1], b: levels[2])
  }

  private mutating func draw(_ sixel: UInt8, on screen: inout EmulatedScreen) throws {
    guard (63...126).contains(sixel), x < extent.width else {
      throw Failure(reason: "byte \(sixel) in column \(x)")
    }
    for row in 0..<6 where (sixel - 63) >> row & 1 == 1 {
      guard top + row < extent.height, let pixel = registers[color] else {
        throw Failure(reason: "row \(top + row), register \(color)")
      }
      screen.set(
        pixel, x: origin.column * screen.cell.width + x,
        y: origin.row * screen.cell.height + top + row)
      drawn += 1
    }
    x += 1
  }
}
