import AnnotationModel
import Store
import Testing

@Suite("The review queue")
struct ReviewTests {
  @Test("Images come by their worst box against its label's threshold, unmeasured and empty last")
  func order() throws {
    let project = try TestProject(images: 7)
    // Label 0 has no threshold (0.5 stands in), label 1 has 0.5 as well.
    try project.predict([
      [(0, 0.9)], [(0, nil)], [], [(1, 0.45), (0, 0.99)], [(0, 0.9), (1, 0.2)], [(1, nil)],
      [(0, 0.51)],
    ])
    let queue = try project.queue(1900)
    #expect(try queue.progress() == ReviewProgress(reviewed: 0, left: 7, returned: 0, gold: 0))
    var places: [Int] = []
    while let item = try queue.take() {
      places.append(item.index)
      _ = try queue.finish(item.dataObject, acceptingRest: true)
    }
    #expect(places == [4, 3, 6, 0, 1, 5, 2])
    #expect(try queue.progress().reviewed == 7 && queue.progress().left == 0)
    try HandOutTests.check(project)
  }

  @Test("Changed labels change the order of the queue, and taking the change back restores it")
  func relabelled() throws {
    let project = try TestProject(images: 3)
    try project.predict([[(0, 0.9), (2, 0.1)], [(1, 0.3)], [(0, 0.4)]])
    let lead = project.lead
    /// Where the queue begins for somebody who then gives the image back.
    func first() throws -> Int? {
      let queue = try project.queue(1900)
      let item = try queue.take()
      if let item { try queue.release(item.dataObject) }
      return item?.index
    }
    #expect(try first() == 0)
    let drop = LabelChange(job: project.job.id, label: project.job.labels[2].id, action: .drop)
    let entry = try #require(try lead.relabel([drop]).entry)
    #expect(try first() == 1)
    _ = try lead.undo(entry)
    #expect(try first() == 0)
    try HandOutTests.check(project)
  }

  @Test("Within an image boxes come by how far they are above their threshold")
  func boxes() throws {
    let project = try TestProject(images: 1)
    try project.predict([[(0, 0.8), (1, 0.3), (0, nil), (0, 0.55)]])
    let item = try #require(try project.queue(1900).take())
    #expect(item.order(labels: project.job.labels) == [2, 4, 1, 3])
    #expect(item.state == .waiting && item.nextShapeNumber == 5 && !item.canSendBack)
  }

