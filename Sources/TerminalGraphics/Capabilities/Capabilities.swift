package import Raster

/// What a terminal can do, as far as its replies and the environment tell.
package struct Capabilities: Hashable, Sendable {
  /// Whether pictures can be sent as sixel: the terminal says so and the size of a cell is known.
  package var sixel: Bool
  /// The size of a cell in pixels.
  package var cellPixels: PixelSize?
  /// Whether changes can be shown at once (DEC mode 2026).
  package var synchronizedOutput: Bool
  /// Whether the mouse can be reported in pixels (DEC mode 1016).
  package var pixelMouse: Bool
  /// The terminal's name and version, where it tells.
  package var version: String?
  /// The background colour, where it tells.
  package var background: RGB8?
  /// Whether tmux is between us and the terminal.
  package var insideTmux: Bool
  /// Whether tmux or screen is between us and the terminal.
  package var insideMultiplexer: Bool
  /// How many colours characters can have.
  package var colorDepth: ColorDepth
  /// The most bytes that one sixel picture may have; nil where none is known.
  package var maximumSixelBytes: Int?
  /// Whether unset pixels of a sixel picture leave what is there: measured for these terminals,
  /// and measured not to hold elsewhere.
  package var keepsUnsetPixels: Bool
  /// Whether pictures can be sent in kitty's protocol.
  package var kittyGraphics: Bool
  /// Whether picture files can be sent as they are, in iTerm2's way.
  package var inlineFiles: Bool
  /// What is known of the terminal by its name, where it is known.
  package var record: TerminalRecord?

  /// The terminal's window, as the kernel reports it.
  package struct Window: Hashable, Sendable {
    /// Cells across.
    package var columns: Int
    /// Cells down.
    package var rows: Int
    /// The whole window in pixels; 0x0 where it is not known.
    package var pixels: PixelSize

    /// Makes a window.
    package init(columns: Int, rows: Int, pixels: PixelSize) {
      self.columns = columns
      self.rows = rows
      self.pixels = pixels
    }
  }

  /// Draws conclusions from what is known.
  ///
  /// `environment` needs `TERM`, `COLORTERM`, `TERM_PROGRAM`, `LC_TERMINAL`, `TMUX`, `STY` and
  /// `NO_COLOR`. Before
  /// any reply the result is what any terminal can do, so that the first picture need not wait.
  /// `tmuxClients` is what tmux says of its clients, where it is between and was asked.
  package init(
    replies: TerminalReplies, environment: [String: String], window: Window? = nil,
    tmuxClients: TmuxClients? = nil
  ) {
    version = replies.version
    background = replies.background
    let record = TerminalRecord.find(version: replies.version, environment: environment)
    let has = { (trait: TerminalRecord.Trait) in record?.traits.contains(trait) == true }
    self.record = record
    let insideTmux = record?.name == "tmux"
    self.insideTmux = insideTmux
    insideMultiplexer = has(.multiplexer)
    cellPixels = Self.cell(replies, window: insideMultiplexer ? nil : window, cells: window)
    sixel = replies.deviceAttributes?.dropFirst().contains(4) == true && cellPixels != nil
    synchronizedOutput = Self.isSettable(replies.modes[2026])
    pixelMouse = Self.isSettable(replies.modes[1016])
    colorDepth = ColorDepth(
      environment: environment, record: record)
    if insideTmux, let tmuxClients {
      if !tmuxClients.hasTruecolor, colorDepth == .truecolor { colorDepth = .palette256 }
      sixel = sixel && tmuxClients.hasSixel
    }
    maximumSixelBytes = has(.dropsLongSequences) ? 900_000 : nil
    keepsUnsetPixels = has(.keepsUnsetPixels) && replies.version != nil
    kittyGraphics = has(.kittyGraphics)
    inlineFiles = has(.inlineFiles)
  }

  // Modes that are permanently reset cannot be used.
  private static func isSettable(_ mode: Int?) -> Bool { mode.map((1...3).contains) ?? false }

  // The kernel's size follows a font zoom at once; a multiplexer's is not the terminal's.
  private static func cell(
    _ replies: TerminalReplies, window: Window?, cells: Window?
  ) -> PixelSize? {
    if let window, let cell = size(window.pixels, over: window) { return cell }
    return replies.cellPixels ?? replies.textAreaPixels.flatMap { size($0, over: cells) }
  }

  private static func size(_ pixels: PixelSize, over cells: Window?) -> PixelSize? {
    guard let cells, cells.columns > 0, cells.rows > 0 else { return nil }
    let cell = PixelSize(width: pixels.width / cells.columns, height: pixels.height / cells.rows)
    return cell.area > 0 ? cell : nil
  }
}
