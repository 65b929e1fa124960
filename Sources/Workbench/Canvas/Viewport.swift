package import AnnotationModel
package import Screen

/// The part of an image that is in view, independent of where on the terminal it shows.
package struct Viewport: Sendable, Equatable {
  /// The image position in the middle of the view, in image pixels.
  package var center: Point
  /// Picture pixels for each image pixel; 1 shows the image as it is.
  package var scale: Double

  /// Makes a view.
  package init(center: Point, scale: Double) {
    self.center = center
    self.scale = scale
  }

  /// The view that shows all of an image in an area, as large as fits.
  package static func fitting(_ size: ImageSize, in pane: Pane) -> Viewport {
    Viewport(center: size.bounds.center, scale: pane.scale(fitting: size.bounds))
  }

  /// The rectangle of the image that fills a pane; it may reach past the image.
  package func visible(in pane: Pane) -> ImageRect {
    let width = pane.width / scale
    let height = pane.height / scale
    return ImageRect(
      x: center.x - width / 2, y: center.y - height / 2, width: width, height: height)
  }

  /// The same view moved by parts of the pane's extent.
  package func panned(x: Double, y: Double, of size: ImageSize, in pane: Pane) -> Viewport {
    let view = visible(in: pane)
    var moved = self
    moved.center = Point(x: center.x + x * view.width, y: center.y + y * view.height)
    return moved.clamped(to: size, in: pane)
  }

  /// The same view enlarged by a factor, keeping one image position where it is.
  ///
  /// The scale stays between the whole image and 16 picture pixels for an image pixel, beyond
  /// which nothing more can be seen.
  package func zoomed(
    by factor: Double, around point: Point, of size: ImageSize, in pane: Pane
  ) -> Viewport {
    let fit = pane.scale(fitting: size.bounds)
    let target = min(max(scale * factor, fit), max(fit, 16))
    let ratio = scale / target
    let moved = Point(
      x: point.x + (center.x - point.x) * ratio, y: point.y + (center.y - point.y) * ratio)
    return Viewport(center: moved, scale: target).clamped(to: size, in: pane)
  }

  /// The same view kept on the image: centred where the image is smaller than the pane.
  package func clamped(to size: ImageSize, in pane: Pane) -> Viewport {
    func clamp(_ value: Double, _ visible: Double, _ full: Double) -> Double {
      visible >= full ? full / 2 : min(max(value, visible / 2), full - visible / 2)
    }
    let view = visible(in: pane)
    return Viewport(
      center: Point(
        x: clamp(center.x, view.width, Double(size.width)),
        y: clamp(center.y, view.height, Double(size.height))),
      scale: scale)
  }
}

/// The cells a picture fills and how many picture pixels each of them shows.
package struct Pane: Sendable, Equatable {
  /// The cells.
  package var area: Area
  /// Picture pixels in one cell: 10x20 on a terminal with graphics, 1x2 with half-blocks.
  package var cell: PixelExtent

  /// Makes a pane.
  package init(area: Area, cell: PixelExtent) {
    self.area = area
    self.cell = cell
  }

  /// Picture pixels across, at least 1.
  package var width: Double { Double(max(1, area.columns * cell.width)) }
  /// Picture pixels down, at least 1.
  package var height: Double { Double(max(1, area.rows * cell.height)) }

  /// The largest scale at which a box is wholly visible.
  package func scale(fitting box: Box) -> Double {
    min(width / box.width, height / box.height)
  }

  /// The image position under a place on the terminal, in image pixels.
  ///
  /// A whole number of cells is a report without pixels and means the middle of that cell.
  package func imagePoint(column: Double, row: Double, view: ImageRect) -> Point {
    func middle(_ value: Double) -> Double {
      value == value.rounded() ? value + 0.5 : value
    }
    let across = (middle(column) - Double(area.column)) / Double(max(1, area.columns))
    let down = (middle(row) - Double(area.row)) / Double(max(1, area.rows))
    return Point(x: view.x + across * view.width, y: view.y + down * view.height)
  }

  /// The place on the terminal, in fractional cells, where an image position shows.
  package func place(of point: Point, view: ImageRect) -> (column: Double, row: Double) {
    let across = (point.x - view.x) / view.width
    let down = (point.y - view.y) / view.height
    return (
      Double(area.column) + across * Double(area.columns),
      Double(area.row) + down * Double(area.rows)
    )
  }
}
