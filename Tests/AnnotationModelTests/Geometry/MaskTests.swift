import AnnotationModel
import Foundation
import Testing

@Suite("Mask")
struct MaskTests {
  private func size(_ width: Int, _ height: Int) throws -> ImageSize {
    try #require(ImageSize(width: width, height: height))
  }

  /// Pixels of a small image that look random and are the same on every run.
  private func pixels(_ seed: Int, count: Int) -> [UInt8] {
    (0..<count).map { ($0 * $0 * 7 + $0 * seed + seed * seed) % 11 < 5 ? 1 : 0 }
  }

  @Test("Runs go over the ends of rows and equal sets are equal values")
  func runs() throws {
    let size = try size(4, 3)
    let mask = try #require(Mask(size: size, pixels: [0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1]))
    #expect(Array(mask.runs) == [2..<5, 11..<12])
    #expect(mask.area == 4)
    #expect(mask.bounds == Box(left: 0, top: 0, right: 4, bottom: 3))
    #expect(mask.spans.map(\.row) == [0, 1, 2])
    #expect(mask.spans.map(\.columns) == [2..<4, 0..<1, 3..<4])
    #expect(mask == Mask(size: size, runs: [2..<3, 3..<5, 11..<12]))
    #expect(mask.pixels(inside: 9) == [0, 0, 9, 9, 9, 0, 0, 0, 0, 0, 0, 9])
  }

  @Test("What is no mask is refused")
  func refusals() throws {
    let size = try size(4, 3)
    #expect(Mask(size: size, runs: []) == nil)
    #expect(Mask(size: size, runs: [3..<3]) == nil)
    #expect(Mask(size: size, runs: [3..<5, 4..<6]) == nil)
    #expect(Mask(size: size, runs: [5..<6, 1..<2]) == nil)
    #expect(Mask(size: size, runs: [10..<13]) == nil)
    #expect(Mask(size: size, runs: [-1..<2]) == nil)
    #expect(Mask(size: size, pixels: [1, 1]) == nil)
    #expect(Mask(size: size, pixels: [UInt8](repeating: 0, count: 12)) == nil)
  }

  @Test("Set operations agree with pixel by pixel, for many pairs")
  func sets() throws {
    let size = try size(7, 5)
    for (first, second) in (1..<12).flatMap({ a in (1..<12).map { (a, $0) } }) {
      let (left, right) = (pixels(first, count: 35), pixels(second, count: 35))
      let (a, b) = (Mask(size: size, pixels: left), Mask(size: size, pixels: right))
      guard let a, let b else { continue }
      func expected(_ keep: (Bool, Bool) -> Bool) -> Mask? {
        Mask(size: size, pixels: zip(left, right).map { keep($0 != 0, $1 != 0) ? 1 : 0 })
      }
      #expect(a.union(b) == expected { $0 || $1 })
      #expect(a.intersection(b) == expected { $0 && $1 })
      #expect(a.subtracting(b) == expected { $0 && !$1 })
      #expect(a.symmetricDifference(b) == expected { $0 != $1 })
      let shared = expected { $0 && $1 }?.area ?? 0
      #expect(a.intersectionArea(b) == shared)
      let either = try #require(a.union(b)).area
      #expect(a.intersectionOverUnion(b) == Double(shared) / Double(either))
      #expect((0..<35).allSatisfy { a.contains(x: $0 % 7, y: $0 / 7) == (left[$0] != 0) })
    }
  }

  @Test("Masks of images of different sizes have nothing in common")
  func sizes() throws {
    let first = try #require(Mask(size: size(4, 3), runs: [0..<12]))
    let second = try #require(Mask(size: size(3, 4), runs: [0..<12]))
    #expect(first.union(second) == nil)
    #expect(first.intersectionOverUnion(second) == 0)
    #expect(!first.contains(x: 4, y: 0))
    #expect(!first.contains(x: -1, y: 1))
  }

  @Test("Coding gives the same mask back and refuses what is none")
  func coding() throws {
    let mask = try #require(Mask(size: size(9, 9), runs: [3..<8, 20..<50]))
    let data = try JSONEncoder().encode(mask)
    #expect(try JSONDecoder().decode(Mask.self, from: data) == mask)
    for text in [
      #"{"size":{"width":0,"height":3},"boundaries":[0,1]}"#,
      #"{"size":{"width":3,"height":3},"boundaries":[0,10]}"#,
      #"{"size":{"width":3,"height":3},"boundaries":[-1,2]}"#,
      #"{"size":{"width":3,"height":3},"boundaries":[2,1]}"#,
      #"{"size":{"width":3,"height":3},"boundaries":[1,2,3]}"#,
      #"{"size":{"width":3,"height":3},"boundaries":[]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(Mask.self, from: Data(text.utf8))
      }
    }
  }
}
