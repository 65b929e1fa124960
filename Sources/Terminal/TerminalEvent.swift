package import Screen

/// What the terminal has to tell the run loop.
package enum TerminalEvent: Hashable, Sendable {
  /// A person did something.
  case input(InputEvent)
  /// The terminal answered a query; the bytes as they came.
  case reply([UInt8])
  /// The window has another size, or its cells have.
  case resized(TerminalSize)
  /// The program was stopped and goes on: the screen is empty, everything has to be drawn again.
  case resumed
  /// The terminal is gone; nothing can be shown any more.
  case hangup
  /// Somebody asked the program to end (SIGTERM, or SIGINT from outside).
  case terminate
}

/// The size of the terminal.
package struct TerminalSize: Hashable, Sendable {
  /// Columns and rows, at least 1.
  package var cells: Size
  /// Pixels of one cell; nil when the terminal does not tell the system.
  package var cellPixels: PixelExtent?

  /// Makes a size.
  package init(cells: Size, cellPixels: PixelExtent? = nil) {
    self.cells = cells
    self.cellPixels = cellPixels
  }
}
