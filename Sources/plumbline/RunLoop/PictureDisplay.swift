import Pictures
import Screen
import Terminal

/// What the picture's cells show, and the one painting that may be under way.
///
/// A painting was made for the cells as they were when it was asked for. When it would touch a cell
/// that text has come upon since, or the image is another by now, its bytes are dropped and it is
/// asked for again, so a late picture never paints over a popup.
struct PictureDisplay {
  private var scene: Scene?
  private var ledger = PictureLedger()
  private var isPainting = false
  /// The picture that the ledger's cells belong to, once painted.
  private var painted: Picture?
  private var patches = 0
  /// Whether the painting under way was asked for after everything was forgotten.
  private var wasForgotten = false

  /// Takes the scene that was just presented, and the picture cells that drawing it erased.
  mutating func show(_ scene: Scene, erased: [Position]) {
    self.scene = scene
    ledger.adopt(scene.picture?.area, frame: scene.frame)
    ledger.erase(erased)
  }

  /// Forgets what the terminal shows, after it was cleared.
  mutating func forget() {
    ledger.eraseAll()
    patches = 0
    wasForgotten = true
  }

  /// What to paint now; nil while a painting is under way or when everything shows already.
  mutating func request(backend: Backend, reserved: [UInt32]) -> PaintRequest? {
    guard !isPainting, let picture = scene?.picture,
      picture != painted || ledger.hasErasedCells || backend != ledger.backend
    else { return nil }
    if backend != ledger.backend {
      ledger.eraseAll()
      ledger.backend = backend
    }
    isPainting = true
    return PaintRequest(
      picture: picture, backend: backend, reserved: reserved, ledger: ledger)
  }

  /// Takes a painting; answers the bytes to write, nil when it came too late.
  mutating func finish(_ painting: Painting, depth: ColorDepth) -> [UInt8]? {
    isPainting = false
    let isKeyframe = wasForgotten
    wasForgotten = false
    guard let scene, let picture = scene.picture, picture.image == painting.picture.image,
      ledger.accept(painting)
    else {
      painted = nil
      return nil
    }
    let area = picture.area
    painted = painting.picture
    patches = painting.isWhole || isKeyframe ? 0 : patches + painting.patches
    guard painting.isWhole else { return painting.bytes }
    return painting.bytes
      + TextCells.bytes(frame: scene.frame, cells: Self.cells(of: area), depth: depth)
  }

  /// Whether so many patches lie over the picture that xterm is about to drop it.
  ///
  /// xterm keeps 16 graphics (`MAX_GRAPHICS` in its graphics.h) and recycles them.
  var hasManyPatches: Bool { patches > 12 }

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
