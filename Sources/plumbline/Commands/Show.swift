import ArgumentParser
import Foundation
import Interchange
import Pictures
import Raster
import Screen
import TerminalGraphics

/// Prints pictures.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print pictures in the terminal, fitted to it.",
    discussion: """
      Without --format the terminal is asked what it can show; in a pipe half-blocks are written, \
      which any terminal shows. Quadrants and sextants are finer, where the font has them without \
      gaps. Pictures smaller than the space keep their size.

        plumbline show photo.jpg
        plumbline show --size 80x24 --quality small *.jpg
        plumbline show --format sixel --colors 64 photo.png > photo.six
        plumbline show --boxes output.manifest photo.jpg

      --boxes takes an augmented Ground Truth manifest (the lines of the pictures' names) or lines \
      of "left top width height label" in pixels of the upright picture, for every picture.
      """)

  @Argument(help: "JPEG and PNG files.", completion: .file())
  var files: [String]

  @Option(help: "How pictures are sent; by default the best that this terminal has.")
  var format: PictureFormat?

  @Option(help: "The cells to fill, such as 80x24; by default the terminal's.")
  var size: CellCount?

  @Option(
    help: ArgumentHelp(
      "Colours: 2 to 256 for sixel; 256, 16, 8 or 2 for characters, by default as many as the terminal has."
    ))
  var colors: Int?

  @Option(help: "How many bytes a picture may take.")
  var quality = PictureQuality.normal

  @Flag(help: "For sixel: mix colours by neighbouring dots. Smoother, with more bytes.")
  var dither = false

  @Option(help: "Boxes to draw over the pictures.", completion: .file())
  var boxes: String?

  func validate() throws {
    if files.isEmpty { throw ValidationError("Name a picture.") }
    guard let colors else { return }
    if let format, format.isText, ColorDepth(count: colors) == nil {
      throw ValidationError("Characters have 256, 16, 8 or 2 colours, or all without --colors.")
    }
    if !(2...256).contains(colors) { throw ValidationError("--colors is 2 to 256.") }
  }

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    // A size in pixels is asked for only where the system does not know it.
    let screen = ShowScreen(
      environment: environment,
      questions: isTerminal && (format.map { !$0.isText && !Self.systemKnowsCell } ?? true))
    let drawn = try boxes.map { try BoxFile(LocalPath($0)) }
    var rejects = drawn?.rejects ?? Rejects()
    var shown = 0
    for file in files {
      do {
        try show(LocalPath(file), on: screen, isTerminal: isTerminal, boxes: drawn)
        shown += 1
      } catch {
        rejects.add(file, "\(error)")
      }
    }
    for entry in rejects.entries {
      StandardError.write(
        "plumbline: \(PrintableText.escaping("\(entry.place): \(entry.reason)", limit: .max))\n")
    }
    if shown == 0 { throw RejectedInputs(status: .failed) }
    if !rejects.isEmpty { throw RejectedInputs(status: .someRejected) }
  }

  private static var systemKnowsCell: Bool {
    ShowScreen(environment: [:], questions: false).systemKnowsCell
  }

  private func show(
    _ path: LocalPath, on screen: ShowScreen, isTerminal: Bool, boxes: BoxFile?
  ) throws {
    let chosen = format ?? (isTerminal ? screen.choice.format : .half)
    var still = try Still(
      file: try path.contents(limit: 1 << 30), in: screen.space(size?.cells),
      as: stillFormat(chosen, on: screen, isTerminal: isTerminal))
    if !still.hasEndMark {
      StandardError.write(
        "plumbline: \(PrintableText.escaping(path.description)): the mark at the end of the file "
          + "is missing; all pixels are there, but copy it again if you can\n")
    }
    still.overlays = boxes?.overlays(for: path) ?? []
    try still.emit(to: StandardOutput.write)
  }

  private func stillFormat(
    _ format: PictureFormat, on screen: ShowScreen, isTerminal: Bool
  ) -> StillFormat {
    switch format {
    case .sixel:
      return .sixel(
        StillQuality(
          colors: colors ?? quality.colors, mapping: dither ? .diffused : quality.mapping))
    case .half, .quadrants, .sextants:
      let found = screen.capabilities.colorDepth
      // A file or a pager has no terminal that could be asked; colours are what is wanted there.
      let depth = colors.flatMap(ColorDepth.init(count:)) ?? (isTerminal ? found : .truecolor)
      let price = depth == .truecolor ? quality.cellPrice : nil
      guard let glyphs = format.mosaic else { return .halfBlocks(depth, price: price) }
      // A cell of four or six parts holds more error than one of two, so that a byte may cost more.
      return .mosaic(glyphs, depth, price: price.map { $0 * 4 })
    case .kitty: return .kitty
    case .iterm: return .inlineFile
    }
  }
}

/// A number of cells across and down, written `80x24`.
struct CellCount: ExpressibleByArgument {
  let cells: Size

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 2, numbers.count == 2, numbers.allSatisfy({ (1...10_000).contains($0) })
    else { return nil }
    cells = Size(columns: numbers[0], rows: numbers[1])
  }
}

extension ColorDepth {
  /// The depth with this many colours.
  fileprivate init?(count: Int) {
    switch count {
    case 256: self = .palette256
    case 16: self = .palette16
    case 8: self = .palette8
    case 2: self = .mono
    default: return nil
    }
  }
}