  @Test("Decisions change the reviewer's layer only, which counts once it is finished")
  func decisions() throws {
    let project = try TestProject(images: 1)
    try project.predict([[(0, 0.8), (1, 0.3), (0, 0.4), (2, 0.6)]])
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    let shapes = item.shapes
    let label = project.job.labels[1].id
    let moved = Geometry.box(box(1, 1, 50, 50))
    let added = Shape(number: 5, label: label, geometry: moved)
    let decisions = [
      ReviewDecision.accept(shapes[0]), .reject(shapes[1], reason: "a shadow"),
      .relabel(shapes[2], as: label), .fix(shapes[3], to: moved), .add(added),
    ]
    for decision in decisions.compactMap(\.self) {
      _ = try queue.decide([decision], on: item.dataObject, activeSeconds: 1.5)
    }
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes == shapes)
    let draft = try queue.take(item.dataObject)
    #expect(draft.state == .draft && draft.shapes.map(\.number) == [1, 3, 4, 5])
    #expect(
      draft.verdicts == [1: .accepted, 2: .rejected, 3: .relabelled, 4: .fixed, 5: .added])
    #expect(draft.rejected == [shapes[1]] && draft.nextShapeNumber == 6)
    _ = try queue.finish(item.dataObject, acceptingRest: false)
    let answer = try #require(try project.lead.answers(of: project.job)[0].layer)
    #expect(answer.source == .reviewer(try project.person(1900).id))
    #expect(answer.shapes == draft.shapes && answer.activeSeconds == 7.5)
    #expect(answer.shapes[1].label == label && answer.shapes[1].confidence == nil)
    #expect(answer.shapes[0].confidence == Confidence(0.8))
    #expect(try queue.take() == nil)
    #expect(throws: StoreError.reviewed(index: 0)) {
      try queue.decide(decisions.compactMap(\.self), on: item.dataObject)
    }
    let words = try project.lead.log(limit: 6).map(\.summary)
    #expect(
      words == [
        "finished the review", "added melonpan", "fixed yakisobapan",
        "relabelled anpan as melonpan",
        "rejected melonpan: a shadow", "accepted anpan",
      ])
    try HandOutTests.check(project)
  }

  @Test("Undecided boxes keep a review open unless the rest is accepted")
  func rest() throws {
    let project = try TestProject(images: 1)
    try project.predict([[(0, 0.8), (1, 0.3)]])
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    let one = try #require(ReviewDecision.accept(item.shapes[0]))
    _ = try queue.decide([one], on: item.dataObject)
    #expect(throws: StoreError.self) { try queue.finish(item.dataObject, acceptingRest: false) }
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    let done = try queue.take(item.dataObject)
    #expect(done.state == .reviewed && done.verdicts == [1: .accepted, 2: .accepted])
  }

  @Test("A decision about something else than what is stored is refused whole")
  func outdated() throws {
    let project = try TestProject(images: 1)
    try project.predict([[(0, 0.8)]])
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    var other = item.shapes[0]
    other.geometry = .box(box(0, 0, 1, 1))
    let wrong = try #require(ReviewDecision.reject(other))
    #expect(throws: StoreError.self) { try queue.decide([wrong], on: item.dataObject) }
    var reused = item.shapes[0]
    reused = Shape(number: 1, label: reused.label, geometry: reused.geometry)
    let again = try #require(ReviewDecision.add(reused))
    #expect(throws: StoreError.self) { try queue.decide([again], on: item.dataObject) }
    #expect(throws: StoreError.self) { try queue.decide([], on: item.dataObject) }
    #expect(try queue.take(item.dataObject) == item)
  }

  @Test("Nobody finishes an answer that became another one after they were shown it")
  func unseen() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let taro = try project.submitting(1001)
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    _ = try taro.reopen(item.dataObject)
    #expect(throws: StoreError.nothingToReview(index: 0)) {
      try queue.finish(item.dataObject, acceptingRest: true)
    }
    _ = try taro.apply(
      adding(AnnotatorTests.shape(2, project.job.labels[1])), to: item.dataObject)
    _ = try taro.submit(item.dataObject)
    let refusal = #expect(throws: StoreError.self) {
      try queue.finish(item.dataObject, acceptingRest: true)
    }
    guard case .outdated(index: 0, _)? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(try queue.take()?.shapes.count == 2)
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    try HandOutTests.check(project)
  }

  @Test("A later run does not replace a review, and lists where it would say something else")
  func pinned() throws {
    let project = try TestProject(images: 2)
    try project.predict([[(0, 0.8), (1, 0.6)], [(0, 0.9)]])
    let queue = try project.queue(1900)
    while let item = try queue.take() {
      _ = try queue.finish(item.dataObject, acceptingRest: true)
    }
    let before = try project.lead.answers(of: project.job).map(\.layer)
    let label = project.job.labels[2].id
    let layers = try (0..<2).map { index in
      var shapes = try #require(before[index]).shapes.map {
        ImportedShape(label: $0.label, geometry: $0.geometry)
      }
      if index == 0 {
        shapes[0].label = label
        shapes[1].geometry = .box(box(900, 900, 950, 950))
      }
      return RunLayer(image: try project.image(at: index), shapes: shapes)
    }
    let run = try project.lead.publish(
      RunDraft(method: "majority", parametersJSON: "{}", inputs: []), layers: layers,
      in: project.job)
    #expect(try project.lead.answers(of: project.job).map(\.layer) == before)
    let (found, through) = try project.lead.disagreements(of: run.id)
    #expect(through == 1 && found.map(\.index) == [0])
    #expect(found.first?.missing == 1 && found.first?.extra == 1 && found.first?.relabelled == 1)
    #expect(try project.lead.disagreements(of: run.id, after: 1).through == nil)
    try HandOutTests.check(project)
  }

  @Test("Gold needs no review, and what loses its answer leaves the queue")
  func availability() throws {
    let project = try TestProject(images: 3)
    let imported = try project.predict([[(0, 0.8)], [(0, 0.7)], [(0, 0.6)]])
    let gold = try project.lead.importLayers(
      [ImportedLayer(image: try project.image(at: 2), source: .gold, shapes: [])],
      into: project.job)
    let queue = try project.queue(1900)
    #expect(try queue.progress() == ReviewProgress(reviewed: 0, left: 2, returned: 0, gold: 1))
    let gone = try #require(try queue.take())
    _ = try project.lead.undo(try #require(imported.entry))
    #expect(try queue.progress().left == 0 && queue.take() == nil)
    let decision = try #require(ReviewDecision.accept(gone.shapes[0]))
    #expect(throws: StoreError.nothingToReview(index: 1)) {
      try queue.decide([decision], on: gone.dataObject)
    }
    _ = try project.lead.undo(try #require(gold.entry))
    #expect(try queue.progress().gold == 0)
    try HandOutTests.check(project)
  }

  @Test("An annotator's only answer is reviewed by somebody else, while there is somebody else")
  func ownAnswer() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let both = try project.lead.addPerson(
      PersonDraft(unixUser: 1001, name: "Taro"), roles: [.annotator, .reviewer])
    let view = try project.store.annotator(both, job: project.job)
    let other = try project.annotator("Jiro", user: 1002)
    for annotator in [view, other] {
      let item = try #require(try annotator.take())
      _ = try annotator.apply(adding(HandOutTests.shape(project)), to: item.dataObject)
      _ = try annotator.submit(item.dataObject)
    }
    let queue = try project.queue(1001)
    let first = try #require(try queue.take())
    #expect(first.index == 1)
    #expect(try queue.take(passing: [first.dataObject]) == nil)
    let rin = try project.queue(1900)
    #expect(try rin.take()?.index == 0)
    try HandOutTests.check(project)
  }

  @Test("What several persons answered is not reviewed before it is one answer")
  func unconsolidated() throws {
    let project = try TestProject(images: 1, annotators: 2)
    for user in [1001, 1002] as [UInt32] {
      let view = try project.annotator("P\(user)", user: user)
      _ = try view.submit(try #require(try view.take()).dataObject)
    }
    let queue = try project.queue(1900)
    #expect(try queue.take() == nil)
    let answers = try #require(try project.lead.submittedLayers(of: project.job).first)
    _ = try project.lead.publish(
      RunDraft(method: "m", parametersJSON: "{}", inputs: answers.layers.map(\.input)),
      layers: [RunLayer(image: answers.image.id, shapes: [])], in: project.job)
    let item = try #require(try queue.take())
    #expect(item.canSendBack && item.shapes.isEmpty)
    try HandOutTests.check(project)
  }

  @Test("A model's prediction is reviewed where nobody has answered, and counts once reviewed")
  func predictions() throws {
    let project = try TestProject(images: 1)
    try project.predict([[(0, 0.3)]], by: .model(name: "m", version: "1", confidenceFloor: nil))
    #expect(try project.lead.answers(of: project.job)[0].layer == nil)
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes == item.shapes)
  }
}

