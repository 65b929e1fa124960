import Raster
import Screen
import TerminalGraphics

extension Composition {
  /// Draws the overlays in full colour, for terminals that take pictures as files.
  func painting(_ plain: Bitmap) -> Painting {
    var grid = PixelGrid(width: plain.width, height: plain.height, pixels: plain.pixels)
    OverlayDrawing(
      viewport: request.picture.viewport, pixel: { RGB8(hex: $0) },
      mix: { $0.mixed(with: RGB8(hex: $1)) }, lineWidth: 2
    ).draw(request.picture.overlays, into: &grid)
    // What was reduced is never taken for the same in full.
    let salt: UInt64 = request.backend.keepsGraphics && isReduced ? 1 << 32 : 0
    let prints = grid.fingerprints(cell: request.backend.cell) { UInt64($0.hex) ^ salt }
    let composed = Bitmap(size: plain.size, pixels: grid.pixels)
    if request.backend.keepsGraphics { return keeping(composed, prints: prints) }
    return finish(prints: prints, repaintsWhole: true) { patches, bytes in
      for patch in patches { append(patch, of: composed, to: &bytes) }
    }
  }

  // MARK: Inline files

  /// Appends a patch as a file: lossless, unless it is large and a photograph's.
  private func append(_ patch: Area, of picture: Bitmap, to bytes: inout [UInt8]) {
    let area = request.picture.area
    let pixels = cut(patch, from: picture)
    let isWhole = patch.columns == area.columns && patch.rows == area.rows
    guard
      let file = try? isWhole
        ? JPEGEncoder.encode(pixels, quality: 90) : PNGEncoder.encode(pixels, level: 2)
    else { return }
    bytes += "\u{1B}[\(area.row + patch.row + 1);\(area.column + patch.column + 1)H".utf8
    InlineFileEncoder.show(file, columns: patch.columns, rows: patch.rows, into: &bytes)
  }

  // MARK: Kept graphics

  /// Sends what the terminal does not have, and places what it has.
  private func keeping(_ picture: Bitmap, prints: [UInt64]) -> Painting {
    let covered = request.ledger.covered
    let area = request.picture.area
    var after = request.ledger
    var bytes: [UInt8] = []
    var missing = after.kept.reuse(wanted: prints, covered: covered)
    if missing.contains(true), after.kept.graphics.count > KeptGraphics.limit {
      after.kept.dropAll(size: Size(columns: area.columns, rows: area.rows))
      missing = covered.map { !$0 }
    }
    let damage = Self.damage(missing, columns: area.columns)
    let isPartial = damage.cells > request.budget ?? .max
    let isWhole = !isPartial && damage.cells * 2 > prints.count
    let patches =
      isWhole
      ? [Area(column: 0, row: 0, columns: area.columns, rows: area.rows)] : affordable(damage)
    for patch in patches {
      keep(cut(patch, from: picture), as: after.kept.nextNumber, into: &bytes)
      after.kept.add(patch, wanted: prints, covered: covered, scale: isReduced ? 2 : 1)
    }
    after.kept.dropUnused()
    after.kept.settle(in: area, cell: request.backend.cell, into: &bytes)
    after.shown = zip(prints, covered).map { $1 ? 0 : $0 }
    if isPartial {
      // What still waits shows what it showed; what the terminal had shows already.
      let painted = shown(prints, in: patches)
      for index in missing.indices where missing[index] { after.shown[index] = painted[index] }
    }
    return Painting(
      picture: request.picture, before: request.ledger, after: after, bytes: bytes,
      isWhole: false, isPartial: isPartial, patches: 0, isAbandoned: false, failure: base.failure,
      remark: base.remark)
  }

  /// Whether one of each two by two pixels is sent, and stretched by the terminal.
  ///
  /// Not where that would cut the pixels at the edges of cells.
  private var isReduced: Bool {
    let cell = request.backend.cell
    return request.fineness == .draft && cell.width.isMultiple(of: 2)
      && cell.height.isMultiple(of: 2)
  }

  /// Appends pixels that are kept; those of a draft uncompressed, because it is the time that counts.
  private func keep(_ pixels: Bitmap, as number: UInt32, into bytes: inout [UInt8]) {
    if isReduced {
      KittyEncoder.keepPlain(pixels.everySecond(), image: number, into: &bytes)
    } else {
      // Only an empty picture cannot be encoded, and no patch is empty.
      try? KittyEncoder.keep(pixels, image: number, into: &bytes)
    }
  }

  private static func damage(_ cells: [Bool], columns: Int) -> CellDamage {
    CellDamage(
      shown: [UInt64](repeating: 0, count: cells.count), wanted: cells.map { $0 ? 1 : 0 },
      covered: [Bool](repeating: false, count: cells.count), columns: columns)
  }

  /// The pixels of some cells.
  private func cut(_ cells: Area, from picture: Bitmap) -> Bitmap {
    let cell = request.backend.cell
    let size = PixelSize(
      width: cells.columns * cell.width, height: cells.rows * cell.height)
    guard size != picture.size else { return picture }
    var pixels: [RGB8] = []
    pixels.reserveCapacity(size.area)
    for y in cells.row * cell.height..<(cells.row + cells.rows) * cell.height {
      let start = y * picture.width + cells.column * cell.width
      pixels += picture.pixels[start..<start + size.width]
    }
    return Bitmap(size: size, pixels: pixels)
  }
}
