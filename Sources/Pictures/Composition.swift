import Raster
import Screen
import TerminalGraphics

/// A base picture with its overlays, and the bytes that bring the changed cells to the terminal.
struct Composition {
  private let base: BasePicture
  private let request: PaintRequest

  init(base: BasePicture, request: PaintRequest) {
    self.base = base
    self.request = request
  }

  /// A painting that shows nothing and says why; the cells are counted as painted, so that it is
  /// not tried again until something changes.
  static func failure(_ reason: String, request: PaintRequest) -> Painting {
    var after = request.ledger
    after.shown = [UInt64](repeating: 1, count: after.shown.count)
    return Painting(
      picture: request.picture, before: request.ledger, after: after, bytes: [], isWhole: false,
      patches: 0, failure: reason)
  }

  /// Draws the overlays and encodes what differs from what the terminal shows.
  func painting() -> Painting {
    switch base.pixels {
    case .indexed(let indexed): painting(indexed)
    case .colors(let bitmap): painting(bitmap)
    }
  }

  // MARK: Sixel

  private func painting(_ indexed: IndexedBitmap) -> Painting {
    let palette = indexed.palette.colors
    let first = palette.count - request.reserved.count
    var registers: [UInt32: UInt8] = [:]
    for (offset, color) in request.reserved.enumerated() where registers[color] == nil {
      registers[color] = UInt8(first + offset)
    }
    var grid = PixelGrid(
      width: indexed.size.width, height: indexed.size.height, pixels: indexed.indices)
    OverlayDrawing(
      viewport: request.picture.viewport, pixel: { registers[$0] ?? UInt8(first) }, lineWidth: 2
    ).draw(request.picture.overlays, into: &grid)
    let prints = grid.fingerprints(cell: request.backend.cell) { UInt64($0) + 1 }
    var composed = indexed
    composed.indices = grid.pixels
    return finish(prints: prints, limit: 1) { patches, bytes in
      for patch in patches { append(patch, of: composed, to: &bytes) }
    }
  }

  private func append(_ patch: Area, of picture: IndexedBitmap, to bytes: inout [UInt8]) {
    let cell = request.backend.cell
    let area = request.picture.area
    bytes += "\u{1B}[\(area.row + patch.row + 1);\(area.column + patch.column + 1)H".utf8
    SixelEncoder.encode(
      picture,
      region: SixelEncoder.Region(
        x: patch.column * cell.width, y: patch.row * cell.height,
        width: patch.columns * cell.width, height: patch.rows * cell.height), into: &bytes)
  }

  // MARK: Half-blocks

  private func painting(_ bitmap: Bitmap) -> Painting {
    var grid = PixelGrid(width: bitmap.width, height: bitmap.height, pixels: bitmap.pixels)
    OverlayDrawing(
      viewport: request.picture.viewport, pixel: RGB8.init(hex:), lineWidth: 1
    ).draw(request.picture.overlays, into: &grid)
    let prints = grid.fingerprints(cell: request.backend.cell) { UInt64($0.hex) + 1 }
    let composed = Bitmap(size: bitmap.size, pixels: grid.pixels)
    return finish(prints: prints, limit: .max) { patches, bytes in
      guard case .halfBlocks(let colors) = request.backend else { return }
      HalfBlockEncoder.encode(
        composed, cells: patches, origin: request.picture.area, colors: colors, into: &bytes)
    }
  }

  // MARK: Both

  /// Encodes the damaged cells, or everything when most are damaged and a patch costs a slot.
  private func finish(
    prints: [UInt64], limit: Int, encode: ([Area], inout [UInt8]) -> Void
  ) -> Painting {
    let ledger = request.ledger
    let area = request.picture.area
    let damage = CellDamage(
      shown: ledger.shown, wanted: prints, covered: ledger.covered, columns: area.columns)
    let isWhole = limit == 1 && damage.cells * 2 > prints.count
    let patches =
      isWhole ? [Area(column: 0, row: 0, columns: area.columns, rows: area.rows)] : damage.patches
    var bytes: [UInt8] = []
    if !patches.isEmpty { encode(patches, &bytes) }
    var after = ledger
    after.shown = zip(prints, ledger.covered).map { $1 ? 0 : $0 }
    return Painting(
      picture: request.picture, before: ledger, after: after, bytes: bytes, isWhole: isWhole,
      patches: limit == 1 ? patches.count : 0, failure: nil)
  }
}
