import Pictures
import Screen
import TerminalGraphics

/// What the terminal answered, and how pictures reach it because of that.
struct GraphicsExamination {
  private let screen: ShowScreen
  private let isTalking: Bool

  /// Takes a screen; `isTalking` says whether its terminal was asked.
  init(_ screen: ShowScreen, isTalking: Bool) {
    self.screen = screen
    self.isTalking = isTalking
  }

  /// What was found.
  var findings: [Finding] {
    guard isTalking else {
      return [Finding("answers", .note, "the terminal was not asked: input or output is not one")]
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
    let format = PictureFormat(for: capabilities)
    let shows: String
    switch format {
    case .sixel, .kitty, .iterm: shows = "\(screen.cell.width)x\(screen.cell.height) image pixels"
    case .half: shows = "1x2 image pixels"
    }
    return Finding("pictures", .good, "\(reason(for: format)); one cell shows \(shows)")
  }

  private func reason(for format: PictureFormat) -> String {
    switch format {
    case .sixel: "sixel, because the terminal says that it has it"
    case .kitty:
      "kitty graphics with show, because of the terminal's name; half-blocks on the canvas"
    case .iterm:
      "inline files with show, because of the terminal's name; half-blocks on the canvas"
    case .half: "half-blocks, because the terminal says nothing of sixel"
    }
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
