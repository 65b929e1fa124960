import AnnotationModel
import Consolidation
import KnownProblems
import Testing

@Suite("Box consolidation")
struct BoxConsolidationTests {
  @Test(
    "Edges are medians, the class is the majority's, and contributors are named",
    arguments: BoxConsolidation.Method.allCases)
  func threeAnnotators(method: BoxConsolidation.Method) throws {
    let task = BoxTask(answers: [
      BoxAnswer(annotator: 0, boxes: [try labeled(10, 10, 50, 50, 1)]),
      BoxAnswer(
        annotator: 1, boxes: [try labeled(80, 80, 95, 95, 0), try labeled(12, 9, 51, 53, 1)]),
      BoxAnswer(annotator: 3, boxes: [try labeled(11, 20, 58, 51, 0)]),
    ])
    let result = try BoxConsolidation.run(
      images: [task], annotatorCount: 4, classCount: 2, method: method)
    let box = try #require(result.images[0].first)
    #expect(result.images[0].count == 1)
    #expect(box.box == Box(left: 11, top: 10, right: 51, bottom: 51))
    #expect((box.classIndex, box.majorityClass, box.support) == (1, 1, 3))
    #expect(!box.isTied)
    #expect(box.contributors.map(\.annotator) == [0, 1, 3])
    #expect(box.contributors.map(\.boxIndex) == [0, 1, 0])
    #expect(abs(box.classPosterior.reduce(0, +) - 1) < 1e-12)
    #expect(result.rejected[0].map(\.contributors.count) == [1])
    #expect(result.converged)
    let confidence = try #require(box.confidence)
    #expect((0.3...0.99).contains(confidence.value))
  }

  @Test("A vote gives its shares, and its reports count hits, misses and names")
  func majorityReport() throws {
    let task = BoxTask(answers: [
      BoxAnswer(annotator: 0, boxes: [try labeled(0, 0, 10, 10, 1)]),
      BoxAnswer(
        annotator: 1, boxes: [try labeled(0, 0, 10, 10, 0), try labeled(30, 0, 40, 10, 0)]),
      BoxAnswer(annotator: 2, boxes: []),
      BoxAnswer(annotator: 3, boxes: [try labeled(0, 0, 10, 10, 1)]),
    ])
    let result = try BoxConsolidation.run(
      images: [task], annotatorCount: 5, classCount: 2, method: .majorityVote)
    let box = try #require(result.images[0].first)
    #expect(box.existence == 0.75)
    expectClose(box.classPosterior, [1.0 / 3, 2.0 / 3], within: 1e-12)
    #expect(abs((box.confidence?.value ?? 0) - 0.5) < 1e-12)
    let reports = result.annotators
    #expect(reports.map(\.images) == [1, 1, 1, 1, 0])
    #expect(reports.map(\.drawn) == [1, 2, 0, 1, 0])
    #expect(reports.map(\.found) == [1, 1, 0, 1, 0])
    #expect(reports.map(\.missed) == [0, 0, 1, 0, 0])
    #expect(reports.map(\.rightlyLabeled) == [1, 0, 0, 1, 0])
    #expect(reports[1].precision == 0.5)
    #expect(reports[2].precision == nil)
    #expect(reports[2].recall == 0)
    #expect(reports[4].recall == nil)
    #expect(reports[0].meanOverlap == 1)
    #expect(!reports.contains { $0.confusion != nil })
  }

  @Test(
    "One annotator's boxes are kept with an unknown confidence",
    arguments: BoxConsolidation.Method.allCases)
  func alone(method: BoxConsolidation.Method) throws {
    let boxes = [try labeled(20, 5, 30, 10, 0), try labeled(0, 5, 10, 10, 1)]
    let result = try BoxConsolidation.run(
      images: [BoxTask(answers: [BoxAnswer(annotator: 0, boxes: boxes)])], annotatorCount: 1,
      classCount: 2, method: method)
    #expect(result.images[0].map(\.box) == [boxes[1].box, boxes[0].box])
    #expect(result.images[0].map(\.classIndex) == [1, 0])
    #expect(result.images[0].map(\.confidence) == [nil, nil])
  }

  @Test("Who answered with nothing counts against an object")
  func emptyAnswers() throws {
    let box = try labeled(0, 0, 10, 10, 0)
    let task = BoxTask(answers: [
      BoxAnswer(annotator: 0, boxes: [box]), BoxAnswer(annotator: 1, boxes: []),
      BoxAnswer(annotator: 2, boxes: []),
    ])
    for method in BoxConsolidation.Method.allCases {
      let result = try BoxConsolidation.run(
        images: [task, BoxTask(answers: [])], annotatorCount: 3, classCount: 1, method: method)
      #expect(result.images.map(\.count) == [0, 0])
      #expect(result.rejected.map(\.count) == [1, 0])
    }
  }

