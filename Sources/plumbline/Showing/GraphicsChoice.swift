import Pictures
import Raster
import Screen
import TerminalGraphics

/// Which way pictures go to a terminal, and why that one.
struct GraphicsChoice {
  /// What somebody wants instead of the best, and where that was said.
  struct Preference: Equatable {
    /// The way.
    let format: PictureFormat
    /// Where it was said, as a sentence goes on after "because of".
    let source: String
  }

  /// The way.
  let format: PictureFormat
  /// Why, to be put after the way's name and a comma.
  let reason: String

  /// Takes what was asked for where it can be done, else the best that the terminal has.
  init(for capabilities: Capabilities, preferring preference: Preference? = nil) {
    if let preference {
      if preference.format.isText || capabilities.cellPixels != nil {
        format = preference.format
        reason = "because of \(preference.source)"
      } else {
        format = .half
        reason =
          "because \(preference.format.title) (\(preference.source)) needs the size of a cell in "
          + "pixels, which is not known"
      }
      return
    }
    format = PictureFormat(for: capabilities)
    switch format {
    case .sixel: reason = "because the terminal says that it has it"
    case .kitty, .iterm: reason = "because of the terminal's name"
    case .half, .quadrants, .sextants: reason = "because nothing says that it has more"
    }
  }

  /// The same for the screens.
  func backend(for capabilities: Capabilities) -> Backend {
    let cell = capabilities.cellPixels.map {
      PixelExtent(width: $0.width, height: $0.height)
    }
    if let glyphs = format.mosaic { return .mosaic(glyphs, capabilities.colorDepth) }
    switch (format, cell) {
    case (.sixel, let cell?):
      return .sixel(cell: cell, maximumBytes: capabilities.maximumSixelBytes)
    case (.kitty, let cell?): return .kitty(cell: cell)
    case (.iterm, let cell?): return .inlineFiles(cell: cell)
    case (_, _): return .halfBlocks(capabilities.colorDepth)
    }
  }
}
