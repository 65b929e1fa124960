import AnnotationModel
import Testing

@Suite("Pixel box")
struct PixelBoxTests {
  private func rounded(
    _ left: Double, _ top: Double, _ right: Double, _ bottom: Double
  ) throws -> [Int] {
    let size = try #require(ImageSize(width: 100, height: 60))
    let pixels = PixelBox(rounding: try box(left, top, right, bottom), in: size)
    return [pixels.left, pixels.top, pixels.width, pixels.height]
  }

  @Test("Edges are rounded, not widths")
  func edges() throws {
    #expect(try rounded(10.4, 10.6, 20.6, 20.4) == [10, 11, 11, 9])
    // 9.2 wide each: rounding widths would give 9 and leave a gap or an overlap.
    #expect(try rounded(0.4, 0, 9.6, 5) == [0, 0, 10, 5])
    #expect(try rounded(9.6, 0, 18.8, 5) == [10, 0, 9, 5])
  }

  @Test("Boxes that share an edge still share it")
  func sharedEdge() throws {
    for step in 0..<40 {
      let edge = 20 + Double(step) / 10
      let first = try rounded(3.3, 0, edge, 5)
      let second = try rounded(edge, 0, 40.7, 5)
      #expect(first[0] + first[2] == second[0])
    }
  }

  @Test("Edges stay in the image")
  func clamped() throws {
    #expect(try rounded(-20, -3.5, 140, 70) == [0, 0, 100, 60])
    #expect(try rounded(1e300, 0, 1.1e300, 5) == [99, 0, 1, 5])
    #expect(try rounded(-9, -9, -5, -5) == [0, 0, 1, 1])
    #expect(try rounded(-1e300, -1e300, 1e300, 1e300) == [0, 0, 100, 60])
  }

  @Test("A sliver becomes one pixel inside the image")
  func sliver() throws {
    #expect(try rounded(10.1, 10.1, 10.2, 10.3) == [10, 10, 1, 1])
    #expect(try rounded(99.8, 59.7, 99.9, 59.9) == [99, 59, 1, 1])
  }
}
