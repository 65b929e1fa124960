import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Reviewing")
struct ReviewTests {
  /// Three boxes: the second is the most doubtful, the third was never measured.
  static let shapes: [Shape] = [
    shape(1, confidence: 0.9, 0, 0, 100, 100), shape(2, confidence: 0.3, 200, 200, 300, 300),
    shape(3, label: 1, confidence: nil, 500, 400, 600, 500),
  ].compactMap(\.self)

  static func shape(
    _ number: Int, label: Int = 0, confidence: Double?, _ left: Double, _ top: Double,
    _ right: Double, _ bottom: Double
  ) -> Shape? {
    var shape = Bench.shape(number, label: label, left, top, right, bottom)
    shape?.confidence = confidence.flatMap(Confidence.init)
    return shape
  }

  static func item(
    index: Int = 0, shapes: [Shape] = shapes, verdicts: [Int: ReviewVerdict] = [:],
    state: AssignmentState = .waiting, canSendBack: Bool = true
  ) -> ReviewItem {
    ReviewItem(
      work: Bench.item(index: index, shapes: shapes, state: state), verdicts: verdicts,
      canSendBack: canSendBack)
  }

  /// A review with an image on the screen.
  static func open(
    _ item: ReviewItem = item(), columns: Int = 80, rows: Int = 24, language: String = "en"
  ) -> Bench {
    var bench = Bench(columns: columns, rows: rows, screen: .review, roles: [.reviewer])
    bench.send(.entered(.review, Bench.context(language)))
    bench.send(.reviewing(item, ReviewProgress(reviewed: 36, left: 376)))
    bench.paint()
    return bench
  }

  /// Presses keys, and paints after each.
  static func press(_ keys: String, on bench: inout Bench) {
    for key in keys.split(separator: " ") {
      bench.press(String(key))
      bench.paint()
    }
  }

  static func change(_ before: Shape?, _ after: Shape?) -> ShapeChange? {
    ShapeChange(before: before, after: after)
  }

  @Test("The most doubtful box comes first, unmeasured ones last")
  func order() {
    let bench = Self.open()
    #expect(bench.state.review.order == [2, 1, 3])
    #expect(bench.state.canvas.selection == 2)
  }

  @Test("Accepting is one decision with equal sides, and goes on to the next box")
  func accept() throws {
    var bench = Self.open()
    bench.press("a")
    let change = try #require(Self.change(Self.shapes[1], Self.shapes[1]))
    #expect(bench.effects == [.decide(change, on: 1, activeSeconds: 0.5)])
    #expect(bench.state.review.verdicts == [2: .accepted])
    #expect(bench.state.canvas.selection == 1)
  }

  @Test("Rejecting takes the box out and remembers it as rejected")
  func reject() throws {
    var bench = Self.open()
    bench.press("x")
    let change = try #require(Self.change(Self.shapes[1], nil))
    #expect(bench.effects == [.decide(change, on: 1, activeSeconds: 0.5)])
    #expect(bench.state.review.rejected == [Self.shapes[1]])
    #expect(bench.state.canvas.item?.shapes.map(\.number) == [1, 3])
  }

  @Test("A digit relabels, and the confidence of the old label is not kept")
  func relabel() throws {
    var bench = Self.open()
    bench.press("3")
    var after = Self.shapes[1]
    after.label = Bench.labels[2].id
    after.confidence = nil
    let change = try #require(Self.change(Self.shapes[1], after))
    #expect(bench.effects == [.decide(change, on: 1, activeSeconds: 0.5)])
    #expect(bench.state.review.verdicts[2] == .relabelled)
    #expect(bench.state.canvas.selection == 1)
  }

  @Test("The digit of its own label accepts a box")
  func sameLabel() {
    var bench = Self.open()
    bench.press("1")
    #expect(bench.state.review.verdicts == [2: .accepted])
  }

  @Test("The picker relabels and accepts, in Japanese too")
  func picker() {
    var bench = Self.open(language: "ja")
    bench.press("c 焼 き Enter")
    #expect(bench.state.review.verdicts == [2: .relabelled])
    #expect(bench.state.canvas.selection == 1)
  }

  @Test("A box that has not been on the screen is not decided")
  func unseen() {
    var bench = Self.open()
    // The view goes to the next box, which nothing has painted yet.
    bench.press("a a x 2")
    #expect(bench.effects.count == 1)
    #expect(bench.state.notice?.text.contains("has not been on the screen") == true)
    bench.paint()
    bench.press("a")
    #expect(bench.effects.count == 2)
  }

  @Test("Fixing happens in the editing mode, and Enter goes on to the next box")
  func fix() {
    var bench = Self.open()
    bench.press("e")
    #expect(bench.state.canvas.mode == .edit)
    bench.press("h Enter")
    #expect(bench.state.review.verdicts == [2: .fixed])
    #expect(bench.state.canvas.mode == .navigate)
    #expect(bench.state.canvas.selection == 1)
  }

  @Test("Editing without a change decides nothing")
  func noFix() {
    var bench = Self.open()
    bench.press("e Enter")
    #expect(bench.effects == [])
    #expect(bench.state.canvas.selection == 2)
  }

