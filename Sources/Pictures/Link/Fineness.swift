import Screen
import TerminalGraphics

/// How much of a picture is sent: what a slow link can carry at once, or all that there is.
package enum Fineness: Int, Hashable, Sendable, CaseIterable, Comparable {
  /// Blocks of a few pixels in few colours: where things are.
  case coarse
  /// Squares of four pixels in few colours, until a finer picture is made: only where that, and not the
  /// link, takes long.
  case draft
  /// Every cell, in fewer colours: what things are.
  case plain
  /// All that the terminal shows.
  case fine

  package static func < (lhs: Fineness, rhs: Fineness) -> Bool { lhs.rawValue < rhs.rawValue }

  /// Pixels along each side of the squares that have one colour.
  func block(for backend: Backend) -> Int {
    switch (self, backend) {
    case (.coarse, .halfBlocks), (.coarse, .mosaic): 2
    case (.coarse, _): 5
    case (.draft, .sixel), (.draft, .kitty), (.draft, .inlineFiles): 4
    case (.plain, .kitty), (.plain, .inlineFiles): 2
    case (.draft, _), (.plain, _), (.fine, _): 1
    }
  }

  /// Colours of a photograph in sixels.
  var colors: Int {
    switch self {
    case .coarse: 24
    case .draft: 96
    case .plain: 64
    case .fine: 256
    }
  }

  /// Bytes that one cell of a photograph costs, roughly; for choosing, not for accounting.
  ///
  /// Round numbers near what two photographs took; those of backends that send pixels are for each
  /// pixel. A wrong one makes the next step of the ladder come earlier or later, nothing else.
  package func bytesPerCell(_ backend: Backend) -> Double {
    let pixels = Double(backend.cell.width * backend.cell.height)
    switch (backend, self) {
    case (.halfBlocks(.truecolor), .fine), (.mosaic(_, .truecolor), .fine): return 24
    case (.halfBlocks, .coarse), (.mosaic, .coarse): return 5
    case (.halfBlocks, _), (.mosaic, _): return 12
    case (.sixel, .coarse): return 0.1 * pixels
    case (.sixel, .draft): return 0.15 * pixels
    case (.sixel, .plain): return 0.4 * pixels
    case (.sixel, .fine): return 0.9 * pixels
    case (.kitty, .coarse), (.inlineFiles, .coarse): return 0.15 * pixels
    case (.kitty, .draft): return pixels
    case (.inlineFiles, .draft): return 0.2 * pixels
    case (.kitty, .plain), (.inlineFiles, .plain): return 0.7 * pixels
    case (.kitty, .fine): return 2.2 * pixels
    case (.inlineFiles, .fine): return 0.5 * pixels
    }
  }
}
