import Foundation
import Pictures
import Raster
import Screen
import Terminal
import TerminalGraphics

/// What `show` writes to: the terminal's size and abilities, asked for only as far as they matter.
struct ShowScreen {
  /// A cell where nothing is known of it: that of xterm's default font at 10x20.
  static let assumedCell = PixelExtent(width: 10, height: 20)

  let capabilities: Capabilities
  private let size: TerminalSize
  private let environment: [String: String]

  /// The terminal's cells.
  var cells: Size { size.cells }
  /// Whether the system knows how many pixels a cell has.
  var systemKnowsCell: Bool { size.cellPixels != nil }

  /// Looks at the standard output; `questions` says whether to ask the terminal behind it.
  init(environment: [String: String], questions: Bool) {
    self.environment = environment
    let found =
      TerminalInquiry.size(of: STDOUT_FILENO) ?? TerminalInquiry.size(of: STDERR_FILENO)
    size = found ?? TerminalSize(cells: Size(columns: 80, rows: 24))
    var replies = TerminalReplies()
    if questions {
      TerminalInquiry.ask(CapabilityProbe.query) { reply in
        _ = replies.accept(reply)
        return replies.isComplete
      }
    }
    let cell = size.cellPixels ?? PixelExtent(width: 0, height: 0)
    let window = Capabilities.Window(
      columns: size.cells.columns, rows: size.cells.rows,
      pixels: PixelSize(
        width: cell.width * size.cells.columns, height: cell.height * size.cells.rows))
    capabilities = Capabilities(
      replies: replies, environment: environment, window: window,
      tmuxClients: questions ? TmuxClients(environment: environment) : nil)
  }

  /// Pixels of a cell, as far as they are known.
  var cell: PixelExtent {
    capabilities.cellPixels.map { PixelExtent(width: $0.width, height: $0.height) }
      ?? size.cellPixels ?? Self.assumedCell
  }

  /// How pictures go to it, with what the user chose; a file that cannot be read chooses nothing.
  var choice: GraphicsChoice {
    let preferences = try? TerminalPreferences(environment: environment)
    return GraphicsChoice(
      for: capabilities,
      preferring: preferences?.preference(for: capabilities, environment: environment))
  }

  /// The cells for a picture: those asked for, or all but the line of the next prompt.
  func space(_ asked: Size?) -> StillSpace {
    let cells = asked ?? Size(columns: size.cells.columns, rows: max(1, size.cells.rows - 1))
    return StillSpace(columns: cells.columns, rows: cells.rows, cell: cell)
  }
}
