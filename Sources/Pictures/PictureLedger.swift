package import Screen

/// What each cell of the picture's area shows on the terminal.
package struct PictureLedger: Hashable, Sendable {
  /// The cells of the picture; empty when there is none.
  package private(set) var area = Area(column: 0, row: 0, columns: 0, rows: 0)
  /// A fingerprint of the pixels in each cell, row by row; 0 where nothing is known.
  package internal(set) var shown: [UInt64] = []
  /// Whether each cell shows its pixels in fewer colours than it could, row by row.
  private var isCoarse: [Bool] = []
  /// Whether text lies on each cell, row by row.
  package private(set) var covered: [Bool] = []
  /// How the fingerprints were painted.
  package var backend: Backend?
  /// What a terminal keeps that is told to drop it; empty with any other.
  var kept = KeptGraphics()

  /// Makes a ledger of no cells.
  package init() {}

  /// Takes the picture's area and the text that lies on it; another area forgets everything.
  package mutating func adopt(_ area: Area?, frame: Frame) {
    let area = area ?? Area(column: 0, row: 0, columns: 0, rows: 0)
    if area != self.area {
      self.area = area
      eraseAll()
    }
    covered = (0..<(area.columns * area.rows)).map { index in
      frame[area.column + index % area.columns, area.row + index / area.columns].content
        != .picture
    }
    for index in covered.indices where covered[index] { forget(index) }
    kept.uncover(covered)
  }

  /// Notes that pixels of some cells of the terminal are gone because text was written there.
  package mutating func erase(_ positions: [Position]) {
    if backend?.keepsGraphics == true { return }
    for position in positions where area.contains(position) {
      forget((position.row - area.row) * area.columns + position.column - area.column)
    }
  }

  /// Notes that nothing is known of any cell.
  package mutating func eraseAll() {
    shown = [UInt64](repeating: 0, count: area.columns * area.rows)
    isCoarse = [Bool](repeating: false, count: shown.count)
    kept.dropAll(size: Size(columns: area.columns, rows: area.rows))
  }

  /// What the terminal has to be told at once, because text has come upon what it keeps or because
  /// that is no longer wanted; empty for terminals that keep nothing.
  package mutating func takeCommands() -> [UInt8] {
    guard !kept.isSettled else { return [] }
    var bytes: [UInt8] = []
    kept.settle(
      in: area, cell: backend?.cell ?? PixelExtent(width: 1, height: 1), into: &bytes)
    return bytes
  }

  /// Takes over what a painting shows; false when its bytes must not be written any more.
  ///
  /// Text may have come and gone since the painting was asked for. Patches that would lie on text
  /// are refused; a whole picture is not, because the text on it is drawn again in any case.
  package mutating func accept(_ painting: Painting) -> Bool {
    let before = painting.before
    guard before.area == area, before.backend == backend, before.kept == kept else {
      return false
    }
    let painted = shown.indices.map { index in
      painting.isWhole
        || !before.covered[index] && before.shown[index] != painting.after.shown[index]
    }
    if !painting.isWhole, shown.indices.contains(where: { painted[$0] && covered[$0] }) {
      return false
    }
    for index in shown.indices where painted[index] {
      shown[index] = covered[index] ? 0 : painting.after.shown[index]
      isCoarse[index] = !covered[index] && painting.after.isCoarse[index]
    }
    kept = painting.after.kept
    return true
  }

  private mutating func forget(_ index: Int) {
    shown[index] = 0
    isCoarse[index] = false
  }

  // MARK: Few colours

  /// Whether a cell shows its pixels in fewer colours than it could.
  package var hasCoarseCells: Bool { isCoarse.contains(true) }

  /// Notes that nothing is known of cells in few colours, so that they are painted in all.
  package mutating func forgetCoarseCells() {
    for index in isCoarse.indices where isCoarse[index] { forget(index) }
  }

  /// Notes how a patch of cells, relative to the area, was painted.
  mutating func note(_ patch: Area, isCoarse coarse: Bool) {
    for position in patch.positions {
      isCoarse[position.row * area.columns + position.column] = coarse
    }
  }

  /// Whether a cell without text shows nothing known.
  package var hasErasedCells: Bool {
    shown.indices.contains { shown[$0] == 0 && !covered[$0] }
  }

  /// Whether anything is known of any cell.
  var hasKnownCells: Bool { shown.contains { $0 != 0 } }
}

extension Area {
  /// Its cells, row by row.
  var positions: [Position] {
    (row..<row + rows).flatMap { row in
      (column..<column + columns).map { Position(column: $0, row: row) }
    }
  }
}
