package import AnnotationModel
package import Screen

/// What the canvas remembers between keys.
package struct CanvasState: Sendable, Equatable {
  /// The data object on the screen; nil before the first one has come.
  package var item: WorkItem?
  /// The image whose pixels were on the screen last.
  package var shownImage: ID<Image>?
  /// Which part of it that was, in image pixels.
  package var shownView: ImageRect?
  /// The part of the image in view.
  package var viewport = Viewport(center: Point(x: 0, y: 0), scale: 1)
  /// What keys mean.
  package var mode = Mode.navigate
  /// The number of the selected shape.
  package var selection: Int?
  /// The drawing cursor, a corner between image pixels.
  package var cursor = Point(x: 0, y: 0)
  /// The first corner of the box being drawn.
  package var firstCorner: Point?
  /// Image pixels that one key moves the cursor or an edge.
  package var step = 1
  /// The label of the next box, as an index into the job's labels.
  package var labelIndex = 0
  /// What is drawn over the picture.
  package var overlays = OverlayMode.named
  /// Whether the side panel shows.
  package var showsPanel = true
  /// The menu that waits for its second key.
  package var menu: Scope?
  /// The data object whose unchanged answer was asked to be submitted again once.
  package var unchanged: WorkItem.Number?
  /// The mouse gesture under way.
  package var gesture: Gesture?

  /// Makes an empty canvas.
  package init() {}

  /// What keys mean on the canvas.
  package enum Mode: String, Sendable, Equatable {
    case navigate, draw, edit
  }

  /// What is drawn over the picture.
  package enum OverlayMode: String, Sendable, Equatable, CaseIterable {
    case named, boxes, hidden
  }

  /// A mouse button that is held down.
  package enum Gesture: Sendable, Equatable {
    /// A corner was set by pressing here, in image pixels; a release elsewhere closes the box.
    case drawing(from: Point)
    /// A shape is being changed; `original` is what it was when the button went down.
    case changing(original: Shape, grip: Grip, from: Point)
  }

  /// What a drag changes about a box.
  package struct Grip: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let left = Grip(rawValue: 1)
    package static let top = Grip(rawValue: 2)
    package static let right = Grip(rawValue: 4)
    package static let bottom = Grip(rawValue: 8)
    /// The whole box moves.
    package static let all: Grip = [.left, .top, .right, .bottom]
  }

  /// The selected shape, when it still exists.
  package var selectedShape: Shape? {
    item?.shapes.first { $0.number == selection }
  }

  /// Whether the image has been on the screen; one that cannot be shown never has.
  package var isShown: Bool { item != nil && item?.image == shownImage }

  /// The scope of the next key.
  package var scope: Scope {
    if let menu { return menu }
    switch mode {
    case .navigate: return .navigate
    case .draw: return .draw
    case .edit: return .edit
    }
  }
}
