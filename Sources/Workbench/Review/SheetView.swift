import AnnotationModel
import Screen

/// Draws a sheet: one picture made of parts of many images, each with its number.
enum SheetView {
  static func draw(
    _ sheet: ReviewSheet, _ state: State, in area: Area, on frame: inout Frame
  ) -> Picture? {
    let cells = sheet.crops.indices.map { tile($0, in: area) }
    guard let first = cells.first, first.columns > 0, first.rows > 0 else { return nil }
    frame.fill(area, with: Cell(.picture))
    var tiles: [Picture.Tile] = []
    for (index, crop) in sheet.crops.enumerated() {
      tiles.append(
        Picture.Tile(
          image: Picture.ImageKey(high: crop.image.high, low: crop.image.low),
          region: region(of: crop.box, filling: cells[index], cell: state.cell),
          cells: cells[index]))
      drawTag(index, crop, of: sheet, at: cells[index], state, area, &frame)
    }
    return Picture(
      // The sheet is no image of the project; ids of images are never zero.
      image: Picture.ImageKey(high: 0, low: 0),
      viewport: ImageRect(
        x: 0, y: 0, width: Double(area.columns), height: Double(area.rows)), area: area,
      overlays: [frameOfCurrent(cells[sheet.current], sheet, state)], tiles: tiles)
  }

  /// The cells of a crop, from the sheet's top-left cell, with a free one between neighbours.
  private static func tile(_ index: Int, in area: Area) -> Area {
    let rows = (ReviewSheet.capacity + ReviewSheet.columns - 1) / ReviewSheet.columns
    let width = area.columns / ReviewSheet.columns
    let height = area.rows / rows
    return Area(
      column: index % ReviewSheet.columns * width, row: index / ReviewSheet.columns * height,
      columns: max(0, width - 1), rows: max(0, height - 1))
  }

  /// The part of an image that shows a box and a quarter of it around, in the tile's proportions.
  private static func region(of box: Box, filling tile: Area, cell: PixelExtent) -> ImageRect {
    let width = Double(tile.columns * cell.width)
    let height = Double(tile.rows * cell.height)
    let scale = max(box.width * 1.5 / width, box.height * 1.5 / height)
    return ImageRect(
      x: box.center.x - width * scale / 2, y: box.center.y - height * scale / 2,
      width: width * scale, height: height * scale)
  }

  private static func drawTag(
    _ index: Int, _ crop: ReviewSheet.Crop, of sheet: ReviewSheet, at tile: Area, _ state: State,
    _ area: Area, _ frame: inout Frame
  ) {
    let confidence = crop.confidence.map { " \(Percent.text($0.value))" } ?? ""
    let isCurrent = index == sheet.current
    let text = "\(index + 1)\(confidence)"
    let color = state.context.label(sheet.label)?.color ?? 0xFFFFFF
    frame.put(
      isCurrent ? "[\(text)]" : text, column: area.column + tile.column,
      row: area.row + tile.row, style: PictureView.tagStyle(color: color, isSelected: isCurrent),
      limit: tile.columns)
  }

  private static func frameOfCurrent(
    _ tile: Area, _ sheet: ReviewSheet, _ state: State
  ) -> Overlay {
    .outline(
      Overlay.Outline(
        rect: ImageRect(
          x: Double(tile.column), y: Double(tile.row), width: Double(tile.columns),
          height: Double(tile.rows)),
        color: state.context.label(sheet.label)?.color ?? 0xFFFFFF, dash: .solid,
        emphasized: true))
  }
}
