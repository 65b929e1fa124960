import AnnotationModel
import Testing

@Suite("Box and EXIF orientation")
struct BoxOrientationTests {
  /// A box near the corner at row 0 and column 0 of the stored pixels, 30 by 10, in 200 by 100.
  private static let corners: [(orientation: Int, upright: [Double])] = [
    (1, [0, 0, 30, 10]), (2, [170, 0, 200, 10]), (3, [170, 90, 200, 100]), (4, [0, 90, 30, 100]),
    (5, [0, 0, 10, 30]), (6, [90, 0, 100, 30]), (7, [90, 170, 100, 200]), (8, [0, 170, 10, 200]),
  ]

  @Test("The stored corner goes where EXIF says", arguments: corners)
  func corner(orientation: Int, expected: [Double]) throws {
    let stored = try #require(ImageSize(width: 200, height: 100))
    let upright = orientation >= 5 ? stored.transposed : stored
    let turned = try box(0, 0, 30, 10).upright(fromStored: orientation, in: upright)
    #expect([turned.left, turned.top, turned.right, turned.bottom] == expected)
  }

  @Test("There and back is the same box", arguments: 1...8)
  func roundTrip(orientation: Int) throws {
    let upright = try #require(ImageSize(width: 640, height: 480))
    let original = try box(12, 34, 200, 99)
    let stored = original.stored(fromUpright: orientation, in: upright)
    #expect(stored.upright(fromStored: orientation, in: upright) == original)
  }
}
