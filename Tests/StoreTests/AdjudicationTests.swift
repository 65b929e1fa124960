import AnnotationModel
import Store
import Testing

@Suite("Deciding between answers")
struct AdjudicationTests {
  private func submit(
    _ view: AnnotatorView, _ index: Int, _ shapes: [Shape]
  ) throws {
    let item = try #require(try view.item(at: index))
    if !shapes.isEmpty {
      _ = try view.apply(shapes.flatMap(adding), to: item.dataObject)
    }
    _ = try view.submit(item.dataObject)
  }

  private func shape(_ number: Int, label: Int = 0, in job: Job, left: Double = 10) -> Shape {
    Shape(
      number: number, label: job.labels[label].id, geometry: .box(box(left, 10, left + 50, 60)))
  }

  /// Two differing answers to the first image, and a run over them.
  private func project() throws -> (TestProject, Adjudicator, PublishedRun, AdjudicationItem) {
    let project = try TestProject()
    let taro = try project.annotator("Taro", user: 1001)
    let jiro = try project.annotator("Jiro", user: 1002)
    try submit(taro, 0, [shape(1, in: project.job)])
    try submit(jiro, 0, [shape(1, label: 1, in: project.job)])
    let answers = try #require(try project.lead.submittedLayers(of: project.job).first)
    let run = try project.lead.publish(
      RunDraft(
        method: "majorityVote", parametersJSON: "{}", outcomeJSON: #"{"iterations":0}"#,
        inputs: answers.layers.map(\.input)),
      layers: [
        RunLayer(
          image: answers.image.id,
          shapes: [
            ImportedShape(
              label: project.job.labels[0].id, geometry: .box(box(10, 10, 60, 60)))
          ])
      ], in: project.job)
    let adjudicator = try project.lead.adjudicator(of: project.job)
    return (project, adjudicator, run, try adjudicator.item(of: answers.image.id))
  }

  private func source(_ project: TestProject) throws -> Source? {
    try project.lead.answers(of: project.job, limit: 1).first?.layer?.source
  }

  @Test("What a lead decides ranks above the run, and below a reviewer")
  func rank() throws {
    let (project, adjudicator, run, item) = try project()
    #expect(item.answers.count == 2 && item.state == .none)
    #expect(try source(project) == .run(run.id))
    let start = AdjudicationStart(shapes: [shape(1, label: 1, in: project.job)])
    _ = try adjudicator.decide(item.dataObject, from: start)
    #expect(try source(project) == .adjudication(project.leader.id))
    let answer = try #require(try project.lead.answers(of: project.job, limit: 1).first?.layer)
    #expect(answer.shapes == start.shapes)
    let queue = try project.store.reviewer(project.leader).queue(of: project.job).newSession()
    let review = try #require(try queue.take())
    #expect(review.shapes == start.shapes)
    _ = try queue.finish(review.dataObject, acceptingRest: true)
    #expect(try source(project) == .reviewer(project.leader.id))
    #expect(try project.store.integrityCheck() == [])
  }

  @Test("A draft is not the answer; its first step holds what it started from")
  func draft() throws {
    let (project, adjudicator, run, item) = try project()
    let first = shape(1, in: project.job)
    let moved = shape(1, in: project.job, left: 30)
    let entry = try adjudicator.apply(
      changing(first, to: moved), to: item.dataObject, from: .init(shapes: [first]))
    #expect(try source(project) == .run(run.id))
    let draft = try adjudicator.item(of: item.image.id)
    #expect(draft.state == .draft && draft.layer?.shapes == [moved])
    #expect(draft.nextShapeNumber == 2)
    let undone = try #require(try adjudicator.undo())
    #expect(undone.item?.state == AdjudicationState.none && undone.item?.layer == nil)
    #expect(undone.entry > entry)
    let again = try #require(try adjudicator.redo())
    #expect(again.item?.layer?.shapes == [moved])
  }

  @Test("A draft from which everything was deleted stays empty")
  func empty() throws {
    let (project, adjudicator, _, item) = try project()
    let first = shape(1, in: project.job)
    _ = try adjudicator.apply(
      changing(first, to: nil), to: item.dataObject, from: .init(shapes: [first]))
    #expect(try adjudicator.item(of: item.image.id).layer?.shapes == [])
    _ = try adjudicator.decide(item.dataObject, from: .init(shapes: [first]))
    #expect(try project.lead.answers(of: project.job, limit: 1).first?.layer?.shapes == [])
  }

