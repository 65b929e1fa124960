import Raster
import Screen
import TerminalGraphics

/// A base picture with its overlays, and the bytes that bring the changed cells to the terminal.
struct Composition {
  let base: BasePicture
  let request: PaintRequest

  init(base: BasePicture, request: PaintRequest) {
    self.base = base
    self.request = request
  }

  /// Draws the overlays and encodes what differs from what the terminal shows.
  func painting() -> Painting {
    switch base.pixels {
    case .indexed(let indexed): painting(indexed)
    case .characters(let bitmap, let encoder): painting(bitmap, encoder)
    case .colors(let bitmap): painting(bitmap)
    }
  }

  // MARK: Sixel

  private func painting(_ indexed: IndexedBitmap) -> Painting {
    let palette = indexed.palette.colors
    let registers = registers(in: palette)
    var grid = PixelGrid(
      width: indexed.size.width, height: indexed.size.height, pixels: indexed.indices)
    OverlayDrawing(
      viewport: request.picture.viewport,
      pixel: { registers[$0] ?? Self.nearest($0, in: palette) }, mix: RegisterMix(palette).mix,
      lineWidth: 2
    ).draw(request.picture.overlays, into: &grid)
    // Another base picture has another palette: what a cell shows are colours, not registers.
    let numbers = palette.map { UInt64($0.hex) }
    let prints = grid.fingerprints(cell: request.backend.cell) { numbers[Int($0)] }
    var composed = indexed
    composed.indices = grid.pixels
    return finish(prints: prints, repaintsWhole: true, isCoarse: isCoarse) { patches, bytes in
      for patch in patches {
        let plain = isCoarse(patch) ? indexed : nil
        append(patch, of: composed, reducing: plain, to: &bytes)
      }
    }
  }

  /// Cells of a patch that is sent in few colours until nobody types: it is quicker than the hand, and
  /// there is little of it to look at.
  private static let coarseCells = 200

  /// Whether a patch only changes what its cells show, so that few colours will do at first.
  ///
  /// Cells of which nothing is known are painted as they will stay, and so is what refines the picture or
  /// comes in parts: parts that were to be repaired later would never end.
  private func isCoarse(_ patch: Area) -> Bool {
    base.key.fineness == .fine && !request.isExact && !request.isRefinement
      && request.budget == nil && patch.columns * patch.rows <= Self.coarseCells
      && patch.size != request.picture.area.size
      && patch.positions.allSatisfy {
        request.ledger.shown[$0.row * request.picture.area.columns + $0.column] != 0
      }
  }

  /// The registers of the reserved colours, which are the palette's last.
  private func registers(in palette: [RGB8]) -> [UInt32: UInt8] {
    let reserved = base.key.reserved
    let first = palette.count - reserved.count
    return Dictionary(
      uniqueKeysWithValues: reserved.enumerated().map { ($1, UInt8(first + $0)) })
  }

  /// The register nearest to a colour that was not reserved.
  private static func nearest(_ color: UInt32, in palette: [RGB8]) -> UInt8 {
    RegisterMix(palette).nearest(RGB8(hex: color))
  }

  /// Appends a patch; in parts where one graphic would have more bytes than the way can take.
  ///
  /// With `plain`, the picture without overlays, it is reduced to few colours.
  private func append(
    _ patch: Area, of picture: IndexedBitmap, reducing plain: IndexedBitmap?,
    to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    let cell = request.backend.cell
    let area = request.picture.area
    let region = SixelEncoder.Region(
      x: patch.column * cell.width, y: patch.row * cell.height, width: patch.columns * cell.width,
      height: patch.rows * cell.height)
    bytes += "\u{1B}[\(area.row + patch.row + 1);\(area.column + patch.column + 1)H".utf8
    if patch.size == area.size {
      SixelEncoder.encode(picture, into: &bytes)
    } else if let plain {
      SixelEncoder.encode(
        picture.coarsePatch(region, over: plain, overlays: base.key.reserved.count), into: &bytes)
    } else {
      SixelEncoder.encode(picture.patch(region), into: &bytes)
    }
    guard case .sixel(_, let limit?) = request.backend, bytes.count - start > limit,
      patch.rows * patch.columns > 1
    else { return }
    bytes.removeLast(bytes.count - start)
    for half in Self.halves(of: patch) { append(half, of: picture, reducing: plain, to: &bytes) }
  }

  /// The upper and lower half, or those beside each other of a single row.
  private static func halves(of patch: Area) -> [Area] {
    var (first, second) = (patch, patch)
    if patch.rows > 1 {
      first.rows = patch.rows / 2
      second.row += first.rows
      second.rows -= first.rows
    } else {
      first.columns = patch.columns / 2
      second.column += first.columns
      second.columns -= first.columns
    }
    return [first, second]
  }

