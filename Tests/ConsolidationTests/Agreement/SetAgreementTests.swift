import AnnotationModel
import Consolidation
import Testing

@Suite("Agreement about sets of labels")
struct LabelSetAgreementTests {
  private typealias Answer = MultiLabelConsolidation.Answer

  @Test("One label is Krippendorff's alpha of two classes, against the published figure")
  func alpha() throws {
    // The binary example of two annotators and ten items: 1 and 2 stand for no and yes.
    let rows = [[1, 2, 1, 1, 1, 1, 1, 1, 2, 1], [2, 2, 2, 1, 1, 2, 1, 1, 1, 1]]
    let answers = rows.enumerated().flatMap { worker, choices in
      choices.enumerated().map {
        Answer(item: $0.offset, worker: worker, labels: $0.element == 2 ? [0] : [])
      }
    }
    let agreement = LabelSetAgreement(
      answers, itemCount: 10, workerCount: 2, labelCount: 1, bootstrap: Bootstrap(samples: 50))
    let value = try #require(agreement.alpha.value)
    #expect(abs(value - 0.09523809523809534) < 1e-12)
    #expect(agreement.labels[0].alpha.value == value && agreement.labels[0].answers == 6)
    #expect(agreement.alpha.interval != nil)
  }

  @Test("Sets overlap by what they share; two empty ones are equal")
  func overlap() {
    let answers = [
      Answer(item: 0, worker: 0, labels: [0, 1]), Answer(item: 0, worker: 1, labels: [1, 2]),
      Answer(item: 1, worker: 0, labels: []), Answer(item: 1, worker: 2, labels: []),
    ]
    let agreement = LabelSetAgreement(answers, itemCount: 2, workerCount: 3, labelCount: 3)
    let third = 1.0 / 3
    let expected = (third + 1) / 2
    #expect(agreement.overall.meanOverlap.value == expected)
    #expect(agreement.pairs.map(\.second) == [1, 2])
    let pairs = agreement.pairs.compactMap(\.figures.meanOverlap.value)
    #expect(pairs == [third, 1])
    #expect(agreement.annotators.map(\.comparisons) == [2, 1, 1])
  }

  @Test("What was suggested and left so counts in no comparison")
  func unasked() {
    let answers = [
      Answer(item: 0, worker: 0, labels: [0, 1]),
      Answer(item: 0, worker: 1, labels: [0, 2], unasked: [0, 1]),
      Answer(item: 1, worker: 0, labels: [0]),
      Answer(item: 1, worker: 1, labels: [0], unasked: [0, 1, 2]),
    ]
    let agreement = LabelSetAgreement(answers, itemCount: 2, workerCount: 2, labelCount: 3)
    // Only the third label of the first item is comparable, and there they differ.
    #expect(agreement.overall.meanOverlap.value == 0)
    #expect(agreement.overall.comparisons == 1)
    #expect(agreement.labels.map(\.answers) == [2, 1, 1])
  }

  @Test("A label that was suggested and left so is no answer to its question")
  func consolidation() throws {
    let answers = [
      Answer(item: 0, worker: 0, labels: []), Answer(item: 0, worker: 1, labels: [0], unasked: [0]),
    ]
    let found = try MultiLabelConsolidation.run(
      answers, itemCount: 1, workerCount: 2, labelCount: 1, method: .majorityVote)
    #expect(found.labels(of: 0) == [])
    #expect(found.questions[0].consensus.support == [1])
  }
}

@Suite("Agreement about masks")
struct MaskAgreementTests {
  private func mask(_ columns: Range<Int>) throws -> Mask {
    let size = try #require(ImageSize(width: 40, height: 10))
    let box = try #require(
      Box(
        left: Double(columns.lowerBound), top: 0, right: Double(columns.upperBound), bottom: 10))
    return try #require(Mask(covering: box, in: size))
  }

  private func task(_ answers: [[(Range<Int>, Int)]]) throws -> MaskTask {
    MaskTask(
      size: try #require(ImageSize(width: 40, height: 10)),
      answers: try answers.enumerated().map { annotator, masks in
        MaskAnswer(
          annotator: annotator,
          masks: try masks.map { LabeledMask(mask: try mask($0.0), classIndex: $0.1) })
      })
  }

  @Test("The mean overlap over pairs and classes; a class that one left out counts 0")
  func figures() throws {
    let agreement = MaskAgreement(
      [
        try task([[(0..<10, 0), (20..<30, 1)], [(0..<5, 0), (5..<10, 0)], [(5..<15, 0)]]),
        try task([[], []]),
      ], annotatorCount: 3, classCount: 2, bootstrap: Bootstrap(samples: 20))
    // Class 0: equal (two masks are one surface), a third, a third; class 1: twice left out.
    let expected = (1 + 2.0 / 3) / 5
    let overlap = try #require(agreement.overall.meanOverlap.value)
    #expect(abs(overlap - expected) < 1e-12)
    #expect(agreement.overall.comparisons == 5)
    #expect(agreement.labels.map(\.comparisons) == [3, 2])
    #expect(agreement.labels[1].meanOverlap.value == 0)
    #expect(
      agreement.pairs.map(\.first) == [0, 0, 1] && agreement.pairs.map(\.second) == [1, 2, 2])
    #expect(agreement.pairs[0].figures.meanOverlap.value == 0.5)
    #expect(agreement.annotators.map(\.comparisons) == [4, 3, 3])
  }

  @Test("Where nobody marked anything there is no figure")
  func nothing() throws {
    let agreement = MaskAgreement(
      [try task([[], []])], annotatorCount: 2, classCount: 1)
    #expect(agreement.overall.meanOverlap.value == nil && agreement.overall.comparisons == 0)
  }
}