  @Test("A missing box is drawn as on the canvas and counts as added")
  func missing() {
    var bench = Self.open()
    bench.press("m Space l l j Space Esc")
    #expect(bench.state.review.verdicts == [4: .added])
    #expect(bench.state.canvas.item?.shapes.count == 4)
    #expect(bench.effects.count == 1)
    #expect(bench.state.canvas.mode == .navigate)
  }

  @Test("A box that was added and deleted again leaves nothing behind")
  func addedAndGone() {
    var bench = Self.open()
    Self.press("m Space l l j Space Esc A k k k j j j x", on: &bench)
    #expect(bench.state.review.rejected == [])
    #expect(bench.state.review.verdicts == [:])
    #expect(bench.state.review.order == [2, 1, 3])
  }

  @Test("With everything decided the whole picture shows, and Enter ends the review of it")
  func finish() {
    var bench = Self.open()
    Self.press("a a a", on: &bench)
    #expect(bench.state.canvas.selection == nil)
    #expect(bench.state.review.hasSeenAll)
    bench.press("Enter")
    #expect(
      bench.effects.last == .finishReview(1, acceptingRest: false, activeSeconds: 0.5))
  }

  @Test("Enter says how many boxes are undecided")
  func undecided() {
    var bench = Self.open()
    bench.press("a Enter")
    #expect(bench.effects.count == 1)
    #expect(bench.state.notice?.text == "2 boxes are undecided; A accepts the rest")
  }

  @Test("The rest is right only once the whole picture has been on the screen")
  func acceptRest() {
    var bench = Self.open()
    bench.press("A A")
    #expect(bench.effects == [])
    bench.paint()
    bench.press("A")
    #expect(
      bench.effects == [.finishReview(1, acceptingRest: true, activeSeconds: 1.5)])
  }

  @Test("Keys typed ahead wait for the next image and do not decide it unseen")
  func typeAhead() {
    var bench = Self.open()
    Self.press("a a a", on: &bench)
    bench.press("Enter a a")
    let before = bench.effects
    bench.send(.reviewing(Self.item(index: 1), ReviewProgress(reviewed: 37, left: 375)))
    #expect(bench.effects == before)
    #expect(bench.state.review.verdicts == [:])
  }

  @Test("Sending back needs a reason and an annotator")
  func sendBack() {
    var bench = Self.open()
    bench.press("R Enter")
    #expect(bench.effects == [])
    bench.press("R 粗 い Enter")
    #expect(bench.effects == [.sendBack(1, reason: "粗い")])
    var other = Self.open(Self.item(canSendBack: false))
    other.press("R")
    #expect(other.state.popup == nil)
    #expect(other.state.notice?.text.contains("no annotator") == true)
  }

  @Test("Unsure leaves the image for later")
  func pass() {
    var bench = Self.open()
    bench.press("s")
    #expect(bench.effects == [.passReview(1)])
  }

  @Test("Undo shows what it opened again, on another image too")
  func undo() {
    var bench = Self.open()
    bench.press("a u")
    #expect(bench.effects.last == .undo)
    bench.send(
      .reviewRevisited(
        Self.item(), ReviewProgress(reviewed: 36, left: 376), entry: 12, what: "undid accept"))
    #expect(bench.state.review.verdicts == [:])
    #expect(bench.state.canvas.selection == 2)
    bench.press("u")
    bench.send(
      .reviewRevisited(
        Self.item(index: 7), ReviewProgress(reviewed: 35, left: 377), entry: 13,
        what: "undid finish"))
    #expect(bench.state.canvas.item?.index == 7)
    #expect(bench.state.savedEntry == 13)
  }

  @Test("Undo selects the box that it changes, also one that stays decided")
  func undoOfAFix() throws {
    var bench = Self.open()
    Self.press("e l l l Esc", on: &bench)
    #expect(bench.state.canvas.selection == 1)
    let wide = try #require(Self.shape(2, confidence: 0.3, 200, 200, 302, 300))
    let fixed = [Self.shapes[0], wide, Self.shapes[2]]
    bench.press("u")
    bench.send(
      .reviewRevisited(
        Self.item(shapes: fixed, verdicts: [2: .fixed]), ReviewProgress(reviewed: 36, left: 376),
        entry: 12, what: "undid fix anpan"))
    #expect(bench.state.canvas.selection == 2)
    #expect(bench.state.canvas.mode == .navigate)
    #expect(abs(bench.state.view.width - 800) > 1)
    // Undo while another box is being edited ends the editing.
    bench.paint()
    Self.press("j e", on: &bench)
    #expect(bench.state.canvas.mode == .edit && bench.state.canvas.selection == 1)
    bench.press("u")
    bench.send(
      .reviewRevisited(
        Self.item(), ReviewProgress(reviewed: 36, left: 376), entry: 13, what: "undid fix anpan"))
    #expect(bench.state.canvas.selection == 2)
    #expect(bench.state.canvas.mode == .navigate)
  }

  @Test("An image that was done again says why it was sent back, and W shows all of it")
  func doneAgain() throws {
    let reason = (1...40).map { "word\($0)" }.joined(separator: " ")
    var bench = Self.open(
      ReviewItem(
        work: Bench.item(shapes: Self.shapes), canSendBack: true, lastReason: reason))
    var text = view(bench.state, theme: .standard).frame.text
    #expect(text.contains("done again after it was sent back: word1"))
    #expect(text.contains("Was sent back (W: all)"))
    bench.press("W")
    text = view(bench.state, theme: .standard).frame.text
    #expect(text.contains("word40"))
    bench.press("Esc")
    #expect(bench.state.popup == nil)
    var other = Self.open()
    other.press("W")
    #expect(other.state.popup == nil)
    #expect(other.state.notice?.text == "this image was not sent back before")
  }

  @Test("The sentence that says why a box is here is readable to its end")
  func wholeSentence() {
    var bench = Self.open()
    bench.press("w")
    let rows = view(bench.state, theme: .standard).frame.text.split(separator: "\n")
    #expect(rows.suffix(2).joined(separator: " ").contains("the most doubtful come first"))
    #expect(rows[rows.count - 3].contains("REVIEW"))
  }

  @Test("The framing goes from the box to its surroundings to the whole picture")
  func framing() {
    var bench = Self.open()
    let crop = bench.state.view
    bench.press("v")
    let context = bench.state.view
    bench.press("v")
    let full = bench.state.view
    #expect(crop.width < context.width)
    #expect(context.width < full.width)
    #expect(full.width >= 800)
    bench.press("v")
    #expect(bench.state.view == crop)
  }

  @Test("A quarter of the box shows around it")
  func crop() {
    let view = Self.open().state.view
    #expect(abs(view.height - 150) < 1e-9 || abs(view.width - 150) < 1e-9)
  }

  @Test("j and k go from box to box in the order of the review")
  func step() {
    var bench = Self.open()
    bench.press("j")
    #expect(bench.state.canvas.selection == 1)
    bench.press("j j")
    #expect(bench.state.canvas.selection == 3)
    bench.press("k k k")
    #expect(bench.state.canvas.selection == 2)
  }

  @Test("A picture that cannot be shown is not decided, but can be left for later")
  func absent() {
    let work = WorkItem(
      number: 1, index: 0, image: ID(high: 3, low: 3), size: ImageSize(width: 800, height: 600),
      name: "far.jpg", isPresent: false, shapes: Self.shapes)
    var bench = Self.open(ReviewItem(work: work))
    bench.press("a x 2 A")
    #expect(bench.effects == [])
    bench.press("s")
    #expect(bench.effects == [.passReview(1)])
  }

  @Test("Decided boxes and the current one differ in more than colour")
  func marks() throws {
    var bench = Self.open()
    Self.press("a v v", on: &bench)
    let scene = view(bench.state, theme: .standard)
    let outlines = scene.picture?.overlays.compactMap { overlay -> Overlay.Outline? in
      if case .outline(let outline) = overlay { outline } else { nil }
    }
    let drawn = try #require(outlines)
    #expect(drawn.map(\.dash) == [.dotted, .dashed, .solid])
    #expect(drawn.map(\.emphasized) == [false, false, true])
    #expect(scene.frame.text.contains("a anpan 30%"))
  }

  @Test("A failed decision puts the store's boxes back")
  func failure() {
    var bench = Self.open()
    bench.press("x")
    bench.send(.failed("the disk is full", answersWait: false))
    bench.send(.outdated(index: 0))
    #expect(bench.effects.last == .reload(index: 0))
    bench.send(.reviewReloaded(Self.item()))
    #expect(bench.state.canvas.item?.shapes.count == 3)
    #expect(bench.state.review.rejected == [])
  }

  @Test("An empty queue says how many were reviewed, and Enter looks again")
  func empty() throws {
    var bench = Self.open()
    bench.paint()
    Self.press("A A", on: &bench)
    bench.send(.saved(entry: 90))
    bench.send(
      .reviewedAll(ReviewProgress(reviewed: 412, left: 0, returned: 2), passed: 3))
    try bench.expect(matches: "review-end-80x24")
    bench.press("Enter")
    #expect(bench.effects.last == .reviewNext)
  }

  @Test("The review as text", arguments: [(80, 24), (200, 50), (58, 14)])
  func snapshot(columns: Int, rows: Int) throws {
    var bench = Self.open(columns: columns, rows: rows, language: "ja")
    bench.send(.holding(until: "14:59"))
    bench.send(.saved(entry: 4182))
    Self.press("a x v", on: &bench)
    try bench.expect(matches: "review-\(columns)x\(rows)")
  }

  @Test("Any size can be drawn", arguments: [(1, 1), (5, 2), (20, 4), (59, 10), (300, 100)])
  func sizes(columns: Int, rows: Int) {
    var bench = Self.open(columns: columns, rows: rows)
    for keys in ["a", "m Space l j", ":", "Esc", "Esc c", "Esc R", "Esc w"] {
      bench.press(keys)
      #expect(view(bench.state, theme: .standard).frame.cells.count == columns * rows)
    }
  }
}
