import Pictures
import Raster
import Screen
import TerminalGraphics

/// A picture on which the eye sees what a terminal does wrong: bands in the ramps, colours out of
/// place, lines of one pixel that vanish, a circle that is none.
enum TestCard {
  private static let size = PixelSize(width: 320, height: 200)

  /// Prints the card as pictures would be shown.
  static func show(on screen: ShowScreen, as chosen: PictureFormat) throws {
    let cells = Size(
      columns: min(40, screen.cells.columns), rows: min(14, max(1, screen.cells.rows - 1))
    )
    let format: StillFormat =
      switch chosen {
      case .sixel: .sixel(StillQuality())
      case .kitty: .kitty
      case .iterm: .inlineFile
      case .half: .halfBlocks(screen.capabilities.colorDepth, price: nil)
      case .quadrants: .mosaic(.quadrants, screen.capabilities.colorDepth, price: nil)
      case .sextants: .mosaic(.sextants, screen.capabilities.colorDepth, price: nil)
      }
    let still = try Still(
      file: try PNGEncoder.encode(bitmap), in: screen.space(cells), as: format)
    // All formats are UTF-8; print keeps them behind what was printed before.
    print(String(decoding: try still.bytes(), as: UTF8.self), terminator: "")
    print("ramps without steps, eight bars, a round circle, even lines: then all is well")
  }

  /// Ramps of grey and of the three colours, bars, a grid of single lines, and a circle over it.
  static var bitmap: Bitmap {
    var card = Bitmap(size: size, filledWith: RGB8(hex: 0x808080))
    for y in 0..<size.height {
      for x in 0..<size.width { card[x, y] = color(x, y) }
    }
    return card
  }

  private static func color(_ x: Int, _ y: Int) -> RGB8 {
    let shade = UInt8(x * 255 / (size.width - 1))
    let (dx, dy) = (x - size.width / 2, y - 150)
    if abs(dx * dx + dy * dy - 40 * 40) < 100 { return .white }
    switch y {
    case ..<25: return RGB8(r: shade, g: shade, b: shade)
    case ..<40: return RGB8(r: shade, g: 0, b: 0)
    case ..<55: return RGB8(r: 0, g: shade, b: 0)
    case ..<70: return RGB8(r: 0, g: 0, b: shade)
    case ..<95:
      let bar = x * 8 / size.width
      return RGB8(
        r: bar & 4 == 0 ? 0 : 255, g: bar & 2 == 0 ? 0 : 255, b: bar & 1 == 0 ? 0 : 255)
    default:
      return x % 8 == 0 || y % 8 == 0 ? RGB8(hex: 0xC0C0C0) : RGB8(hex: 0x303030)
    }
  }
}
