import AnnotationModel
import Screen

extension State {
  /// Runs a command that changes only what is in view; nil for any other.
  mutating func performLooking(_ command: Command) -> [Effect]? {
    if let (x, y) = Self.pans[command] {
      pan(x: x, y: y)
      return []
    }
    switch command {
    case .zoomIn: zoom(by: 1.5)
    case .zoomOut: zoom(by: 1 / 1.5)
    case .zoomMenu: canvas.menu = .zoomMenu
    case .zoomFit: fit()
    case .zoomObject: frameSelection()
    case .zoomActual: zoom(by: 1 / canvas.viewport.scale)
    case .cycleOverlays: cycleOverlays()
    case .togglePanel: togglePanel()
    default: return nil
    }
    return []
  }

  /// Parts of the view that each command moves it by.
  private static let pans: [Command: (Double, Double)] = [
    .panLeft: (-0.25, 0), .panRight: (0.25, 0), .panUp: (0, -0.25), .panDown: (0, 0.25),
    .screenLeft: (-1, 0), .screenRight: (1, 0), .screenUp: (0, -1), .screenDown: (0, 1),
  ]

  private mutating func pan(x: Double, y: Double) {
    guard let size = canvas.item?.size else { return }
    review.isFramed = false
    canvas.viewport = canvas.viewport.panned(x: x, y: y, of: size, in: pane)
  }

  private mutating func zoom(by factor: Double) {
    zoom(by: factor, around: zoomCenter)
  }

  /// Zooms while one image position stays where it is on the screen.
  mutating func zoom(by factor: Double, around point: Point) {
    guard let size = canvas.item?.size else { return }
    review.isFramed = false
    canvas.viewport = canvas.viewport.zoomed(by: factor, around: point, of: size, in: pane)
  }

  /// Where a zoom aims: the cursor while drawing, else the selected box, else the middle.
  private var zoomCenter: Point {
    if canvas.mode == .draw { return canvas.cursor }
    return canvas.selectedShape?.geometry.bounds.center ?? canvas.viewport.center
  }

  mutating func fit() {
    guard let size = canvas.item?.size else { return }
    canvas.viewport = .fitting(size, in: pane)
  }

  private mutating func frameSelection() {
    guard let box = canvas.selectedShape?.geometry.bounds else { return }
    // A quarter of the box around it keeps its surroundings in sight.
    frame(box, share: 1 / 1.5)
  }

  /// Makes a box fill a share of the view, 0...1, measured along the tighter side.
  mutating func frame(_ box: Box, share: Double) {
    guard let size = canvas.item?.size else { return }
    let scale = pane.scale(fitting: box) * share
    canvas.viewport = Viewport(center: box.center, scale: canvas.viewport.scale)
      .zoomed(by: scale / canvas.viewport.scale, around: box.center, of: size, in: pane)
  }

  private mutating func cycleOverlays() {
    let modes = CanvasState.OverlayMode.allCases
    let index = modes.firstIndex(of: canvas.overlays) ?? 0
    canvas.overlays = modes[(index + 1) % modes.count]
  }

  private mutating func togglePanel() {
    let before = pane
    canvas.showsPanel.toggle()
    guard let size = canvas.item?.size else { return }
    if screen == .review, review.isFramed { return reframe() }
    let wasFitted = canvas.viewport.scale <= before.scale(fitting: size.bounds) * 1.0001
    canvas.viewport =
      wasFitted ? .fitting(size, in: pane) : canvas.viewport.clamped(to: size, in: pane)
  }

  /// Moves the view so that an image position is in it, with a little around.
  mutating func reveal(_ point: Point) {
    guard let size = canvas.item?.size else { return }
    let view = self.view
    let margin = (x: view.width * 0.04, y: view.height * 0.04)
    var center = canvas.viewport.center
    if point.x < view.x + margin.x { center.x -= view.x + margin.x - point.x }
    if point.x > view.x + view.width - margin.x {
      center.x += point.x - (view.x + view.width - margin.x)
    }
    if point.y < view.y + margin.y { center.y -= view.y + margin.y - point.y }
    if point.y > view.y + view.height - margin.y {
      center.y += point.y - (view.y + view.height - margin.y)
    }
    guard center != canvas.viewport.center else { return }
    canvas.viewport.center = center
    canvas.viewport = canvas.viewport.clamped(to: size, in: pane)
  }
}
