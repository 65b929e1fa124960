import ArgumentParser
import Foundation
import Pictures
import Screen
import TerminalGraphics

/// Measures what an edit on the canvas costs: milliseconds until its last byte is made, and bytes.
struct PictureSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pictures",
    abstract: "Measure edits over a photograph with many boxes.")

  @Argument(help: "A photograph of 12 megapixels.")
  var photograph: String

  @Option(help: "Boxes on it.")
  var boxes = 5000

  @Option(help: "Edits to measure.")
  var edits = 300

  func run() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: photograph)))
    print("backend      what            p50 ms   p99 ms  bytes p50 target")
    let sixel = Backend.sixel(cell: PixelExtent(width: 10, height: 20), maximumBytes: nil)
    let backends: [(String, Backend)] = [
      ("sixel", sixel), ("half-blocks", .halfBlocks(.truecolor)),
      ("kitty", .kitty(cell: PixelExtent(width: 10, height: 20))),
    ]
    for (name, backend) in backends {
      try reportEdits(name, backend, bytes)
      report(
        name, "zoom, undecoded", "p99 60 ms",
        try (0..<20).map { _ in
          // Each is the first that needs more of the file than was decoded for the whole view.
          var canvas = try MeasuredCanvas(photograph: bytes, boxes: boxes, backend: backend)
          return try canvas.measure(.zoom, number: 0)
        })
      report(
        name, "sheet of 12", "300 ms", try Self.sheets(of: bytes, backend: backend, count: 20))
    }
  }

  private func reportEdits(_ name: String, _ backend: Backend, _ photograph: [UInt8]) throws {
    var canvas = try MeasuredCanvas(photograph: photograph, boxes: boxes, backend: backend)
    for edit in MeasuredCanvas.Edit.allCases {
      // A zoom is measured with what follows it.
      var exact: [(seconds: Double, bytes: Int)] = []
      let results = try (0..<edits).map { number in
        let result = try canvas.measure(edit, number: number)
        if edit == .zoom { exact.append(try canvas.refine()) }
        return result
      }
      report(name, edit.rawValue, edit.target, results)
      if edit == .zoom { report(name, "zoom, exact", "after 100 ms without a key", exact) }
    }
  }

  /// A sheet of a crop from each of 12 pictures that were decoded before, another crop each time.
  private static func sheets(
    of photograph: [UInt8], backend: Backend, count: Int
  ) throws -> [(seconds: Double, bytes: Int)] {
    let engine = PictureEngine { _ in photograph }
    let area = Area(column: 0, row: 0, columns: 160, rows: 48)
    var frame = Frame(size: Size(columns: 160, rows: 48))
    frame.fill(area, with: Cell(.picture))
    var results: [(seconds: Double, bytes: Int)] = []
    for number in 0...count {
      let tiles = (0..<12).map { index in
        Picture.Tile(
          image: Picture.ImageKey(high: 0, low: UInt64(index)),
          region: ImageRect(
            x: Double(200 + index * 150 + number * 13), y: Double(300 + number * 7), width: 760,
            height: 600),
          cells: Area(
            column: index % 4 * 40, row: index / 4 * 16, columns: 38, rows: 15))
      }
      var ledger = PictureLedger()
      ledger.backend = backend
      ledger.adopt(area, frame: frame)
      let request = PaintRequest(
        picture: Picture(
          image: Picture.ImageKey(high: 0, low: 99),
          viewport: ImageRect(x: 0, y: 0, width: 160, height: 48), area: area, overlays: [],
          tiles: tiles), backend: backend, reserved: [0, 0xFFFFFF], ledger: ledger)
      let start = ContinuousClock.now
      let painting = engine.painting(for: request)
      let spent = ContinuousClock.now - start
      if let reason = painting.failure ?? painting.remark { throw Fault(reason) }
      // The first one decodes.
      if number > 0 { results.append((spent / .seconds(1), painting.bytes.count)) }
    }
    return results
  }

  private func report(
    _ backend: String, _ what: String, _ target: String,
    _ results: [(seconds: Double, bytes: Int)]
  ) {
    let times = results.map { $0.seconds * 1000 }.sorted()
    let sizes = results.map(\.bytes).sorted()
    let columns = [
      backend.padding(toLength: 12, withPad: " ", startingAt: 0),
      what.padding(toLength: 15, withPad: " ", startingAt: 0),
      String(format: "%7.2f  %7.2f", times[times.count / 2], times[times.count * 99 / 100]),
      String(format: "%10d", sizes[sizes.count / 2]), target,
    ]
    print(columns.joined(separator: " "))
  }
}

