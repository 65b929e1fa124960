import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Going through the work")
struct WorkTests {
  static let box = [Bench.shape(1, 0, 0, 9, 9)].compactMap { $0 }

  @Test("Enter does not submit an image that nothing was drawn on; E does")
  func nothingDrawn() {
    var bench = Bench.open()
    bench.press("Enter")
    #expect(bench.effects == [])
    bench.press("E")
    #expect(bench.effects == [.submit(1, index: 0, activeSeconds: 1)])
  }

  @Test("Submit asks the store, and keys typed meanwhile wait for the next picture")
  func typeAhead() {
    var bench = Bench.open(shapes: Self.box)
    bench.press("Enter")
    #expect(bench.effects == [.submit(1, index: 0, activeSeconds: 0.5)])
    bench.press("b Space")
    #expect(bench.state.canvas.mode == .navigate)
    bench.send(.opened(Bench.item(index: 1), Progress(submitted: 2, total: 3)))
    #expect(bench.state.canvas.item?.index == 1)
    #expect(bench.state.canvas.mode == .draw)
    #expect(bench.state.canvas.firstCorner != nil)
  }

  @Test("An answer is not given for a picture that was not on the screen yet")
  func unseen() {
    var bench = Bench.open(shapes: Self.box)
    bench.press("Enter Enter")
    bench.send(
      .opened(Bench.item(index: 1, shapes: Self.box), Progress(submitted: 2, total: 3)))
    #expect(bench.effects.count == 1)
    #expect(bench.state.notice?.text.contains("not submitted") == true)
  }

  @Test("Next and previous stop at the ends")
  func ends() {
    var bench = Bench.open()
    bench.press("[")
    #expect(bench.effects == [])
    bench.press("]")
    #expect(bench.effects == [.open(index: 1)])
  }

  @Test("An empty answer is refused while there are boxes")
  func empty() {
    var bench = Bench.open(shapes: [Bench.shape(1, 0, 0, 9, 9)].compactMap { $0 })
    bench.press("E")
    #expect(bench.effects == [])
  }

  @Test("Skipping asks for a reason and takes Japanese")
  func skip() {
    var bench = Bench.open()
    bench.press("s ぼ け Enter")
    #expect(bench.effects == [.skip(1, index: 0, reason: "ぼけ")])
  }

  @Test("Undo shows the image that the change belonged to")
  func undo() {
    var bench = Bench.open()
    bench.press("u")
    #expect(bench.effects == [.undo])
    bench.send(
      .revisited(
        Bench.item(index: 2), Progress(submitted: 0, total: 3), entry: 9, what: "undid submit"))
    #expect(bench.state.canvas.item?.index == 2)
    #expect(bench.state.savedEntry == 9)
  }

  @Test("A failed change puts the store's shapes back")
  func failure() {
    var bench = Bench.open()
    bench.press("b Space l j Space")
    bench.send(.failed("the disk is full", answersWait: false))
    #expect(bench.state.failure?.kind == .error)
    bench.send(.outdated(index: 0))
    #expect(bench.effects.last == .reload(index: 0))
    bench.press("x")
    bench.send(.reloaded(Bench.item()))
    #expect(bench.boxes == [])
  }

  @Test("What failed stays in sight until something is saved, however many keys are pressed")
  func failureStays() {
    var bench = Bench.open()
    bench.press("b Space l j Space")
    bench.send(.failed("the disk is full", answersWait: false))
    bench.press("Escape j")
    #expect(view(bench.state, theme: .standard).frame.text.contains("! the disk is full"))
    bench.send(.saved(entry: 7))
    #expect(!view(bench.state, theme: .standard).frame.text.contains("the disk is full"))
  }

  @Test("Keys that wait for another image are not let loose by a failed change of this one")
  func failureWhileWaiting() {
    var bench = Bench.open(shapes: Self.box)
    bench.press("Tab 2 ] Tab x")
    bench.send(.failed("the disk is full", answersWait: false))
    bench.send(.outdated(index: 0))
    #expect(bench.boxes == ["0,0,9,9"])
    #expect(bench.effects.last == .open(index: 1))
  }

  @Test("A picture that was never on the screen is not submitted")
  func notShown() {
    var bench = Bench.open()
    bench.send(
      .opened(Bench.item(index: 1, shapes: Self.box), Progress(submitted: 2, total: 3)))
    bench.press("Enter")
    #expect(bench.effects == [])
    bench.paint()
    bench.press("Enter")
    #expect(bench.effects == [.submit(2, index: 1, activeSeconds: 1)])
  }

  @Test("The number that is saved never goes back")
  func saved() {
    var bench = Bench.open()
    bench.send(.saved(entry: 5))
    bench.send(.saved(entry: 4))
    #expect(bench.state.savedEntry == 5)
  }

  @Test("An image whose bytes are not here takes labels but draws nothing")
  func absent() {
    var bench = Bench()
    let item = WorkItem(
      number: 1, index: 0, image: ID(high: 3, low: 3), size: nil, name: "far.jpg",
      isPresent: false)
    bench.send(.opened(item, Progress(submitted: 0, total: 1)))
    bench.press("b")
    #expect(bench.state.canvas.mode == .navigate)
    #expect(view(bench.state, theme: .standard).picture == nil)
    #expect(view(bench.state, theme: .standard).frame.text.contains("far.jpg"))
  }
}
