import AnnotationModel
import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Fusion of masks")
struct MaskFusionTests {
  private func size(_ width: Int, _ height: Int) throws -> ImageSize {
    try #require(ImageSize(width: width, height: height))
  }

  private func mask(
    _ size: ImageSize, _ columns: Range<Int>, _ rows: Range<Int>, without: [(Int, Int)] = []
  ) throws -> Mask {
    var pixels = [UInt8](repeating: 0, count: size.width * size.height)
    for row in rows { for column in columns { pixels[row * size.width + column] = 1 } }
    for (column, row) in without { pixels[row * size.width + column] = 0 }
    return try #require(Mask(size: size, pixels: pixels))
  }

  @Test("STAPLE of three small masks gives the sensitivities of ITK")
  func staple() throws {
    let size = try size(4, 4)
    let masks = [
      try mask(size, 1..<3, 1..<3), try mask(size, 1..<4, 1..<3),
      try mask(size, 1..<3, 1..<3, without: [(2, 2)]),
    ]
    let fit = try Staple.fit(masks, size: size)
    #expect(fit.converged)
    #expect(fit.mask == masks[0])
    expectClose(fit.sensitivity, [1, 1, 0.75], within: 1e-5)
    expectClose(fit.specificity, [1, 0.833333, 1], within: 1e-5)
  }

  @Test("A bare vote asks for more than half, those who marked nothing included")
  func majority() throws {
    let size = try size(6, 5)
    let wide = try mask(size, 0..<6, 1..<3)
    let narrow = try mask(size, 2..<4, 1..<3)
    #expect(MaskVote.majority([wide, narrow], annotators: 3, size: size) == narrow)
    #expect(MaskVote.majority([wide, narrow], annotators: 4, size: size) == nil)
    #expect(MaskVote.majority([wide], annotators: 1, size: size) == wide)
  }

  /// The smoothed vote written for being obvious.
  private func slowly(_ masks: [Mask], annotators: Int, size: ImageSize) -> Mask? {
    let weights = [4, 15, 26, 15, 4]
    let pixels = (0..<size.width * size.height).map { index -> UInt8 in
      var sum = 0
      for down in -2...2 {
        for across in -2...2 {
          let x = min(max(index % size.width + across, 0), size.width - 1)
          let y = min(max(index / size.width + down, 0), size.height - 1)
          let votes = masks.count { $0.contains(x: x, y: y) }
          sum += weights[down + 2] * weights[across + 2] * votes
        }
      }
      return 2 * sum > annotators * 4096 ? 1 : 0
    }
    return Mask(size: size, pixels: pixels)
  }

  @Test("The smoothed vote is that of a plain double loop", arguments: 0..<12 as Range<UInt64>)
  func smoothed(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let size = try size(random.integer(1...23), random.integer(1...17))
    let masks = (0..<random.integer(1...6)).compactMap { _ in
      let threshold = random.unit()
      return Mask(
        size: size,
        pixels: (0..<size.width * size.height).map { _ in random.chance(threshold) ? 1 : 0 })
    }
    for annotators in masks.count...masks.count + 1 {
      #expect(
        MaskVote.smoothed(masks, annotators: annotators, size: size)
          == slowly(masks, annotators: annotators, size: size))
    }
  }

  @Test("Classes share the pixels among them, ties go to the background")
  func labels() throws {
    let size = try size(30, 12)
    let left = try mask(size, 0..<16, 0..<12)
    let right = try mask(size, 14..<30, 0..<12)
    let fused = MaskVote.labels([[left, left], [right]], annotators: 3, size: size)
    let first = try #require(fused[0])
    #expect(first.contains(x: 5, y: 5))
    #expect(fused[1] == nil)
    let both = MaskVote.labels([[left, left], [right, right]], annotators: 2, size: size)
    let masks = [try #require(both[0]), try #require(both[1])]
    #expect(masks[0].intersection(masks[1]) == nil)
    #expect(masks[0].area + masks[1].area >= 28 * 12)
  }

  @Test("Annotators known from many images are weighed, and the objective never falls")
  func pooled() throws {
    var random = SeededGenerator(seed: 3)
    let size = try size(60, 40)
    var images: [PooledMasks.Image] = []
    var truths: [Mask] = []
    for _ in 0..<30 {
      let left = random.integer(5...20)
      let top = random.integer(5...12)
      let truth = try mask(size, left..<left + 25, top..<top + 18)
      truths.append(truth)
      // Two careful annotators and three who miss both sides by far.
      let masks = try (0..<5).map { annotator in
        let miss = annotator < 2 ? 1 : 7
        let (first, last) = (random.integer(-miss...miss), random.integer(-miss...miss))
        return VoteOfMask(
          annotator: annotator,
          mask: try mask(
            size, max(0, left + first)..<left + 25 + last, top..<top + 18))
      }
      images.append(PooledMasks.Image(size: size, masks: masks))
    }
    let fit = try PooledMasks.fit(images, annotatorCount: 5)
    for (before, after) in zip(fit.objective, fit.objective.dropFirst()) {
      #expect(after >= before - 1e-9 * abs(before))
    }
    func meanOverlap(_ masks: [Mask?]) -> Double {
      zip(masks, truths).reduce(0) { $0 + ($1.0?.intersectionOverUnion($1.1) ?? 0) } / 30
    }
    let votes = images.map { image in
      MaskVote.majority(image.masks.compactMap(\.mask), annotators: 5, size: size)
    }
    #expect(meanOverlap(fit.masks) > meanOverlap(votes) + 0.01)
    let skills = zip(fit.sensitivity, fit.specificity).map { $0 + $1 }
    #expect(skills[..<2].min() ?? 0 > skills[2...].max() ?? 2)
  }
}
