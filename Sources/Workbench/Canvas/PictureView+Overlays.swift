import AnnotationModel
import Screen

extension PictureView {
  /// What is drawn over the picture for one shape.
  static func overlays(of mark: Mark, in state: State) -> [Overlay] {
    let color = state.context.label(mark.shape.label)?.color ?? 0xFFFFFF
    switch mark.shape.geometry {
    case .box(let box): return [.outline(outline(box, color: color, mark))]
    case .polygon(let polygon):
      return polygon.rings.map { .path(path($0, color: color, mark)) }
    case .mask(let mask): return [.region(region(mask, color: color, mark))]
    }
  }

  private static func outline(_ box: Box, color: UInt32, _ mark: Mark) -> Overlay.Outline {
    Overlay.Outline(
      rect: ImageRect(x: box.left, y: box.top, width: box.width, height: box.height),
      color: color, dash: mark.dash, emphasized: mark.isSelected)
  }

  private static func path(_ ring: [Point], color: UInt32, _ mark: Mark) -> Overlay.Path {
    Overlay.Path(
      corners: ring.map { Overlay.Path.Corner(x: $0.x, y: $0.y) }, color: color,
      dash: mark.dash, emphasized: mark.isSelected)
  }

  /// A mask's edge is always a whole line; what other shapes say by dashes, its filling says, so
  /// that nothing hangs on the colour alone.
  private static func region(_ mask: Mask, color: UInt32, _ mark: Mark) -> Overlay.Region {
    let fill: Overlay.Region.Fill
    switch mark.dash {
    case .solid, .double: fill = .tint
    case .dashed, .dotted: fill = .hatch
    }
    return Overlay.Region(
      runs: mask.spans.map { Overlay.Region.Run(row: $0.row, columns: $0.columns) },
      color: color, fill: fill, outlined: true, emphasized: mark.isSelected)
  }
}