extension TestProject {
  /// Gives each image, from the first on, boxes with a label and a confidence.
  @discardableResult
  func predict(
    _ images: [[(label: Int, confidence: Double?)]], by source: ImportedSource = .imported("file")
  ) throws -> LayerImport {
    let layers = try images.enumerated().map { index, shapes in
      ImportedLayer(
        image: try image(at: index), source: source,
        shapes: shapes.enumerated().map { number, shape in
          let left = Double(number) * 100
          return ImportedShape(
            label: job.labels[shape.label].id, geometry: .box(box(left, 10, left + 80, 90)),
            confidence: shape.confidence.flatMap(Confidence.init))
        })
    }
    return try lead.importLayers(layers, into: job)
  }

  /// The queue of a reviewer, who is added when nobody is that Unix user.
  func queue(_ user: UInt32, _ uptime: TestUptime? = nil) throws -> ReviewQueue {
    if try store.person(unixUser: user) == nil {
      _ = try lead.addPerson(
        PersonDraft(unixUser: user, name: "R\(user)"), roles: [.reviewer])
    }
    let store =
      try uptime.map {
        try Store.open(
          at: directory, now: clock.now, uptime: $0.read,
          random: SeededGenerator(seed: UInt64(user)))
      } ?? store
    return try store.reviewer(person(user)).queue(of: job).newSession()
  }
}