  @Test("What is decided takes no change until it is reopened, and an old state is refused")
  func closed() throws {
    let (project, adjudicator, _, item) = try project()
    _ = try adjudicator.decide(item.dataObject, from: .init())
    let add = adding(shape(1, in: project.job))
    #expect(throws: StoreError.submitted(index: 0)) {
      try adjudicator.apply(add, to: item.dataObject, from: .init())
    }
    _ = try adjudicator.reopen(item.dataObject)
    _ = try adjudicator.apply(add, to: item.dataObject, from: .init())
    #expect(throws: StoreError.self) {
      try adjudicator.apply(add, to: item.dataObject, from: .init())
    }
    #expect(try adjudicator.item(of: item.image.id).layer?.shapes.count == 1)
  }

  @Test("Undo goes back over adjudications to the run and takes it back, and redo brings both")
  func undo() throws {
    let (project, adjudicator, run, item) = try project()
    _ = try adjudicator.decide(item.dataObject, from: .init())
    #expect(try adjudicator.undo()?.description == "adjudicate")
    #expect(try source(project) == .run(run.id))
    let undone = try #require(try adjudicator.undo())
    #expect(undone.item == nil && undone.description.contains("#\(run.entry)"))
    #expect(try source(project) == nil)
    #expect(try project.lead.runs(of: project.job) == [])
    #expect(try adjudicator.undo() == nil)
    _ = try adjudicator.redo()
    #expect(try source(project) == .run(run.id))
    _ = try adjudicator.redo()
    #expect(try source(project) == .adjudication(project.leader.id))
    #expect(try adjudicator.redo() == nil)
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("A run that is taken back by its number is not taken back once more")
  func byNumber() throws {
    let (project, adjudicator, run, _) = try project()
    let undone = try project.lead.undo(run.entry)
    #expect(try adjudicator.undo() == nil)
    _ = try project.lead.undo(undone)
    #expect(try source(project) == .run(run.id))
    #expect(try adjudicator.undo() != nil)
    #expect(try source(project) == nil)
  }

  @Test("What applies to a whole image is chosen, undone, and read back in order")
  func tags() throws {
    let (project, adjudicator, _, item) = try project()
    let tags = project.job.labels.prefix(2).map { Tag(label: $0.id) }
    _ = try adjudicator.choose([tags[0]], for: item.dataObject, from: .init(tags: [tags[1]]))
    _ = try adjudicator.choose(tags, for: item.dataObject, from: .init())
    #expect(try adjudicator.item(of: item.image.id).layer?.tags == tags)
    _ = try adjudicator.undo()
    #expect(try adjudicator.item(of: item.image.id).layer?.tags == [tags[0]])
    _ = try adjudicator.undo()
    #expect(try adjudicator.item(of: item.image.id).state == AdjudicationState.none)
  }

  @Test("A run is read back as it was stored, with its inputs and its outcome")
  func contents() throws {
    let (project, _, run, item) = try project()
    #expect(run.outcomeJSON == #"{"iterations":0}"#)
    let inputs = try project.lead.inputs(of: run.id)
    #expect(Set(inputs) == Set(item.answers.map(\.input)))
    let layers = try project.lead.layers(of: run.id)
    #expect(layers.map(\.index) == [0])
    #expect(layers.first?.layer.shapes.map(\.label) == [project.job.labels[0].id])
    #expect(try project.lead.layers(of: run.id, after: 0).isEmpty)
  }

  @Test("Gold is read with the entry that it came by; of two the newer counts")
  func gold() throws {
    let (project, _, _, item) = try project()
    for label in 0..<2 {
      _ = try project.lead.importLayers(
        [
          ImportedLayer(
            image: item.image.id, source: .gold,
            shapes: [
              ImportedShape(
                label: project.job.labels[label].id, geometry: .box(box(1, 1, 9, 9)))
            ])
        ], into: project.job)
    }
    let gold = try project.lead.goldLayers(of: project.job, at: 0...4)
    #expect(gold.map(\.index) == [0])
    #expect(gold.first?.layer.shapes.map(\.label) == [project.job.labels[1].id])
  }

  @Test("One's own earlier round is one's own work, not a suggestion")
  func ownRound() throws {
    let (project, _, _, item) = try project()
    let taro = try #require(try project.store.person(unixUser: 1001))
    _ = try project.store.reviewer(project.leader).returnAnswer(
      of: taro, for: item.image.id, in: project.job, reason: "look again")
    let view = try project.store.annotator(taro, job: project.job)
    _ = try view.submit(try #require(try view.item(at: 0)).dataObject)
    let answers = try #require(try project.lead.submittedLayers(of: project.job).first)
    let again = try #require(answers.layers.first { $0.annotator == taro.id })
    #expect(again.layer.round == 2 && again.layer.derivedFrom != nil)
    #expect(again.accepted.isEmpty && again.suggestedTags == nil)
  }

  @Test("Restoring an image takes its adjudication along, and undoing that brings it back")
  func restore() throws {
    let (project, adjudicator, run, item) = try project()
    let before = try #require(try project.lead.journal(limit: 1000).last?.number)
    let start = AdjudicationStart(shapes: [shape(1, label: 2, in: project.job)])
    _ = try adjudicator.decide(item.dataObject, from: start)
    let restored = try project.lead.restore(
      item.image.id, in: project.job, to: .entry(before))
    #expect(try source(project) == .run(run.id))
    #expect(restored.changes.map(\.person) == ["Hanako, adjudicating"])
    #expect(throws: StoreError.self) { try adjudicator.undo() }
    _ = try project.lead.undo(try #require(restored.entry))
    #expect(try source(project) == .adjudication(project.leader.id))
    #expect(
      try project.lead.answers(of: project.job, limit: 1).first?.layer?.shapes == start.shapes)
    #expect(try project.store.integrityCheck() == [])
  }

  @Test("Nothing of an adjudication is left of an image that was purged")
  func purge() throws {
    let (project, adjudicator, _, item) = try project()
    _ = try adjudicator.decide(
      item.dataObject, from: .init(shapes: [shape(1, in: project.job)]))
    _ = try project.lead.purge(item.image.id)
    #expect(try source(project) == nil)
    #expect(try adjudicator.item(of: item.image.id).layer == nil)
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("The log says what was decided in words")
  func log() throws {
    let (project, adjudicator, _, item) = try project()
    let first = shape(1, in: project.job)
    _ = try adjudicator.apply(
      changing(first, to: nil), to: item.dataObject, from: .init(shapes: [first]))
    _ = try adjudicator.decide(item.dataObject, from: .init())
    _ = try adjudicator.reopen(item.dataObject)
    _ = try adjudicator.choose(
      [Tag(label: project.job.labels[1].id)], for: item.dataObject, from: .init())
    let summaries = try project.lead.log(limit: 4).map(\.summary)
    #expect(
      Set(summaries) == [
        "adjudicating: added anpan, deleted anpan", "adjudicated", "reopened the adjudication",
        "adjudicating: chose melonpan",
      ])
  }
}
