import Pictures
import Screen
import Terminal
import TerminalGraphics

/// What the picture's cells show, and the one painting that may be under way.
///
/// A painting was made for the cells as they were when it was asked for. When it would touch a cell
/// that text has come upon since, or the image is another by now, its bytes are dropped and it is
/// asked for again, so a late picture never paints over a popup. On a slow link a painting is a
/// part of the picture, and the parts that follow are asked for one after the other: whatever has
/// changed meanwhile, the newest picture is what goes on.
struct PictureDisplay {
  private var scene: Scene?
  private var ledger = PictureLedger()
  private var isPainting = false
  /// What the ledger's cells belong to, once painted whole.
  private var painted: Shown?
  /// What is being painted, or was last.
  private var wanted: Shown?
  /// How fine the picture was before it was refined; nil when it is not being refined.
  private var coarser: Fineness?
  /// Whether refining waits for nobody to type.
  private var isPaused = false
  /// Graphics sent since the terminal's places for them were freed.
  private var graphics = 0
  /// The cells of the picture when they were.
  private var freedArea: Area?
  /// Whether what shows was sent as one graphic, and patches over it.
  private var cameWhole = false

  /// A picture, and how much of it is sent.
  private struct Shown: Equatable {
    var picture: Picture
    var fineness: Fineness
  }

  /// How fine the picture is that is shown; nil while none is shown whole.
  var fineness: Fineness? { painted?.fineness }
  /// The cells of the picture.
  var area: Area { ledger.area }

  /// Takes the scene that was just presented, and the picture cells that drawing it erased.
  ///
  /// Answers what to write at once: a terminal that keeps pictures must be told to take them from
  /// under the text.
  mutating func show(_ scene: Scene, erased: [Position]) -> [UInt8] {
    self.scene = scene
    ledger.adopt(scene.picture?.area, frame: scene.frame)
    ledger.erase(erased)
    return ledger.takeCommands()
  }

  /// What to write before the screen is left: kept pictures would use the terminal's memory on.
  mutating func leave() -> [UInt8] {
    ledger.eraseAll()
    return ledger.takeCommands()
  }

  /// Forgets what the terminal shows, after it was cleared.
  mutating func forget() {
    ledger.eraseAll()
  }

  /// What to paint now; nil while a painting is under way or when everything shows already.
  mutating func request(
    backend: Backend, reserved: [UInt32], plan: PicturePlan
  ) -> PaintRequest? {
    guard !isPainting, let picture = scene?.picture else { return nil }
    let next = Shown(picture: picture, fineness: fineness(of: picture, backend, plan))
    guard next != painted || ledger.hasErasedCells || backend != ledger.backend else { return nil }
    if isPaused, coarser != nil, next == wanted, !ledger.hasErasedCells { return nil }
    wanted = next
    if backend != ledger.backend {
      ledger.eraseAll()
      ledger.backend = backend
    }
    isPainting = true
    return PaintRequest(
      picture: picture, backend: backend, reserved: reserved, ledger: ledger,
      fineness: next.fineness,
      budget: plan.budget(next.fineness, area: picture.area, backend: backend),
      isRefinement: coarser != nil, isExact: plan.pinned == .fine)
  }

  /// A new view begins as the link allows; what only changes in it stays as fine as it is.
  private mutating func fineness(
    of picture: Picture, _ backend: Backend, _ plan: PicturePlan
  ) -> Fineness {
    var first = plan.first(cells: picture.area.columns * picture.area.rows, backend: backend)
    // A draft of a sheet would take as long: its tiles are made whole and then reduced.
    if first == .draft, !picture.tiles.isEmpty { first = .fine }
    guard let wanted, wanted.picture.image == picture.image,
      wanted.picture.viewport == picture.viewport, wanted.picture.area == picture.area,
      backend == ledger.backend, plan.pinned == nil
    else {
      coarser = nil
      return first
    }
    if let before = coarser, painted == nil,
      wanted.picture != picture || ledger.hasErasedCells
    {
      // An edit or a hole is shown at once as what was whole before, not after the rest of what is finer.
      coarser = nil
      return before
    }
    return max(first, wanted.fineness)
  }

