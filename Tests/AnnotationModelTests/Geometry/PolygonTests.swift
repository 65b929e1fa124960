import AnnotationModel
import Foundation
import Testing

@Suite("Polygon")
struct PolygonTests {
  private func points(_ coordinates: [(Double, Double)]) -> [Point] {
    coordinates.map { Point(x: $0.0, y: $0.1) }
  }

  private func square(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> [Point] {
    points([(left, top), (right, top), (right, bottom), (left, bottom)])
  }

  /// Even-odd by a ray to the right from a pixel's centre, written for being obvious.
  private func isInside(_ x: Int, _ y: Int, _ rings: [[Point]]) -> Bool {
    let (across, down) = (Double(x) + 0.5, Double(y) + 0.5)
    var inside = false
    for ring in rings {
      for (index, start) in ring.enumerated() {
        let end = ring[(index + 1) % ring.count]
        guard (start.y <= down) != (end.y <= down) else { continue }
        let crossing = start.x + (down - start.y) / (end.y - start.y) * (end.x - start.x)
        if crossing > across { inside.toggle() }
      }
    }
    return inside
  }

  @Test("Filling agrees with the even-odd rule at every pixel centre")
  func evenOdd() throws {
    let size = try #require(ImageSize(width: 23, height: 19))
    for seed in 0..<40 {
      let rings = (0..<1 + seed % 3).map { ring in
        (0..<5 + seed % 4).map { index in
          let mixed = (seed * 31 + ring * 17 + index * 7919) % 997
          return Point(x: Double(mixed % 37) * 0.83 - 3.1, y: Double(mixed / 37) * 0.97 - 3.3)
        }
      }
      guard let polygon = Polygon(rings: rings) else { continue }
      let pixels = (0..<23 * 19).map { UInt8(isInside($0 % 23, $0 / 23, rings) ? 1 : 0) }
      #expect(Mask(filling: polygon, in: size) == Mask(size: size, pixels: pixels), "seed \(seed)")
    }
  }

  @Test("A ring within a ring is a hole")
  func hole() throws {
    let size = try #require(ImageSize(width: 10, height: 10))
    let polygon = try #require(Polygon(rings: [square(1, 1, 9, 9), square(3, 3, 6, 6)]))
    let mask = try #require(Mask(filling: polygon, in: size))
    #expect(mask.area == 64 - 9)
    #expect(!mask.contains(x: 4, y: 4))
    #expect(mask.contains(x: 2, y: 4))
    #expect(polygon.bounds == Box(left: 1, top: 1, right: 9, bottom: 9))
  }

  @Test("Polygons that share an edge share no pixel and leave none out")
  func sharedEdge() throws {
    let size = try #require(ImageSize(width: 20, height: 20))
    let left = try #require(Polygon(points([(0, 0), (7.3, 0), (12.9, 20), (0, 20)])))
    let right = try #require(Polygon(points([(7.3, 0), (20, 0), (20, 20), (12.9, 20)])))
    let masks = [
      try #require(Mask(filling: left, in: size)), try #require(Mask(filling: right, in: size)),
    ]
    #expect(masks[0].intersection(masks[1]) == nil)
    #expect(masks[0].union(masks[1])?.area == 400)
  }

  @Test("What lies outside the image is cut off, huge numbers too")
  func outside() throws {
    let size = try #require(ImageSize(width: 8, height: 6))
    let everywhere = try #require(Polygon(square(-1e300, -1e308, 1e300, 1e308)))
    #expect(Mask(filling: everywhere, in: size)?.area == 48)
    let beside = try #require(Polygon(square(9, 0, 12, 6)))
    #expect(Mask(filling: beside, in: size) == nil)
    let sliver = try #require(Polygon(square(1.6, 1, 2.4, 5)))
    #expect(Mask(filling: sliver, in: size) == nil)
  }

  @Test("A box covers the pixels whose centres it holds")
  func box() throws {
    let size = try #require(ImageSize(width: 8, height: 6))
    let box = try box(1.4, 0.5, 3.6, 2.5)
    let mask = try #require(Mask(covering: box, in: size))
    #expect(mask.bounds == Box(left: 1, top: 0, right: 4, bottom: 2))
    #expect(mask == Mask(filling: try #require(Polygon(square(1.4, 0.5, 3.6, 2.5))), in: size))
    #expect(Mask(covering: try self.box(8, 0, 9, 2), in: size) == nil)
  }

  @Test("What encloses no area is refused, from files too")
  func refusals() throws {
    #expect(Polygon(rings: []) == nil)
    #expect(Polygon(points([(0, 0), (1, 1)])) == nil)
    #expect(Polygon(points([(0, 2), (4, 2), (9, 2)])) == nil)
    #expect(Polygon(points([(0, 0), (1, .nan), (3, 3)])) == nil)
    let polygon = try #require(Polygon(square(0, 0, 2, 2)))
    let data = try JSONEncoder().encode(polygon)
    #expect(try JSONDecoder().decode(Polygon.self, from: data) == polygon)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Polygon.self, from: Data(#"{"rings":[[]]}"#.utf8))
    }
  }

  private func box(
    _ left: Double, _ top: Double, _ right: Double, _ bottom: Double
  ) throws -> Box {
    try #require(Box(left: left, top: top, right: right, bottom: bottom))
  }
}
