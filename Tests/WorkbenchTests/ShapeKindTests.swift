import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Polygons and masks beside boxes")
struct ShapeKindTests {
  /// A triangle, a mask of two runs and a box, in a picture of 800x600 pixels.
  static func shapes() throws -> [Shape] {
    let triangle = try #require(
      Polygon([Point(x: 100, y: 100), Point(x: 300, y: 100), Point(x: 100, y: 300)]))
    let size = try #require(ImageSize(width: 800, height: 600))
    let rows = (400..<500).map { (row: $0, spans: [500..<600, 640..<700]) }
    let mask = try #require(Mask(size: size, rows: rows))
    return [
      Shape(number: 1, label: Bench.labels[0].id, geometry: .polygon(triangle)),
      Shape(number: 2, label: Bench.labels[1].id, geometry: .mask(mask)),
      try #require(Bench.shape(3, label: 2, 400, 100, 500, 200)),
    ]
  }

  private func overlays(_ bench: Bench) -> [Overlay] {
    view(bench.state, theme: .standard).picture?.overlays ?? []
  }

  @Test("Each kind is drawn in its label's colour, and its name is written")
  func drawn() throws {
    let bench = Bench.open(shapes: try Self.shapes())
    var kinds: [String] = []
    for overlay in overlays(bench) {
      switch overlay {
      case .path(let path):
        kinds.append("path")
        #expect(path.corners.count == 3 && path.color == Bench.labels[0].color)
      case .region(let region):
        kinds.append("region")
        // A dashed label is told by stripes where there is no line to dash.
        #expect(region.fill == .hatch && region.outlined && region.runs.count == 200)
      case .outline: kinds.append("outline")
      case .cursor: kinds.append("cursor")
      }
    }
    #expect(kinds == ["path", "region", "outline"])
    let text = view(bench.state, theme: .standard).frame.text
    for name in ["anpan", "melonpan", "yakisobapan"] {
      #expect(text.ranges(of: name).count > 1, "\(name) on the picture and in lists")
    }
    #expect(text.contains("3 corners") && text.contains("16000 px") && text.contains("100x100"))
    #expect(text.contains("3 objects"))
  }

  @Test("Tab selects each kind, which is then drawn last and stands out")
  func selected() throws {
    var bench = Bench.open(shapes: try Self.shapes())
    bench.press("Tab")
    guard case .path(let path)? = overlays(bench).last else {
      Issue.record("the polygon is not on top")
      return
    }
    #expect(path.emphasized && bench.state.canvas.selection == 1)
    bench.press("Tab")
    guard case .region(let region)? = overlays(bench).last else {
      Issue.record("the mask is not on top")
      return
    }
    #expect(region.emphasized && bench.state.canvas.selection == 2)
    #expect(view(bench.state, theme: .standard).frame.text.contains("mask 500,400 16000 px"))
  }

  @Test("A click selects what is under it, not what is only around it")
  func clicked() throws {
    var bench = Bench.open(shapes: try Self.shapes())
    let pane = bench.state.pane
    for (x, y, number) in [
      (150.0, 150.0, 1), (280.0, 280.0, nil), (550.0, 450.0, 2), (620.0, 450.0, nil),
      (450.0, 150.0, 3),
    ] as [(Double, Double, Int?)] {
      let place = pane.place(of: Point(x: x, y: y), view: bench.state.view)
      bench.mouse(.press(.left), column: place.column, row: place.row)
      bench.mouse(.release(.left), column: place.column, row: place.row)
      #expect(bench.state.canvas.selection == number, "at \(x),\(y)")
    }
    #expect(bench.effects.allSatisfy { if case .apply = $0 { false } else { true } })
  }

  @Test("Edges of polygons and masks are not moved; labels and deletion work as for boxes")
  func changed() throws {
    var bench = Bench.open(shapes: try Self.shapes())
    bench.press("Tab e")
    #expect(bench.state.canvas.mode == .navigate)
    #expect(bench.state.notice?.text.contains("only the edges of boxes") == true)
    bench.press("2")
    #expect(bench.state.canvas.item?.shapes[0].label == Bench.labels[1].id)
    bench.press("x")
    #expect(bench.state.canvas.item?.shapes.map(\.number) == [2, 3])
  }

  @Test("A ring within a ring is a hole")
  func hole() throws {
    let square = { (low: Double, high: Double) in
      [
        Point(x: low, y: low), Point(x: high, y: low), Point(x: high, y: high),
        Point(x: low, y: high),
      ]
    }
    let polygon = try #require(Polygon(rings: [square(100, 500), square(200, 400)]))
    var bench = Bench.open(shapes: [
      Shape(number: 1, label: Bench.labels[0].id, geometry: .polygon(polygon))
    ])
    #expect(overlays(bench).count == 2)
    for (spot, number) in [(150.0, 1), (300.0, nil)] as [(Double, Int?)] {
      let place = bench.state.pane.place(of: Point(x: spot, y: spot), view: bench.state.view)
      bench.mouse(.press(.left), column: place.column, row: place.row)
      bench.mouse(.release(.left), column: place.column, row: place.row)
      #expect(bench.state.canvas.selection == number)
    }
  }
}
