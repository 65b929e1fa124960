import Pictures
import Raster
import Screen
import Terminal
import TerminalGraphics

/// What the terminal can do, as its answers come in.
///
/// The text is on the screen at once; the picture waits for the answers, or for `patience`, so that
/// it is not painted twice.
struct CapabilityWatch {
  /// Milliseconds that the first picture waits for answers.
  ///
  /// A terminal on a slow link answers later; its picture then starts as half-blocks.
  static let patience = 250

  private var replies = TerminalReplies()
  private let environment: [String: String]
  private let tmuxClients: TmuxClients?
  private var isSettled = false
  /// Whether the link is too slow for pictures of pixels, unless somebody wants them.
  var isThin = false
  /// The terminal's size, with the pixels of a cell where the system knows them.
  var size = TerminalSize(cells: Size(columns: 80, rows: 24)) {
    didSet { update() }
  }
  private(set) var capabilities: Capabilities
  private let preferences: TerminalPreferences
  private let pinned: PictureFormat?

  /// Takes what the user chose: for kinds of terminals, and `pinned` for this run.
  init(
    environment: [String: String], preferences: TerminalPreferences = TerminalPreferences(),
    pinned: PictureFormat? = nil
  ) {
    self.environment = environment
    self.preferences = preferences
    self.pinned = pinned
    tmuxClients = TmuxClients(environment: environment)
    capabilities = Capabilities(
      replies: TerminalReplies(), environment: environment, tmuxClients: tmuxClients)
  }

  /// Takes an answer; true when it was the one that ends the batch.
  mutating func take(_ bytes: [UInt8]) -> Bool {
    _ = replies.accept(bytes)
    update()
    return replies.isComplete
  }

  /// Whether the terminal answers questions at all.
  var hasAnswered: Bool { replies.isComplete }

  /// Stops waiting: pictures may be painted with what is known.
  mutating func settle() { isSettled = true }

  /// How pictures reach this terminal; nil while waiting for its answers.
  var backend: Backend? {
    isSettled ? choice.backend(for: capabilities) : nil
  }

  private var choice: GraphicsChoice {
    let wanted = pinned.map {
      GraphicsChoice.Preference(format: $0, source: "--graphics")
    }
    let preference =
      wanted ?? preferences.preference(for: capabilities, environment: environment)
    if preference == nil, isThin {
      return GraphicsChoice(
        for: capabilities,
        preferring: GraphicsChoice.Preference(format: .half, source: "the slow link"))
    }
    return GraphicsChoice(for: capabilities, preferring: preference)
  }

  /// Picture pixels in one cell.
  var pictureCell: PixelExtent { backend?.squarePixels ?? PixelExtent(width: 1, height: 2) }

  /// The cell size for mouse reports in pixels; nil when they come in cells.
  var mouseCell: PixelExtent? {
    isSettled && capabilities.pixelMouse ? cellPixels : nil
  }

  /// Whether the terminal recycles pictures when many small ones follow (xterm, 16 slots).
  var losesPicturesUnderPatches: Bool {
    choice.format == .sixel && capabilities.record?.traits.contains(.recyclesPictures) == true
  }

  private var cellPixels: PixelExtent? {
    capabilities.cellPixels.map { PixelExtent(width: $0.width, height: $0.height) }
  }

  private mutating func update() {
    let cell = size.cellPixels ?? PixelExtent(width: 0, height: 0)
    let window = Capabilities.Window(
      columns: size.cells.columns, rows: size.cells.rows,
      pixels: PixelSize(
        width: cell.width * size.cells.columns, height: cell.height * size.cells.rows))
    capabilities = Capabilities(
      replies: replies, environment: environment, window: window, tmuxClients: tmuxClients)
  }
}
