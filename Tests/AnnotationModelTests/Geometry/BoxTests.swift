import AnnotationModel
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("Box")
struct BoxTests {
  @Test(
    "A box that encloses no area or is not finite cannot be made",
    arguments: [
      [10.0, 0, 10, 5], [0, 5, 10, 5], [10, 0, 0, 5], [0, 9, 10, 5], [.nan, 0, 10, 5],
      [0, 0, .infinity, 5], [-.infinity, 0, 1, 5],
    ] as [[Double]])
  func invalid(edges: [Double]) {
    #expect(Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3]) == nil)
  }

  @Test("Corners may come in any order")
  func corners() throws {
    let expected = Box(left: 1, top: 2, right: 5, bottom: 8)
    for first in [Point(x: 1, y: 2), Point(x: 5, y: 8)] {
      let second = Point(x: 6 - first.x, y: 10 - first.y)
      #expect(Box(corner: first, opposite: second) == expected)
      #expect(
        Box(corner: Point(x: first.x, y: second.y), opposite: Point(x: second.x, y: first.y))
          == expected)
    }
    #expect(Box(corner: Point(x: 1, y: 2), opposite: Point(x: 1, y: 8)) == nil)
  }

  @Test("Width, height, area and center follow from the edges")
  func measures() throws {
    let box = try box(10, 20, 14.5, 26)
    #expect((box.width, box.height, box.area) == (4.5, 6, 27))
    #expect(box.center == Point(x: 12.25, y: 23))
  }

  @Test("The right and bottom edges are outside")
  func halfOpen() throws {
    let box = try box(0, 0, 10, 10)
    #expect(box.contains(Point(x: 0, y: 0)))
    #expect(box.contains(Point(x: 9.999, y: 9.999)))
    #expect(!box.contains(Point(x: 10, y: 5)))
    #expect(!box.contains(Point(x: 5, y: 10)))
    #expect(!box.contains(Point(x: -0.001, y: 5)))
  }

  @Test("Boxes that only touch share nothing")
  func intersection() throws {
    let first = try box(0, 0, 10, 10)
    #expect(try first.intersection(box(10, 0, 20, 10)) == nil)
    #expect(try first.intersection(box(5, 5, 20, 7)) == box(5, 5, 10, 7))
    #expect(first.intersection(first) == first)
  }

  @Test("Intersection over union is symmetric, 1 for equal boxes and 0 for parted ones")
  func overlap() throws {
    let first = try box(0, 0, 10, 10)
    let second = try box(5, 0, 15, 10)
    #expect(first.intersectionOverUnion(second) == 1.0 / 3)
    #expect(second.intersectionOverUnion(first) == 1.0 / 3)
    #expect(first.intersectionOverUnion(first) == 1)
    #expect(try first.intersectionOverUnion(box(10, 10, 20, 20)) == 0)
    #expect(try first.intersectionOverUnion(box(2, 2, 7, 6)) == 0.2)
  }

  @Test("Clamping keeps what lies in the image")
  func clamping() throws {
    let size = try #require(ImageSize(width: 100, height: 50))
    #expect(try box(-5, -5, 120, 20).clamped(to: size) == box(0, 0, 100, 20))
    #expect(try box(100, 0, 120, 20).clamped(to: size) == nil)
    #expect(try box(3, 4, 5, 6).clamped(to: size) == box(3, 4, 5, 6))
    #expect(try size.bounds == box(0, 0, 100, 50))
    #expect(size.transposed.description == "50x100")
  }

  @Test("Moving keeps the size")
  func offset() throws {
    #expect(try box(1, 2, 4, 8).offset(x: -1, y: 0.5) == box(0, 2.5, 3, 8.5))
  }

  @Test("A box survives JSON, and a broken one is refused")
  func coding() throws {
    let original = try box(0.1, 2, 30.25, 44)
    let data = try JSONEncoder().encode(original)
    #expect(try JSONDecoder().decode(Box.self, from: data) == original)
    let empty = Data(#"{"left":5,"top":0,"right":5,"bottom":9}"#.utf8)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Box.self, from: empty) }
  }

  @Test("An image has at least one pixel each way", arguments: [(0, 5), (5, 0), (-1, 5)])
  func sizes(width: Int, height: Int) {
    #expect(ImageSize(width: width, height: height) == nil)
  }
}

/// A box from four edges.
func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) throws -> Box {
  try #require(Box(left: left, top: top, right: right, bottom: bottom))
}
