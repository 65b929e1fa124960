import CNcurses
package import Screen

extension TerminalSession {
  /// Pictures up to this many bytes go out in one synchronized update with the text.
  ///
  /// Terminals end an update by themselves after about a second; this much takes less than that on
  /// any link on which pictures are bearable.
  static let synchronizedBytes = 65_536

  /// Shows a frame, then picture bytes on top, and puts the cursor where it belongs.
  ///
  /// ncurses writes the cells that differ from what it drew before; picture cells count as a
  /// placeholder to it. `picture` is written after that, between saving and restoring the cursor,
  /// so it must not save or restore it itself. A frame of another size than the terminal is cut.
  ///
  /// Returns the picture cells whose pixels were erased by drawing, row by row: what `erased(by:)`
  /// said before the call. Those that `picture` did not paint have to be painted again.
  @discardableResult
  package func present(
    _ frame: Frame, picture: [UInt8] = [], cursor: Position? = nil
  ) -> [Position] {
    guard isActive else { return [] }
    let change = FrameChange(from: shown, to: frame)
    guard shown == nil || !change.cells.isEmpty || !picture.isEmpty || cursor != shownCursor else {
      return []
    }
    let isWholeUpdate = picture.count <= Self.synchronizedBytes
    if synchronizesOutput { output.write(TerminalModes.updateBegins, unless: isEnding) }
    if shown == nil || shown?.size != frame.size { plumb_nc_redraw() }
    let corner = cornerPastCurses(frame)
    draw(change.cells.filter { $0 != corner }, of: frame)
    let place = cursor ?? Position(column: 0, row: 0)
    plumb_nc_cursor(
      cursor != nil, Int32(clamping: place.row), Int32(clamping: place.column))
    plumb_nc_update()
    shown = frame
    shownCursor = cursor
    if synchronizesOutput, !isWholeUpdate { output.write(TerminalModes.updateEnds) }
    paint(picture)
    if let corner, change.cells.last == corner {
      paint(TextCells.bytes(frame: frame, cells: [corner], depth: depth))
    }
    if synchronizesOutput, isWholeUpdate {
      output.write(TerminalModes.updateEnds, unless: isEnding)
    }
    return change.erasedPictureCells
  }

  /// The picture cells whose pixels presenting this frame would erase, row by row.
  package func erased(by frame: Frame) -> [Position] {
    FrameChange(from: shown, to: frame).erasedPictureCells
  }

  /// Writes picture bytes between frames, with cursor and colours as they were afterwards.
  ///
  /// The bytes must not save or restore the cursor themselves. Blocks until the terminal has taken
  /// them, or until the program is asked to end.
  package func paint(_ picture: [UInt8]) {
    guard isActive, !picture.isEmpty else { return }
    output.write(
      TerminalModes.saveCursor + picture + TerminalModes.restoreCursor, unless: isEnding)
  }

  /// Writes bytes that neither draw nor move the cursor, such as queries.
  package func write(_ bytes: [UInt8]) {
    guard isActive else { return }
    output.write(bytes, unless: isEnding)
  }

  /// Forgets what the terminal shows: the next frame is drawn whole, on a cleared screen.
  package func redraw() {
    shown = nil
  }

  // MARK: Cells

  /// Draws cells, given row by row, one row to an update.
  ///
  /// Given several rows at once, ncurses finds lines that moved and scrolls the region between them
  /// where that is shorter, whatever `idlok` and `scrollok` say, and pictures in it would move along.
  /// It only takes lines for moved that occur once; while all other rows stay as they were, none do.
  private func draw(_ cells: [Position], of frame: Frame) {
    var row = cells.first?.row
    for position in cells {
      if position.row != row {
        plumb_nc_update()
        row = position.row
      }
      draw(position, of: frame)
    }
  }

  /// The last cell of the screen when ncurses must not draw it; nil when it may.
  ///
  /// All terminals of today that lack the capability hold the cursor in the last column until the
  /// next character, so writing there is harmless.
  private func cornerPastCurses(_ frame: Frame) -> Position? {
    let corner = Position(column: size.cells.columns - 1, row: size.cells.rows - 1)
    // The right half of a wide character is drawn with the left one, which ncurses can.
    let isTail = frame[corner.column, corner.row].content == .continuation
    return plumb_nc_reaches_corner() || isTail ? nil : corner
  }

  private func draw(_ position: Position, of frame: Frame) {
    let cell = frame[position.column, position.row]
    switch cell.content {
    // Drawn with the character to its left.
    case .continuation: return
    case .picture: put([CellText.placeholder], cells: 1, style: .plain, at: position)
    case .text(let character):
      let isWide = frame[position.column + 1, position.row].content == .continuation
      put(CellText.scalars(of: character), cells: isWide ? 2 : 1, style: cell.style, at: position)
    }
  }

  private func put(
    _ scalars: [Unicode.Scalar], cells: Int32, style: Style, at position: Position
  ) {
    let values = scalars.map(\.value)
    // Unsafe: the array's values are passed for the duration of the call.
    unsafe plumb_nc_put(
      Int32(position.row), Int32(position.column), values, Int32(values.count), cells,
      attributes(style.attributes), paletteNumber(style.foreground),
      paletteNumber(style.background))
  }

  private func attributes(_ attributes: Style.Attributes) -> UInt32 {
    var bits: UInt32 = 0
    if attributes.contains(.bold) { bits |= plumb_nc_bold }
    if attributes.contains(.dim) { bits |= plumb_nc_dim }
    if attributes.contains(.underline) { bits |= plumb_nc_underline }
    if attributes.contains(.reverse) { bits |= plumb_nc_reverse }
    return bits
  }

  /// The number ncurses knows a colour by, -1 for the terminal's own.
  private func paletteNumber(_ color: Color) -> Int32 {
    if let known = paletteNumbers[color] { return known }
    let number = depth.index(of: color).map(Int32.init) ?? -1
    paletteNumbers[color] = number
    return number
  }
}