/// A canvas of 160x50 cells that shows a whole photograph, without a terminal.
private struct MeasuredCanvas {
  /// What is done to it.
  enum Edit: String, CaseIterable {
    case edge = "edge by 1 cell", drag, relabel, zoom = "zoom, first"

    var target: String {
      switch self {
      case .edge: "6000 bytes as sixel, 700 as half-blocks"
      case .drag, .relabel: "p99 15 ms"
      case .zoom: "p99 60 ms"
      }
    }
  }

  private static let colors: [UInt32] = [
    0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0xD55E00, 0xCC79A7, 0x0072B2, 0xFFFFFF,
  ]
  private static let area = Area(column: 0, row: 0, columns: 160, rows: 50)

  private let engine: PictureEngine
  private let backend: Backend
  private let whole: ImageRect
  private var picture: Picture
  private var ledger = PictureLedger()
  private var plan = PicturePlan(isRemote: false)
  private var fineness = Fineness.fine

  init(photograph: [UInt8], boxes: Int, backend: Backend) throws {
    engine = PictureEngine { _ in photograph }
    self.backend = backend
    // 4000x3000 fitted into 1600x1000 pixels, the rest of the width being backdrop.
    whole = ImageRect(x: -400, y: 0, width: 4800, height: 3000)
    var frame = Frame(size: Size(columns: 160, rows: 50))
    frame.fill(Self.area, with: Cell(.picture))
    ledger.adopt(Self.area, frame: frame)
    ledger.backend = backend
    let side = Int(Double(boxes).squareRoot()) + 1
    let overlays = (0..<boxes).map { number in
      Overlay.outline(
        Overlay.Outline(
          rect: ImageRect(
            x: Double(number % side * 4000 / side), y: Double(number / side * 3000 / side),
            width: 40, height: 30), color: Self.colors[number % 8], dash: .solid,
          emphasized: false))
    }
    picture = Picture(
      image: Picture.ImageKey(high: 0, low: 1), viewport: whole, area: Self.area,
      overlays: overlays)
    // The box whose edge is moved: 200 pixels of the screen high.
    picture.overlays.append(
      .outline(
        Overlay.Outline(
          rect: ImageRect(x: 900, y: 900, width: 600, height: 600), color: Self.colors[0],
          dash: .solid, emphasized: true)))
    _ = try paint()
  }

  /// Makes the last view exact, as happens when nobody types.
  mutating func refine() throws -> (seconds: Double, bytes: Int) {
    fineness = .fine
    return try paint()
  }

  private mutating func paint() throws -> (seconds: Double, bytes: Int) {
    let request = PaintRequest(
      picture: picture, backend: backend, reserved: Self.colors + [0], ledger: ledger,
      fineness: fineness)
    let start = ContinuousClock.now
    let painting = engine.painting(for: request)
    let spent = ContinuousClock.now - start
    if let making = painting.making { plan.note(making: making) }
    guard painting.failure == nil, ledger.accept(painting) else {
      throw Fault(painting.failure ?? "a painting was refused")
    }
    return (spent / .seconds(1), painting.bytes.count)
  }

  mutating func measure(_ edit: Edit, number: Int) throws -> (seconds: Double, bytes: Int) {
    let last = picture.overlays.count - 1
    guard case .outline(var outline) = picture.overlays[last] else {
      throw Fault("the last overlay is no box")
    }
    let forth = number.isMultiple(of: 2)
    switch edit {
    // One cell is 30 image pixels wide.
    case .edge: outline.rect.width += forth ? 30 : -30
    case .drag:
      outline.rect.x += forth ? 7 : -5
      outline.rect.y += forth ? 4 : -6
    case .relabel: outline.color = Self.colors[number % 8]
    case .zoom:
      picture.viewport =
        forth ? ImageRect(x: 800, y: 600, width: 2400, height: 1500) : whole
      fineness = plan.first(cells: Self.area.columns * Self.area.rows, backend: backend)
    }
    picture.overlays[last] = .outline(outline)
    return try paint()
  }
}