  @Test("A careless annotator loses a draw that a vote cannot decide")
  func carelessAnnotator() throws {
    // Annotators 0 and 1 agree on 30 images, annotator 2 names everything at random; on the last
    // image only 1 and 2 answered and differ.
    var images: [BoxTask] = []
    for index in 0..<30 {
      let box = { try labeled(0, 0, 10, 10, $0) }
      images.append(
        BoxTask(answers: [
          BoxAnswer(annotator: 0, boxes: [try box(index % 2)]),
          BoxAnswer(annotator: 1, boxes: [try box(index % 2)]),
          BoxAnswer(annotator: 2, boxes: [try box(index / 2 % 2)]),
        ]))
    }
    images.append(
      BoxTask(answers: [
        BoxAnswer(annotator: 1, boxes: [try labeled(0, 0, 10, 10, 1)]),
        BoxAnswer(annotator: 2, boxes: [try labeled(0, 0, 10, 10, 0)]),
      ]))
    let model = try BoxConsolidation.run(
      images: images, annotatorCount: 3, classCount: 2, method: .dawidSkene)
    let vote = try BoxConsolidation.run(
      images: images, annotatorCount: 3, classCount: 2, method: .majorityVote)
    #expect(vote.images[30].map(\.classIndex) == [0])
    #expect(vote.images[30].map(\.isTied) == [true])
    #expect(model.images[30].map(\.classIndex) == [1])
    #expect(model.images[30].map(\.isTied) == [false])
    let skills = model.annotators.compactMap(\.skill)
    #expect(skills.count == 3)
    #expect(skills[0] > 0.9 && skills[1] > 0.9 && skills[2] < 0.7)
  }

  @Test("Gold teaches the model whom to believe")
  func gold() throws {
    // Two annotators swap the classes, one is right: without gold the two win.
    func task(_ truth: Int, known: Bool) throws -> BoxTask {
      let wrong = try labeled(0, 0, 10, 10, 1 - truth)
      let right = try labeled(0, 0, 10, 10, truth)
      return BoxTask(
        answers: [
          BoxAnswer(annotator: 0, boxes: [wrong]), BoxAnswer(annotator: 1, boxes: [wrong]),
          BoxAnswer(annotator: 2, boxes: [right]),
        ], gold: known ? [right] : nil)
    }
    let blind = try BoxConsolidation.run(
      images: (0..<20).map { try task($0 % 2, known: false) }, annotatorCount: 3, classCount: 2,
      method: .dawidSkene)
    #expect(blind.images[15].map(\.classIndex) == [0])
    let taught = try BoxConsolidation.run(
      images: (0..<20).map { try task($0 % 2, known: $0 < 10) }, annotatorCount: 3, classCount: 2,
      method: .dawidSkene)
    #expect(taught.images[15].map(\.classIndex) == [1])
    #expect(taught.images[15].map(\.majorityClass) == [0])
    #expect(taught.annotators[0].confusion?.looksReversed == true)
  }

  @Test("The order of images and answers changes nothing but their places")
  func order() throws {
    let plan = RandomScenes.Plan(description: "order", imageCount: 20)
    let tasks = RandomScenes(plan: plan, seed: 3).tasks
    let mirrored = tasks.reversed().map { BoxTask(answers: $0.answers.reversed()) }
    for method in BoxConsolidation.Method.allCases {
      let first = try BoxConsolidation.run(
        images: tasks, annotatorCount: 20, classCount: 4, method: method)
      let again = try BoxConsolidation.run(
        images: tasks, annotatorCount: 20, classCount: 4, method: method)
      let second = try BoxConsolidation.run(
        images: mirrored, annotatorCount: 20, classCount: 4, method: method)
      #expect(first == again)
      for (there, back) in zip(first.images, second.images.reversed()) {
        // Sums over the images are taken in their order, which moves the last digit.
        for edge in [\Box.left, \.top, \.right, \.bottom] {
          expectClose(
            there.map { $0.box[keyPath: edge] }, back.map { $0.box[keyPath: edge] }, within: 1e-9)
        }
        #expect(there.map(\.classIndex) == back.map(\.classIndex))
        #expect(there.map(\.contributors) == back.map(\.contributors))
        expectClose(there.map(\.existence), back.map(\.existence), within: 1e-9)
      }
    }
  }

  @Test("What makes no sense is refused by name")
  func refusals() throws {
    let box = try labeled(0, 0, 10, 10, 2)
    let twice = [BoxAnswer(annotator: 1, boxes: []), BoxAnswer(annotator: 1, boxes: [box])]
    func run(_ answers: [BoxAnswer], threshold: Double = 0.4) throws(ConsolidationError) {
      _ = try BoxConsolidation.run(
        images: [BoxTask(answers: answers)], annotatorCount: 2, classCount: 2,
        method: .dawidSkene, options: .init(overlapThreshold: threshold))
    }
    #expect(throws: ConsolidationError.repeatedAnswer(image: 0, annotator: 1)) { try run(twice) }
    #expect(throws: ConsolidationError.indexOutOfRange(what: "class", index: 2, count: 2)) {
      try run([BoxAnswer(annotator: 0, boxes: [box])])
    }
    #expect(throws: ConsolidationError.indexOutOfRange(what: "annotator", index: 2, count: 2)) {
      try run([BoxAnswer(annotator: 2, boxes: [])])
    }
    for threshold in [0, 1.01, .nan] {
      #expect(throws: ConsolidationError.self) { try run([], threshold: threshold) }
    }
    #expect(throws: ConsolidationError.noClasses) {
      try BoxConsolidation.run(
        images: [], annotatorCount: 0, classCount: 0, method: .majorityVote)
    }
  }
}
