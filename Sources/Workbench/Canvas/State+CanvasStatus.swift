import AnnotationModel
import Screen

extension State {
  /// The status line of the canvas, most important first.
  var canvasStatus: [String] {
    guard let item = canvas.item else { return [] }
    return [
      "\(item.index + 1)/\(progress.total) \(item.state.title)", savedText,
      drawingPart ?? objectPart(of: item), "zoom \(Self.zoomText(canvas.viewport.scale))",
      "submitted \(progress.submitted)",
    ]
  }

  /// Up to which journal entry everything is on the disk.
  var savedText: String {
    savedEntry.map { "saved #\($0)" } ?? "nothing to save"
  }

  /// Image pixels for each pixel shown, `1:3.2`, or the other way round when enlarged, `2:1`.
  private static func zoomText(_ scale: Double) -> String {
    func short(_ ratio: Double) -> String {
      let tenths = Int((ratio * 10).rounded())
      return tenths >= 100 || tenths % 10 == 0
        ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
    return scale < 1 ? "1:\(short(1 / scale))" : "\(short(scale)):1"
  }

  /// Label, cursor and step while drawing, the step while editing; nil otherwise.
  var drawingPart: String? {
    let step = "step \(canvas.step)px"
    switch canvas.mode {
    case .navigate: return nil
    case .edit: return step
    case .draw:
      let index = canvas.labelIndex
      let label =
        context.labels.indices.contains(index) ? context.name(of: context.labels[index]) : "-"
      let cursor = canvas.cursor
      return "\(TextWidth.printable(label))  x\(Int(cursor.x)) y\(Int(cursor.y))  \(step)"
    }
  }

  private func objectPart(of item: WorkItem) -> String {
    guard let shape = canvas.selectedShape else {
      let areBoxes = item.shapes.allSatisfy(\.geometry.hasEdges)
      guard areBoxes else { return Self.objects(item.shapes.count) }
      return item.shapes.count == 1 ? "1 box" : "\(item.shapes.count) boxes"
    }
    let geometry = shape.geometry
    let box = geometry.bounds
    let place = "\(geometry.kindText) \(Int(box.left)),\(Int(box.top))"
    return geometry.hasEdges
      ? "\(place) \(Int(box.width))x\(Int(box.height))" : "\(place) \(geometry.extentText)"
  }

  private static func objects(_ count: Int) -> String {
    count == 1 ? "1 object" : "\(count) objects"
  }
}

extension AssignmentState {
  /// The state as the status line names it.
  var title: String {
    switch self {
    case .waiting, .leased: "new"
    case .draft: "draft"
    case .submitted: "submitted"
    case .returned: "sent back"
    case .skipped: "skipped"
    }
  }
}