  /// Takes a painting; answers the bytes to write, nil when it came too late.
  ///
  /// `slots` says whether the terminal has few places for graphics. They are freed for a whole picture, but
  /// not for each: the rows below it go blank for a moment.
  mutating func finish(_ painting: Painting, depth: Terminal.ColorDepth, slots: Bool) -> [UInt8]? {
    isPainting = false
    guard !painting.isAbandoned, let scene, let picture = scene.picture,
      picture.image == painting.picture.image,
      ledger.accept(painting)
    else {
      painted = nil
      return nil
    }
    painted = nil
    if !painting.isPartial, let wanted {
      painted = Shown(picture: painting.picture, fineness: wanted.fineness)
      coarser = nil
    }
    let frees = slots && painting.isWhole && isFreeingDue(for: picture.area)
    if frees { (graphics, freedArea) = (0, picture.area) }
    graphics += painting.patches
    // In parts it is many graphics from the first, and sent again would be as many.
    if painting.isWhole { cameWhole = true } else if painting.isPartial { cameWhole = false }
    guard painting.isWhole else { return painting.bytes }
    return (frees ? Self.freeingSlots(below: picture.area, of: scene.frame, depth) : [])
      + painting.bytes
      + TextCells.bytes(frame: scene.frame, cells: Self.cells(of: picture.area), depth: depth)
  }

  /// Whether half of the places are taken, or older graphics reach where the picture does not any more:
  /// xterm draws them over the text there when its window was hidden.
  private func isFreeingDue(for area: Area) -> Bool {
    graphics > GraphicSlots.count / 2 || area != freedArea
  }

  /// What frees the places for graphics, and draws again the rows below the picture, which that erases.
  private static func freeingSlots(
    below area: Area, of frame: Frame, _ depth: Terminal.ColorDepth
  ) -> [UInt8] {
    let row = area.row + area.rows
    let erased = Area(
      column: 0, row: row, columns: frame.size.columns, rows: frame.size.rows - row)
    return GraphicSlots.retire(scrollingFrom: row, screenRows: frame.size.rows)
      + TextCells.bytes(frame: frame, cells: cells(of: erased), depth: depth)
  }

  // MARK: Refining

  /// Whether cells show fewer colours than they could, because they changed while somebody typed.
  var hasCoarseCells: Bool { ledger.hasCoarseCells }

  /// Asks for a finer picture, or for the rest of it, and for all colours of what has changed.
  mutating func refine(_ plan: PicturePlan) {
    isPaused = false
    // What is under way is named by what is wanted; it is refined once it is there.
    guard !isPainting else { return }
    ledger.forgetCoarseCells()
    guard let shown = painted, let backend = ledger.backend, shown.picture == scene?.picture,
      let finer = plan.refined(
        from: shown.fineness, cells: area.columns * area.rows, backend: backend)
    else { return }
    coarser = shown.fineness
    wanted?.fineness = finer
    painted = nil
  }

  /// Leaves what is being refined as it is, until nobody types.
  mutating func pause() { isPaused = true }

  // MARK: Keyframes

  /// Whether so many graphics were sent that xterm is about to drop the picture.
  ///
  /// A few more may come before nobody types for long enough.
  var hasManyPatches: Bool {
    cameWhole && painted != nil && graphics > GraphicSlots.count - 4
  }

  /// Asks for the whole picture again when many patches lie over it.
  mutating func repaintIfManyPatches() {
    if hasManyPatches { forget() }
  }

  private static func cells(of area: Area) -> [Position] {
    (area.row..<(area.row + area.rows)).flatMap { row in
      (area.column..<(area.column + area.columns)).map { Position(column: $0, row: row) }
    }
  }
}