  // MARK: Characters

  /// The bit that tells an overlay's pixel from a photograph's of the same colour.
  private static let overlayMark: UInt32 = 1 << 24

  private func painting(_ bitmap: Bitmap, _ plain: any CellEncoder) -> Painting {
    var grid = PixelGrid(
      width: bitmap.width, height: bitmap.height, pixels: bitmap.pixels.map(\.hex))
    OverlayDrawing(
      viewport: request.picture.viewport, pixel: { $0 | Self.overlayMark },
      mix: { RGB8(hex: $0).mixed(with: RGB8(hex: $1)).hex | Self.overlayMark }, lineWidth: 1
    ).draw(request.picture.overlays, into: &grid)
    var encoder = plain
    for (index, pixel) in grid.pixels.enumerated() where pixel & Self.overlayMark != 0 {
      encoder.paint(RGB8(hex: pixel), x: index % grid.width, y: index / grid.width)
    }
    // Dither depends on the place in this base picture, so another one never counts as the same.
    let salt = UInt64(truncatingIfNeeded: base.key.hashValue)
    let prints = grid.fingerprints(cell: request.backend.cell) { UInt64($0) ^ salt }
    let area = request.picture.area
    return finish(prints: prints, repaintsWhole: false) { patches, bytes in
      encoder.encode(Self.rows(of: patches), row: area.row, column: area.column, into: &bytes)
    }
  }

  /// The rows of patches in reading order, which moves the terminal's cursor least.
  private static func rows(of patches: [Area]) -> [CellSpan] {
    let rows = patches.flatMap { patch in
      (patch.row..<(patch.row + patch.rows)).map {
        CellSpan(
          row: $0, columns: patch.column..<(patch.column + patch.columns))
      }
    }
    return rows.sorted { ($0.row, $0.columns.lowerBound) < ($1.row, $1.columns.lowerBound) }
  }

  // MARK: Both

  /// Encodes the damaged cells; everything when most are and a patch costs a graphic.
  ///
  /// `isCoarse` says of which patches the cells are to be painted again when nobody types.
  func finish(
    prints: [UInt64], repaintsWhole: Bool, isCoarse: (Area) -> Bool = { _ in false },
    encode: ([Area], inout [UInt8]) -> Void
  ) -> Painting {
    let ledger = request.ledger
    let area = request.picture.area
    let damage = CellDamage(
      shown: ledger.shown, wanted: prints, covered: ledger.covered, columns: area.columns)
    let isPartial = damage.cells > request.budget ?? .max
    // Also when all that text leaves free is new: in patches, it would be many graphics.
    let free = ledger.covered.count { !$0 }
    let isWhole =
      repaintsWhole && !isPartial && damage.cells > 0
      && (damage.cells * 2 > prints.count || damage.cells == free)
    let patches =
      isWhole
      ? [Area(column: 0, row: 0, columns: area.columns, rows: area.rows)] : affordable(damage)
    var bytes: [UInt8] = []
    if !patches.isEmpty { encode(patches, &bytes) }
    var after = ledger
    after.shown =
      isPartial
      ? shown(prints, in: patches) : zip(prints, ledger.covered).map { $1 ? 0 : $0 }
    for patch in patches { after.note(patch, isCoarse: isCoarse(patch)) }
    return Painting(
      picture: request.picture, before: ledger, after: after, bytes: bytes, isWhole: isWhole,
      isPartial: isPartial,
      patches: repaintsWhole ? patches.count : 0, isAbandoned: false, failure: base.failure,
      remark: base.remark)
  }

  /// The first patches, as many as the budget allows, and at least a row of one.
  func affordable(_ damage: CellDamage) -> [Area] {
    guard var left = request.budget, damage.cells > left else { return damage.patches }
    var patches: [Area] = []
    for var patch in damage.patches {
      patch.rows = min(patch.rows, left / max(1, patch.columns))
      if patch.rows == 0, patches.isEmpty { patch.rows = 1 }
      if patch.rows == 0 { break }
      patches.append(patch)
      left -= patch.rows * patch.columns
    }
    return patches
  }

  /// What the cells show once some patches are painted, and nothing else.
  func shown(_ prints: [UInt64], in patches: [Area]) -> [UInt64] {
    var shown = request.ledger.shown
    let columns = request.picture.area.columns
    for patch in patches {
      for row in patch.row..<patch.row + patch.rows {
        for column in patch.column..<patch.column + patch.columns {
          shown[row * columns + column] = prints[row * columns + column]
        }
      }
    }
    return shown
  }
}
