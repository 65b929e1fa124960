import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("Boxes of one label beside each other")
struct SheetTests {
  private static func crop(_ index: Int) throws -> ReviewSheet.Crop {
    ReviewSheet.Crop(
      number: Int64(index), shape: index + 1, image: ID(high: 3, low: UInt64(index)),
      box: try #require(
        Box(left: 100, top: 100, right: 200, bottom: Double(150 + 10 * index))),
      confidence: nil)
  }

  /// A review of one image with two boxes, the first of which is current.
  private static func bench() throws -> Bench {
    var bench = Bench(screen: .review, hasHome: false, roles: [.reviewer])
    bench.send(.entered(.review, Bench.context()))
    let shapes = [
      Bench.shape(1, label: 0, 100, 100, 260, 240), Bench.shape(2, label: 1, 400, 300, 620, 520),
    ].compactMap { $0 }
    bench.send(
      .reviewing(
        ReviewItem(work: Bench.item(shapes: shapes)), ReviewProgress(reviewed: 0, left: 9)))
    bench.paint()
    return bench
  }

  private static func withSheet(_ count: Int) throws -> Bench {
    var bench = try bench()
    bench.press("g")
    let crops = try (0..<count).map { try crop($0) }
    bench.send(.sheet(ReviewSheet(label: Bench.labels[0].id, crops: crops)))
    return bench
  }

  @Test("g asks for boxes of the current one's label")
  func asks() throws {
    var bench = try Self.bench()
    bench.press("g")
    #expect(bench.effects.last == .readSheet(Bench.labels[0].id))
  }

  @Test("A sheet is one picture of as many parts, each with its number")
  func picture() throws {
    let bench = try Self.withSheet(14)
    let scene = view(bench.state, theme: .standard)
    let picture = try #require(scene.picture)
    #expect(picture.tiles.count == ReviewSheet.capacity)
    #expect(Set(picture.tiles.map(\.image)).count == ReviewSheet.capacity)
    #expect(scene.frame.text.contains("[1]") && scene.frame.text.contains("12"))
    for tile in picture.tiles {
      #expect(tile.cells.column + tile.cells.columns < picture.area.columns)
      #expect(tile.cells.row + tile.cells.rows < picture.area.rows)
      // All of the box, in the proportions of the tile.
      #expect(tile.region.x < 100 && tile.region.x + tile.region.width > 200)
      let ratio =
        Double(tile.cells.columns) / Double(tile.cells.rows * 2) * tile.region.height
        / tile.region.width
      #expect(abs(ratio - 1) < 0.001)
    }
    for (index, tile) in picture.tiles.enumerated() {
      for other in picture.tiles[..<index] {
        #expect(tile.cells.intersection(other.cells).isEmpty)
      }
    }
  }

  @Test("Keys move on the sheet and stay on it; Enter opens the image of the box")
  func opens() throws {
    var bench = try Self.withSheet(6)
    bench.press("Left Up l j l Down")
    // Six boxes are four and two: there is nothing below the sixth nor right of it.
    #expect(bench.state.review.sheet?.current == 5)
    bench.press("Enter")
    #expect(bench.effects.last == .openReview(5))
    #expect(bench.state.review.sheet == nil)
  }

  @Test("The box that was chosen is the one to begin with")
  func begins() throws {
    var bench = try Self.withSheet(2)
    bench.press("l Enter")
    let shapes = [
      Bench.shape(1, label: 0, 100, 100, 260, 240), Bench.shape(2, label: 0, 400, 300, 620, 520),
    ].compactMap { $0 }
    bench.send(
      .reviewing(
        ReviewItem(work: Bench.item(index: 1, shapes: shapes)),
        ReviewProgress(reviewed: 0, left: 9)))
    #expect(bench.state.canvas.selection == 2)
  }

  @Test("Esc, q and the mouse change nothing but the sheet", arguments: ["Esc", "q"])
  func closes(key: String) throws {
    var bench = try Self.withSheet(3)
    let before = bench.state.canvas
    bench.mouse(.press(.left), column: 10, row: 8)
    bench.press(key)
    #expect(bench.state.review.sheet == nil && bench.state.canvas == before)
    #expect(bench.state.screen == .review)
    #expect(bench.effects.last == .readSheet(Bench.labels[0].id))
  }

  @Test("Without boxes it is said, and the image stays")
  func empty() throws {
    var bench = try Self.withSheet(0)
    #expect(bench.state.review.sheet == nil)
    #expect(bench.state.notice?.text.contains("anpan") == true)
    bench.press("g")
    #expect(bench.state.isWaiting)
  }
}
