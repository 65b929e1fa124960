import AnnotationModel
import Store
import Testing

@Suite("Importing layers and answering")
struct ImportTests {
  @Test("An import is one entry, recognised when repeated, and taken back as a whole")
  func batch() throws {
    let project = try TestProject()
    let entries = try project.lead.journal().count
    let layers = try answers(project, workers: ["A1", "A2"])
    let first = try project.lead.importLayers(layers, into: project.job)
    #expect(first.added == 10 && first.known == 0 && first.rejected == [])
    #expect(try project.lead.journal().count == entries + 1)
    let again = try project.lead.importLayers(layers, into: project.job)
    #expect(again.added == 0 && again.known == 10 && again.entry == nil)
    #expect(try project.lead.status(of: project.job).byAnswers == [2: 5])
    let worker = try #require(try project.store.person(for: .groundTruthWorker("A1")))
    let view = try project.store.annotator(worker, job: project.job)
    #expect(try view.progress().submitted == 5 && view.nextUnfinished(after: -1) == nil)
    let entry = try #require(first.entry)
    let undone = try project.lead.undo(entry)
    #expect(try project.lead.status(of: project.job).byAnswers == [0: 5])
    #expect(try view.item(at: 0)?.layer == nil && view.nextUnfinished(after: -1) == 0)
    #expect(throws: StoreError.cannotUndo(entry: entry, reason: "that was done already")) {
      try project.lead.undo(entry)
    }
    _ = try project.lead.undo(undone)
    #expect(try project.lead.status(of: project.job).byAnswers == [2: 5])
    #expect(try view.item(at: 0)?.layer?.shapes.count == 1)
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("A changed answer becomes a further round, and only the newest counts")
  func rounds() throws {
    let project = try TestProject()
    let image = try project.image(at: 0)
    let label = project.job.labels[0].id
    func layer(_ right: Double) -> ImportedLayer {
      ImportedLayer(
        image: image, source: .person(.groundTruthWorker("A1"), name: "A1"),
        shapes: [ImportedShape(label: label, geometry: .box(box(0, 0, right, 9)))],
        submittedAt: Timestamp(microseconds: 5), activeSeconds: 12.5, comment: "ok")
    }
    let first = try project.lead.importLayers([layer(10)], into: project.job)
    let second = try project.lead.importLayers([layer(20), layer(10)], into: project.job)
    #expect(first.added == 1 && second.added == 1 && second.known == 1)
    let page = try project.lead.submittedLayers(of: project.job)
    #expect(page.map(\.index) == [0] && page[0].layers.map(\.layer.round) == [2])
    #expect(page[0].layers[0].layer.activeSeconds == 12.5)
    #expect(page[0].layers[0].layer.createdAt == Timestamp(microseconds: 5))
    _ = try project.lead.undo(try #require(second.entry))
    #expect(try project.lead.submittedLayers(of: project.job)[0].layers[0].layer.round == 1)
    #expect(try project.store.integrityCheck() == [])
  }

  @Test("What does not belong to the job is rejected by place, and the rest goes in")
  func rejects() throws {
    let project = try TestProject()
    let stranger = try project.lead.addImages([TestProject.image(99)]).ids[0]
    let image = try project.image(at: 0)
    let wrong = ImportedShape(label: ID(high: 1, low: 1), geometry: .box(box(0, 0, 1, 1)))
    let result = try project.lead.importLayers(
      [
        ImportedLayer(image: stranger, source: .gold, shapes: []),
        ImportedLayer(image: image, source: .gold, shapes: []),
        ImportedLayer(image: image, source: .gold, shapes: [wrong]),
      ], into: project.job)
    #expect(result.added == 1 && result.rejected.map(\.index) == [0, 2])
    #expect(result.rejected.allSatisfy { $0.reason.contains("job") })
  }

  @Test("An import does not replace what somebody has drawn here")
  func ownWork() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 0))
    _ = try view.apply(
      adding(AnnotatorTests.shape(1, project.job.labels[0])), to: item.dataObject)
    let layer = ImportedLayer(
      image: item.image.id, source: .person(.unixUser(1001), name: "Taro"), shapes: [])
    let result = try project.lead.importLayers([layer], into: project.job)
    #expect(result.added == 0 && result.rejected.count == 1)
    #expect(try view.item(at: 0)?.layer?.shapes.count == 1)
  }

  @Test("The answer is gold, reviewer, adjudication, run, import, the only annotator")
  func precedence() throws {
    let project = try TestProject(images: 1)
    let lead = project.lead
    func source() throws -> Source? { try lead.answers(of: project.job)[0].layer?.source }
    let image = try project.image(at: 0)
    func add(_ source: ImportedSource) throws {
      let shape = ImportedShape(
        label: project.job.labels[0].id, geometry: .box(box(0, 0, 4, 4)), confidence: nil)
      let layer = ImportedLayer(image: image, source: source, shapes: [shape])
      #expect(try lead.importLayers([layer], into: project.job).added == 1)
    }
    #expect(try source() == nil)
    try add(.model(name: "m", version: "1", confidenceFloor: Confidence(0.3)))
    #expect(try source() == nil)
    try add(.person(.groundTruthWorker("A1"), name: "A1"))
    let worker = try #require(try project.store.person(for: .groundTruthWorker("A1")))
    #expect(try source() == .person(worker.id))
    try add(.person(.groundTruthWorker("A2"), name: "A2"))
    #expect(try source() == nil)
    try add(.imported("old job"))
    #expect(try source() == .imported("old job"))
    let runs = try (0..<2).map { _ in try publish(project, image) }
    #expect(try source() == .run(runs[1].id))
    _ = try lead.undo(runs[1].entry)
    #expect(try source() == .run(runs[0].id))
    try add(.gold)
    #expect(try source() == .gold)
  }

  @Test("A run remembers what it combined, and is stale once that changes")
  func staleRun() throws {
    let project = try TestProject(images: 2)
    let view = try project.annotator("Taro", user: 1001)
    for index in 0..<2 {
      _ = try view.submit(try #require(try view.item(at: index)).dataObject)
    }
    let run = try publish(project, try project.image(at: 0))
    #expect(!run.isStale && run.layerCount == 1)
    let item = try #require(try view.item(at: 0)).dataObject
    let error = #expect(throws: StoreError.self) {
      _ = try view.undo()
    }
    #expect(error?.description.contains("Hanako has consolidated it") == true)
    _ = try view.reopen(item)
    #expect(try project.lead.runs(of: project.job).map(\.isStale) == [true])
    #expect(try view.undo()?.description == "reopen")
    _ = try project.lead.undo(run.entry)
    #expect(try project.lead.runs(of: project.job) == [])
    #expect(try view.undo()?.description == "submit")
  }

  @Test("A run whose layers do not fit is never seen")
  func brokenRun() throws {
    let project = try TestProject(images: 1)
    let image = try project.image(at: 0)
    let wrong = ImportedShape(label: ID(high: 1, low: 1), geometry: .box(box(0, 0, 1, 1)))
    let entries = try project.lead.journal().count
    #expect(throws: StoreError.self) {
      try project.lead.publish(
        RunDraft(method: "vote", parametersJSON: "{}", inputs: []),
        layers: [
          RunLayer(image: image, shapes: []), RunLayer(image: image, shapes: [wrong]),
        ], in: project.job)
    }
    #expect(try project.lead.answers(of: project.job)[0].layer == nil)
    #expect(try project.lead.runs(of: project.job) == [])
    #expect(try project.lead.journal().count == entries)
  }

  private func publish(_ project: TestProject, _ image: ID<Image>) throws -> PublishedRun {
    let inputs = try project.lead.submittedLayers(of: project.job).flatMap(\.layers)
    return try project.lead.publish(
      RunDraft(
        method: "dawid-skene", parametersJSON: #"{"prior":1}"#, inputs: inputs.map(\.input)),
      layers: [
        RunLayer(
          image: image,
          shapes: [
            ImportedShape(
              label: project.job.labels[0].id, geometry: .box(box(0, 0, 4, 4)),
              confidence: Confidence(0.75))
          ])
      ], in: project.job)
  }

  private func answers(_ project: TestProject, workers: [String]) throws -> [ImportedLayer] {
    try (0..<5).flatMap { index in
      let image = try project.image(at: index)
      return workers.map { worker in
        ImportedLayer(
          image: image, source: .person(.groundTruthWorker(worker), name: worker),
          shapes: [
            ImportedShape(
              label: project.job.labels[index % 3].id, geometry: .box(box(0.5, 1, 33.25, 44)))
          ])
      }
    }
  }
}
