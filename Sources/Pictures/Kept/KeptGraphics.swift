import Screen

/// The pictures that a terminal keeps by number until it is told to drop them (kitty's protocol),
/// and which of them each cell shows.
///
/// A cell shows one of them or none. Each is placed in as few rectangles as it takes to show the
/// cells that belong to it, so none ever lies over another or over text, and text needs no
/// background to cover it. Taking cells from a picture and giving them back costs placements, which
/// are a few bytes, and no pixels.
struct KeptGraphics: Hashable, Sendable {
  /// A picture that was sent.
  struct Graphic: Hashable, Sendable {
    /// Its number in the terminal.
    let number: UInt32
    /// The cells that its pixels fill, relative to the picture's area.
    let area: Area
    /// The fingerprints of those cells, row by row.
    let prints: [UInt64]
    /// Pixels of the screen across and down that one of its own covers.
    let scale: Int
    /// Where it is placed now, by the number of the placement.
    var pieces: [UInt32: Area] = [:]
    /// The number of its next placement.
    var nextPiece: UInt32 = 1

    /// The fingerprint of a cell of the picture's area; nil outside of this graphic.
    func print(column: Int, row: Int) -> UInt64? {
      guard area.contains(Position(column: column, row: row)) else { return nil }
      return prints[(row - area.row) * area.columns + column - area.column]
    }
  }

  /// Pictures at most, above which all are sent again as one.
  static let limit = 96
  /// The first number: far from those that programs count from 1.
  static let firstNumber: UInt32 = 0x706C_0001

  /// Columns and rows of the picture's area.
  private(set) var size = Size(columns: 0, rows: 0)
  /// Those that the terminal has, oldest first.
  private(set) var graphics: [Graphic] = []
  /// The number of the picture that each cell shows, row by row; 0 for none.
  private(set) var owners: [UInt32] = []
  /// The numbers of those that the terminal has to drop.
  private var dropped: [UInt32] = []
  private(set) var nextNumber = Self.firstNumber

  /// Makes a value of no pictures.
  init() {}

  /// Whether the terminal has nothing that it should not have, and lacks no placement.
  private(set) var isSettled = true

  // MARK: What cells show

  /// Gives up all pictures, and counts cells anew.
  mutating func dropAll(size: Size) {
    dropped += graphics.map(\.number)
    isSettled = dropped.isEmpty
    graphics = []
    self.size = size
    owners = [UInt32](repeating: 0, count: size.columns * size.rows)
  }

  /// Takes the cells under text away from the pictures.
  mutating func uncover(_ covered: [Bool]) {
    for index in owners.indices where covered[index] && owners[index] != 0 {
      owners[index] = 0
      isSettled = false
    }
  }

  /// Lets each wanted cell be shown by the newest picture that has it; answers the cells that none
  /// has, which show what they showed until `add` gives them another.
  ///
  /// `wanted` holds a fingerprint a cell, `covered` whether text lies on it.
  mutating func reuse(wanted: [UInt64], covered: [Bool]) -> [Bool] {
    wanted.indices.map { index in
      if covered[index] { return false }
      let (column, row) = (index % size.columns, index / size.columns)
      let graphic = graphics.last { $0.print(column: column, row: row) == wanted[index] }
      if let graphic { owners[index] = graphic.number }
      return graphic == nil
    }
  }

  /// Adds a picture that was just sent as `nextNumber`, and gives it the uncovered cells it fills.
  mutating func add(_ area: Area, wanted: [UInt64], covered: [Bool], scale: Int = 1) {
    var prints: [UInt64] = []
    for row in area.row..<area.row + area.rows {
      for column in area.column..<area.column + area.columns {
        let index = row * size.columns + column
        prints.append(wanted[index])
        if !covered[index] { owners[index] = nextNumber }
      }
    }
    graphics.append(Graphic(number: nextNumber, area: area, prints: prints, scale: scale))
    nextNumber = nextNumber == .max ? Self.firstNumber : nextNumber + 1
  }

  /// Gives up pictures that no cell shows, except the newest that fills the whole area, of which
  /// cells may be wanted again.
  mutating func dropUnused() {
    let used = Set(owners)
    let whole = graphics.last { $0.area.columns == size.columns && $0.area.rows == size.rows }
    let unused = graphics.filter { !used.contains($0.number) && $0.number != whole?.number }
    dropped += unused.map(\.number)
    graphics.removeAll { graphic in unused.contains { $0.number == graphic.number } }
  }

  // MARK: What the terminal is told

  /// The rectangles in which a picture's cells show it.
  private func wantedPieces(of graphic: Graphic) -> [Area] {
    let mine = owners.map { $0 == graphic.number ? UInt64(1) : 0 }
    return CellDamage(
      shown: [UInt64](repeating: 0, count: mine.count), wanted: mine,
      covered: [Bool](repeating: false, count: mine.count), columns: size.columns
    ).patches
  }

  /// A change of what is placed.
  enum Change: Hashable {
    /// Show the pixels of some cells of a picture there.
    case place(number: UInt32, placement: UInt32, cells: Area, of: Area, scale: Int)
    /// Take a placement away.
    case remove(number: UInt32, placement: UInt32)
    /// Forget a picture.
    case drop(number: UInt32)
  }

  /// Brings what the terminal shows to what cells should show; what comes goes first, so that
  /// nothing is bare in between.
  mutating func settle() -> [Change] {
    var placed: [Change] = []
    var removed: [Change] = []
    for index in graphics.indices {
      let wanted = wantedPieces(of: graphics[index])
      let graphic = graphics[index]
      for (placement, piece) in graphic.pieces.sorted(by: { $0.key < $1.key })
      where !wanted.contains(piece) {
        removed.append(.remove(number: graphic.number, placement: placement))
        graphics[index].pieces[placement] = nil
      }
      for piece in wanted where !graphic.pieces.values.contains(piece) {
        let placement = graphics[index].nextPiece
        graphics[index].nextPiece += 1
        graphics[index].pieces[placement] = piece
        placed.append(
          .place(
            number: graphic.number, placement: placement, cells: piece, of: graphic.area,
            scale: graphic.scale))
      }
    }
    let drops = dropped.map { Change.drop(number: $0) }
    dropped = []
    isSettled = true
    return placed + removed + drops
  }
}
