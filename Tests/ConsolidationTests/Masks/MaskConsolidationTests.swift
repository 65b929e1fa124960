import AnnotationModel
import Consolidation
import Testing

@Suite("Consolidation of masks")
struct MaskConsolidationTests {
  private let size = ImageSize(width: 40, height: 30)

  private func mask(_ columns: Range<Int>, _ rows: Range<Int>) throws -> Mask {
    let box = try #require(
      Box(
        left: Double(columns.lowerBound), top: Double(rows.lowerBound),
        right: Double(columns.upperBound), bottom: Double(rows.upperBound)))
    let size = try #require(size)
    return try #require(Mask(covering: box, in: size))
  }

  private func answer(_ annotator: Int, _ masks: [(Mask, Int)]) -> MaskAnswer {
    MaskAnswer(
      annotator: annotator, masks: masks.map { LabeledMask(mask: $0.0, classIndex: $0.1) })
  }

  @Test(
    "Things are matched across annotators and keep the class of most",
    arguments: MaskConsolidation.Method.allCases)
  func things(method: MaskConsolidation.Method) throws {
    let task = MaskTask(
      size: try #require(size),
      answers: [
        answer(0, [(try mask(2..<12, 2..<12), 0), (try mask(20..<34, 10..<24), 1)]),
        answer(1, [(try mask(20..<33, 10..<24), 1), (try mask(3..<12, 2..<12), 1)]),
        answer(2, [(try mask(2..<12, 3..<12), 0), (try mask(20..<34, 11..<24), 1)]),
        answer(3, [(try mask(20..<34, 10..<24), 1), (try mask(30..<38, 1..<6), 0)]),
      ])
    let results = try MaskConsolidation.run(
      [task], annotatorCount: 4, classCount: 2, method: method, subject: .things(overlap: 0.3))
    let masks = results[0].masks
    #expect(masks.map(\.classIndex) == [0, 1] || method == .staple || method == .pooledDawidSkene)
    let small = try #require(masks.first { $0.contributors == [0, 1, 2] })
    let large = try #require(masks.first { $0.contributors == [0, 1, 2, 3] })
    #expect((small.classIndex, large.classIndex) == (0, 1))
    #expect(large.mask.intersectionOverUnion(try mask(20..<34, 10..<24)) > 0.9)
    #expect(large.meanOverlap > 0.9)
    #expect(large.confidence?.value ?? 0 > small.confidence?.value ?? 1)
    #expect(results[0].disagreement.amount > 0)
  }

  @Test(
    "One class per pixel, and one mask per class, of surfaces",
    arguments: MaskConsolidation.Method.allCases)
  func surfaces(method: MaskConsolidation.Method) throws {
    let answers = try (0..<3).map { annotator in
      answer(
        annotator,
        [
          (try mask(0..<20, 0..<30), 0), (try mask(20..<30 + annotator, 0..<30), 1),
          (try mask(35..<40, 0..<30), 1),
        ])
    }
    let results = try MaskConsolidation.run(
      [MaskTask(size: try #require(size), answers: answers)], annotatorCount: 3, classCount: 3,
      method: method, subject: .surfaces)
    #expect(results[0].masks.map(\.classIndex) == [0, 1])
    #expect(results[0].masks[0].mask == (try mask(0..<20, 0..<30)))
    #expect(results[0].masks[1].mask.contains(x: 30, y: 4))
    #expect(results[0].masks[1].mask.contains(x: 37, y: 4))
    #expect(results[0].confidence?.value ?? 0 > 0.9)
  }

  @Test("The map shows where and how much annotators disagree")
  func disagreement() throws {
    let answers = [
      answer(0, [(try mask(0..<10, 0..<10), 0)]), answer(1, [(try mask(0..<20, 0..<10), 0)]),
      answer(2, [(try mask(0..<20, 0..<10), 0)]), answer(3, [(try mask(0..<20, 0..<5), 0)]),
    ]
    let map = try MaskConsolidation.run(
      [MaskTask(size: try #require(size), answers: answers)], annotatorCount: 4, classCount: 1,
      subject: .surfaces)[0].disagreement
    #expect(map.levels[0] == 0)
    #expect(map.levels[15] == 128)
    #expect(map.levels[5 * 40] == 128)
    #expect(map.levels[5 * 40 + 15] == 255)
    #expect(map.levels[12 * 40] == 0)
    #expect(abs(map.amount - (100 * 0.5 + 50 * 1) / 1200) < 1e-12)
  }

  @Test("One annotator's mask stands, without a confidence")
  func alone() throws {
    let own = try mask(4..<20, 4..<20)
    let task = MaskTask(size: try #require(size), answers: [answer(0, [(own, 0)])])
    let result = try MaskConsolidation.run(
      [task], annotatorCount: 1, classCount: 1, method: .majorityVote, subject: .surfaces)[0]
    #expect(result.masks.map(\.mask) == [own])
    #expect(result.confidence == nil)
    #expect(result.masks[0].confidence == nil)
    #expect(result.disagreement.runs.isEmpty)
  }

  @Test("What makes no sense is refused by name")
  func refusals() throws {
    let size = try #require(size)
    let own = try mask(4..<20, 4..<20)
    func run(_ answers: [MaskAnswer], _ size: ImageSize) throws(ConsolidationError) {
      _ = try MaskConsolidation.run(
        [MaskTask(size: size, answers: answers)], annotatorCount: 2, classCount: 1,
        subject: .surfaces)
    }
    #expect(throws: ConsolidationError.repeatedAnswer(image: 0, annotator: 1)) {
      try run([answer(1, []), answer(1, [])], size)
    }
    #expect(throws: ConsolidationError.indexOutOfRange(what: "annotator", index: 2, count: 2)) {
      try run([answer(2, [])], size)
    }
    #expect(throws: ConsolidationError.indexOutOfRange(what: "class", index: 1, count: 1)) {
      try run([answer(0, [(own, 1)])], size)
    }
    #expect(throws: ConsolidationError.sizesDiffer(image: 0)) {
      try run([answer(0, [(own, 0)])], size.transposed)
    }
  }
}
