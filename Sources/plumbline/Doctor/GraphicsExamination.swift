import Pictures
import Raster
import Screen
import TerminalGraphics

/// What the terminal answered, and how pictures reach it because of that.
struct GraphicsExamination {
  private let screen: ShowScreen
  private let isTalking: Bool
  /// What the user chose for this terminal.
  private let preference: GraphicsChoice.Preference?

  /// Takes a screen; `isTalking` says whether its terminal was asked.
  init(
    _ screen: ShowScreen, isTalking: Bool, preferring preference: GraphicsChoice.Preference? = nil
  ) {
    self.screen = screen
    self.isTalking = isTalking
    self.preference = preference
  }

  /// What was found.
  var findings: [Finding] {
    guard isTalking else {
      return [Finding("answers", .note, "the terminal was not asked: input or output is not one")]
        + (preference.map { [Finding("pictures", .note, "\($0.format.title), \($0.source)")] } ?? [])
    }
    return [name, cell, pictures, characters]
  }

  private var capabilities: Capabilities { screen.capabilities }

  private var name: Finding {
    let answer = capabilities.version ?? "no name"
    guard let record = capabilities.record else {
      return Finding(
        "answers", .good, "\(answer); not in the table of terminals, so only answers count")
    }
    let traits = TerminalRecord.Trait.allCases.filter(record.traits.contains).map(\.rawValue)
    return Finding(
      "answers", .good,
      "\(answer): \(record.name), known for \(traits.joined(separator: ", ")) (\(record.source))")
  }

  private var cell: Finding {
    guard let cell = capabilities.cellPixels else {
      return Finding(
        "cell", .note,
        "its size in pixels is not known, so that no pictures of pixels can be placed")
    }
    return Finding("cell", .good, "\(cell) pixels")
  }

  private var pictures: Finding {
    let choice = GraphicsChoice(for: capabilities, preferring: preference)
    let shows =
      choice.format == .half
      ? "1x2"
      : choice.format.mosaic.map { "\($0.parts.width)x\($0.parts.height)" }
        ?? "\(screen.cell.width)x\(screen.cell.height)"
    let detail =
      "\(choice.format.title), \(choice.reason); one cell shows \(shows) image pixels"
    guard capabilities.insideMultiplexer, [.kitty, .iterm].contains(choice.format) else {
      return Finding("pictures", .good, detail)
    }
    return Finding(
      "pictures", .wrong, detail + ", but \(capabilities.record?.name ?? "this") passes none on",
      advice: "plumbline doctor --use auto")
  }

  private var characters: Finding {
    let depth =
      switch capabilities.colorDepth {
      case .truecolor: "24-bit colours"
      case .palette256: "256 colours"
      case .palette16: "16 colours"
      case .palette8: "8 colours"
      case .mono: "no colours"
      }
    return Finding("characters", .good, depth)
  }
}
