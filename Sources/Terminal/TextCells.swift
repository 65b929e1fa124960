package import Screen

/// Cells of text as bytes for the terminal, for what lies on top of a picture.
///
/// When picture bytes have painted over cells that ncurses believes it has drawn, ncurses will not
/// draw them again by itself. These bytes do; send them after the picture, in the same
/// `TerminalSession.present` or `paint`, which bring the cursor and the colours back.
package enum TextCells {
  /// The bytes that draw `cells` of `frame`, in any order given.
  ///
  /// Picture cells and cells outside the frame are left out; half of a wide character stands for
  /// all of it. Neighbours in a row share one cursor movement and, where it is the same, one style.
  package static func bytes(
    frame: Frame, cells: some Sequence<Position>, depth: ColorDepth
  ) -> [UInt8] {
    var writer = Writer(depth: depth)
    for position in heads(of: cells, in: frame) {
      let cell = frame[position.column, position.row]
      guard case .text(let character) = cell.content else { continue }
      let isWide = frame[position.column + 1, position.row].content == .continuation
      writer.put(character, width: isWide ? 2 : 1, style: cell.style, at: position)
    }
    return writer.finish()
  }

  private static func heads(of cells: some Sequence<Position>, in frame: Frame) -> [Position] {
    var indexes: Set<Int> = []
    for cell in cells {
      guard cell.column >= 0, cell.row >= 0, cell.column < frame.size.columns,
        cell.row < frame.size.rows
      else { continue }
      let isTail = frame[cell.column, cell.row].content == .continuation && cell.column > 0
      indexes.insert(cell.row * frame.size.columns + cell.column - (isTail ? 1 : 0))
    }
    return indexes.sorted().map {
      Position(column: $0 % frame.size.columns, row: $0 / frame.size.columns)
    }
  }

  private struct Writer {
    let depth: ColorDepth
    private var bytes: [UInt8] = []
    private var style: Style?
    private var next: Position?

    init(depth: ColorDepth) { self.depth = depth }

    mutating func put(_ character: Character, width: Int, style: Style, at position: Position) {
      if next != position { bytes += "\u{1B}[\(position.row + 1);\(position.column + 1)H".utf8 }
      if self.style != style {
        bytes += SelectGraphicRendition.bytes(style, depth: depth)
        self.style = style
      }
      for scalar in drawn(character, width: width) { bytes += UTF8.encode(scalar) ?? .init() }
      next = Position(column: position.column + width, row: position.row)
      // A base that is narrower than its cells leaves the cursor elsewhere.
      if TextWidth.of(Character(CellText.scalars(of: character)[0])) != width { next = nil }
    }

    private func drawn(_ character: Character, width: Int) -> [Unicode.Scalar] {
      let scalars = CellText.scalars(of: character)
      switch TextWidth.of(Character(scalars[0])) {
      case width: return scalars
      case 1: return scalars + [" "]
      default: return width == 2 ? ["\u{FFFD}", " "] : ["\u{FFFD}"]
      }
    }

    mutating func finish() -> [UInt8] {
      bytes.isEmpty ? [] : bytes + "\u{1B}[m".utf8
    }
  }
}

/// The control sequence that sets a style (ECMA-48 SGR), from any style before it.
enum SelectGraphicRendition {
  static func bytes(_ style: Style, depth: ColorDepth) -> [UInt8] {
    var parameters = "0"
    let codes: [(Style.Attributes, String)] = [
      (.bold, ";1"), (.dim, ";2"), (.underline, ";4"), (.reverse, ";7"),
    ]
    for (attribute, code) in codes where style.attributes.contains(attribute) {
      parameters += code
    }
    if let index = depth.index(of: style.foreground) { parameters += color(index, base: 30) }
    if let index = depth.index(of: style.background) { parameters += color(index, base: 40) }
    return Array("\u{1B}[\(parameters)m".utf8)
  }

  private static func color(_ index: UInt8, base: Int) -> String {
    switch index {
    case 0..<8: ";\(base + Int(index))"
    case 8..<16: ";\(base + 52 + Int(index))"
    default: ";\(base + 8);5;\(index)"
    }
  }
}
