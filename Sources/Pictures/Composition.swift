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
    case .halfBlocks(let bitmap, let encoder): painting(bitmap, encoder)
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

  /// Appends a patch; in strips where one graphic would have more bytes than the way can take.
  private func append(_ patch: Area, of picture: IndexedBitmap, to bytes: inout [UInt8]) {
    let start = bytes.count
    let cell = request.backend.cell
    let area = request.picture.area
    bytes += "\u{1B}[\(area.row + patch.row + 1);\(area.column + patch.column + 1)H".utf8
    SixelEncoder.encode(
      picture,
      region: SixelEncoder.Region(
        x: patch.column * cell.width, y: patch.row * cell.height,
        width: patch.columns * cell.width, height: patch.rows * cell.height), into: &bytes)
    guard case .sixel(_, let limit?) = request.backend, bytes.count - start > limit,
      patch.rows > 1
    else { return }
    bytes.removeLast(bytes.count - start)
    var upper = patch
    upper.rows = patch.rows / 2
    var lower = patch
    lower.row += upper.rows
    lower.rows -= upper.rows
    append(upper, of: picture, to: &bytes)
    append(lower, of: picture, to: &bytes)
  }

  // MARK: Half-blocks

  /// The bit that tells an overlay's pixel from a photograph's of the same colour.
  private static let overlayMark: UInt32 = 1 << 24

  private func painting(_ bitmap: Bitmap, _ plain: HalfBlockEncoder) -> Painting {
    var grid = PixelGrid(
      width: bitmap.width, height: bitmap.height, pixels: bitmap.pixels.map(\.hex))
    OverlayDrawing(
      viewport: request.picture.viewport, pixel: { $0 | Self.overlayMark }, lineWidth: 1
    ).draw(request.picture.overlays, into: &grid)
    var encoder = plain
    for (index, pixel) in grid.pixels.enumerated() where pixel & Self.overlayMark != 0 {
      encoder.paint(RGB8(hex: pixel), x: index % grid.width, y: index / grid.width)
    }
    // Dither depends on the place in this base picture, so another one never counts as the same.
    let salt = UInt64(truncatingIfNeeded: base.key.hashValue)
    let prints = grid.fingerprints(cell: request.backend.cell) { UInt64($0) ^ salt }
    let area = request.picture.area
    return finish(prints: prints, limit: .max) { patches, bytes in
      let spans = patches.flatMap { patch in
        (patch.row..<(patch.row + patch.rows)).map {
          HalfBlockEncoder.CellSpan(
            row: $0, columns: patch.column..<(patch.column + patch.columns))
        }
      }
      let ordered = spans.sorted {
        ($0.row, $0.columns.lowerBound) < ($1.row, $1.columns.lowerBound)
      }
      encoder.encode(ordered, row: area.row, column: area.column, into: &bytes)
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
