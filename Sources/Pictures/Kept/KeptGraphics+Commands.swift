import Screen
import TerminalGraphics

extension KeptGraphics {
  /// Appends what the terminal has to be told; `area` is where the picture's cells are on it.
  mutating func settle(in area: Area, cell: PixelExtent, into bytes: inout [UInt8]) {
    for change in settle() {
      switch change {
      case .place(let number, let placement, let cells, let whole, let scale):
        bytes += "\u{1B}[\(area.row + cells.row + 1);\(area.column + cells.column + 1)H".utf8
        // Above the text, where none is: kitty 0.26.5 does not erase old text where pictures lie
        // under it.
        KittyEncoder.place(
          KittyEncoder.Placement(
            image: number, placement: placement, columns: cells.columns, rows: cells.rows,
            layer: 0),
          showing: KittyEncoder.Source(
            x: (cells.column - whole.column) * cell.width / scale,
            y: (cells.row - whole.row) * cell.height / scale,
            width: cells.columns * cell.width / scale, height: cells.rows * cell.height / scale),
          into: &bytes)
      case .remove(let number, let placement):
        KittyEncoder.remove(image: number, placement: placement, into: &bytes)
      case .drop(let number): KittyEncoder.remove(image: number, into: &bytes)
      }
    }
  }
}
