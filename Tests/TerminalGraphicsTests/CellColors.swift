import Raster
import TerminalGraphics

/// The colours that a terminal draws characters with; nil for its own.
struct CellColors: Equatable {
  private(set) var foreground: RGB8?
  private(set) var background: RGB8?

  mutating func select(_ fields: [Int]) throws {
    var rest = fields[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: (foreground, background) = (nil, nil)
      case 30...37: foreground = XTermPalette.all[code - 30]
      case 90...97: foreground = XTermPalette.all[code - 82]
      case 40...47: background = XTermPalette.all[code - 40]
      case 100...107: background = XTermPalette.all[code - 92]
      case 38: foreground = try extended(&rest)
      case 48: background = try extended(&rest)
      default: throw CellScreen.Failure(reason: "SGR \(code)")
      }
    }
  }

  private func extended(_ rest: inout ArraySlice<Int>) throws -> RGB8 {
    switch rest.popFirst() {
    case 5: return XTermPalette.all[rest.popFirst() ?? 0]
    case 2:
      let values = rest.prefix(3).map { UInt8($0) }
      rest = rest.dropFirst(3)
      return RGB8(r: values[0], g: values[1], b: values[2])
    default: throw CellScreen.Failure(reason: "extended colour")
    }
  }
}
