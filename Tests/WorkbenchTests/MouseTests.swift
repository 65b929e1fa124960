import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("The mouse on the canvas")
struct MouseTests {
  /// The picture pane of 80x24: 54 columns at 0, 21 rows at 1, with 800x600 fitted to its height.
  func point(_ bench: Bench, _ column: Double, _ row: Double) -> Point {
    let point = bench.state.pane.imagePoint(column: column, row: row, view: bench.state.view)
    return Point(x: point.x.rounded(), y: point.y.rounded())
  }

  @Test("Two clicks draw a box")
  func clicks() {
    var bench = Bench.open()
    bench.press("b")
    let first = point(bench, 10, 5)
    let second = point(bench, 30, 15)
    bench.mouse(.press(.left), column: 10, row: 5)
    bench.mouse(.release(.left), column: 10, row: 5)
    #expect(bench.boxes == [])
    bench.mouse(.press(.left), column: 30, row: 15)
    bench.mouse(.release(.left), column: 30, row: 15)
    #expect(
      bench.boxes == ["\(Int(first.x)),\(Int(first.y)),\(Int(second.x)),\(Int(second.y))"])
  }

  @Test("A drag draws a box, in either direction")
  func drag() {
    var bench = Bench.open()
    bench.press("b")
    let first = point(bench, 30, 15)
    let second = point(bench, 10, 5)
    bench.mouse(.press(.left), column: 30, row: 15)
    bench.mouse(.drag(.left), column: 20, row: 10)
    #expect(bench.boxes == [])
    bench.mouse(.release(.left), column: 10, row: 5)
    #expect(
      bench.boxes == ["\(Int(second.x)),\(Int(second.y)),\(Int(first.x)),\(Int(first.y))"])
    #expect(bench.effects.count == 1)
  }

  @Test("A click selects the smallest box under it")
  func select() {
    let shapes = [Bench.shape(1, 0, 0, 800, 600), Bench.shape(2, 300, 200, 500, 400)]
    var bench = Bench.open(shapes: shapes.compactMap { $0 })
    bench.mouse(.press(.left), column: 27, row: 11)
    bench.mouse(.release(.left), column: 27, row: 11)
    #expect(bench.state.canvas.selection == 2)
  }

  @Test("Dragging inside the selected box moves it as one change")
  func move() {
    var bench = Bench.open(shapes: [Bench.shape(1, 300, 200, 500, 400)].compactMap { $0 })
    bench.press("Tab")
    let from = point(bench, 27, 11)
    let to = point(bench, 30, 12)
    bench.mouse(.press(.left), column: 27, row: 11)
    bench.mouse(.drag(.left), column: 29, row: 11)
    bench.mouse(.drag(.left), column: 30, row: 12)
    #expect(bench.effects == [])
    bench.mouse(.release(.left), column: 30, row: 12)
    let (x, y) = (Int(to.x - from.x), Int(to.y - from.y))
    #expect(bench.boxes == ["\(300 + x),\(200 + y),\(500 + x),\(400 + y)"])
    #expect(bench.effects.count == 1)
  }

  @Test(
    "A key during a drag puts the box back to what the store holds", arguments: ["Esc", "c", "2"])
  func interruptedDrag(key: String) {
    var bench = Bench.open(shapes: [Bench.shape(1, 300, 200, 500, 400)].compactMap { $0 })
    bench.press("Tab")
    bench.mouse(.press(.left), column: 27, row: 11)
    bench.mouse(.drag(.left), column: 30, row: 12)
    bench.press(key)
    bench.mouse(.release(.left), column: 30, row: 12)
    #expect(bench.boxes == ["300,200,500,400"])
  }

  @Test("The wheel keeps the image position under the pointer")
  func wheel() {
    var bench = Bench.open()
    bench.mouse(.wheelUp, column: 27, row: 11)
    let before = point(bench, 27, 11)
    bench.mouse(.wheelUp, column: 27, row: 11)
    let after = point(bench, 27, 11)
    #expect(abs(before.x - after.x) <= 1 && abs(before.y - after.y) <= 1)
  }
}
