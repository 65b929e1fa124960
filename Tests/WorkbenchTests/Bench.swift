import AnnotationModel
import Screen
import Workbench

/// A workbench on a made-up job, driven by keys written as the help writes them.
struct Bench {
  var state: State
  /// Every effect since the start, oldest first.
  var effects: [Effect] = []

  static let labels: [Label] = [
    Label(
      id: ID(high: 1, low: 1), name: "anpan", localNames: ["ja": "あんぱん"], code: "an",
      aliases: ["red bean bun"], color: 0xE69F00),
    Label(
      id: ID(high: 1, low: 2), name: "melonpan", localNames: ["ja": "メロンパン"], code: "me",
      color: 0x56B4E9, line: .dashed),
    Label(
      id: ID(high: 1, low: 3), name: "yakisobapan", localNames: ["ja": "焼きそばパン"],
      color: 0x009E73, line: .double),
  ]

  /// A bench on the canvas of a job, opened without a home screen.
  init(columns: Int = 80, rows: Int = 24, language: String = "en") {
    self.init(columns: columns, rows: rows, screen: .canvas, hasHome: false)
    send(.entered(.canvas, Self.context(language)))
  }

  /// A bench on any screen, before anything has come from the store.
  init(
    columns: Int = 80, rows: Int = 24, screen: ScreenName, hasHome: Bool = true,
    roles: Set<Person.Role> = [.annotator]
  ) {
    state = State(
      size: Size(columns: columns, rows: rows), cell: PixelExtent(width: 1, height: 2),
      account: Account(
        projectName: "Bakery", directory: "bakery", personName: "tanaka", roles: roles),
      screen: screen, hasHome: hasHome)
  }

  static func context(_ language: String = "en") -> JobContext {
    JobContext(jobName: "bread", labels: labels, language: language)
  }

  /// A bench with a picture of 800x600 pixels on it.
  static func open(
    shapes: [Shape] = [], state: AssignmentState = .waiting, columns: Int = 80, rows: Int = 24,
    language: String = "en"
  ) -> Bench {
    var bench = Bench(columns: columns, rows: rows, language: language)
    bench.send(
      .opened(
        item(shapes: shapes, state: state), Progress(submitted: 1, total: 3)))
    bench.paint()
    return bench
  }

  static func item(
    index: Int = 0, shapes: [Shape] = [], state: AssignmentState = .waiting
  ) -> WorkItem {
    WorkItem(
      number: Int64(index + 1), index: index, image: ID(high: 2, low: UInt64(index)),
      size: ImageSize(width: 800, height: 600), name: "棚_\(index).jpg", state: state,
      shapes: shapes)
  }

  static func shape(
    _ number: Int, label: Int = 0, _ left: Double, _ top: Double, _ right: Double,
    _ bottom: Double
  ) -> Shape? {
    Box(left: left, top: top, right: right, bottom: bottom).map {
      Shape(number: number, label: labels[label].id, geometry: .box($0))
    }
  }

  /// Puts the picture of the scene on the screen.
  mutating func paint() {
    guard let picture = view(state, theme: .standard).picture else { return }
    let image = ID<Image>(high: picture.image.high, low: picture.image.low)
    send(.shown(image, view: picture.viewport))
  }

  mutating func send(_ action: Action) {
    effects += update(&state, action)
  }

  /// Types keys separated by spaces.
  mutating func press(_ keys: String) {
    for title in keys.split(separator: " ") {
      guard let key = Key(title: String(title)) else { continue }
      send(.input(.key(key), activeSeconds: 0.5))
    }
  }

  mutating func mouse(_ action: MouseEvent.Action, column: Double, row: Double) {
    send(.input(.mouse(MouseEvent(action, column: column, row: row)), activeSeconds: 0))
  }

  /// The boxes on the canvas as `left,top,right,bottom`.
  var boxes: [String] {
    (state.canvas.item?.shapes ?? []).map { shape in
      let box = shape.geometry.bounds
      return [box.left, box.top, box.right, box.bottom].map { "\(Int($0))" }.joined(separator: ",")
    }
  }
}
