import AnnotationModel
import Store
import Testing

@Suite("Blindness")
struct BlindnessTests {
  @Test("Nothing that an annotator can ask for shows anybody else's answer")
  func canary() throws {
    let project = try TestProject(images: 3)
    let canary = Canary(label: project.job.labels[2])
    let other = try project.annotator("Other", user: 1002)
    let view = try project.annotator("Taro", user: 1001)
    for index in 0..<3 {
      let item = try #require(try other.item(at: index))
      let shape = Shape(number: 1, label: canary.label.id, geometry: .box(canary.box))
      _ = try other.apply(adding(shape), to: item.dataObject)
      if index > 0 { _ = try other.submit(item.dataObject) }
    }
    try importCanaries(canary, project)
    var seen: [String] = []
    for index in 0..<3 {
      let item = try #require(try view.item(at: index))
      #expect(item.layer == nil && item.state == .waiting && item.nextShapeNumber == 1)
      seen.append(describe(item))
      let shape = Shape(
        number: 1, label: project.job.labels[0].id, geometry: .box(box(1, 2, 3, 4)))
      _ = try view.apply(adding(shape), to: item.dataObject)
      _ = try view.submit(item.dataObject)
      seen.append(describe(try view.item(at: index) as Any))
    }
    seen += [describe(try view.progress()), describe(try view.resumeIndex() as Any)]
    while let undone = try view.undo() { seen.append(describe(undone)) }
    while let redone = try view.redo() { seen.append(describe(redone)) }
    let stolen = Shape(number: 1, label: canary.label.id, geometry: .box(canary.box))
    for index in 0..<3 {
      let object = try #require(try view.item(at: index)).dataObject
      _ = try view.reopen(object)
      let error = #expect(throws: StoreError.self) {
        try view.apply(changing(stolen, to: nil), to: object)
      }
      seen.append("\(String(describing: error))")
    }
    for text in seen {
      for sign in canary.signs { #expect(!text.contains(sign), "\(sign) in \(text)") }
    }
    // The same search does find the canary where it may be seen.
    let lead = describe(try project.lead.submittedLayers(of: project.job))
    #expect(canary.signs.contains { lead.contains($0) })
  }

  @Test("A data object of another job cannot be reached")
  func otherJob() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    let job = try project.lead.addJob(
      JobDraft(
        name: "other", attribute: project.job.attribute, task: .boundingBox,
        labels: [.new(name: "x")]))
    let person = try #require(try project.store.person(unixUser: 1001))
    let elsewhere = try project.store.annotator(person, job: job)
    let object = try #require(try view.item(at: 0)).dataObject
    #expect(throws: StoreError.self) { try elsewhere.submit(object) }
    #expect(throws: StoreError.self) { try elsewhere.visit(object) }
    #expect(try elsewhere.item(at: 0) == nil)
  }

  private struct Canary {
    let label: Label
    let box = StoreTests.box(111.125, 222.25, 333.375, 444.5)
    let comment = "CANARY"
    var signs: [String] { ["\(label.id)", "111.125", "444.5", comment] }
  }

  private func importCanaries(_ canary: Canary, _ project: TestProject) throws {
    let shape = ImportedShape(label: canary.label.id, geometry: .box(canary.box))
    let image = try project.image(at: 0)
    let sources: [ImportedSource] = [
      .gold, .imported("file"), .model(name: "m", version: "1", confidenceFloor: nil),
      .person(.groundTruthWorker("A1"), name: "A1"),
    ]
    let result = try project.lead.importLayers(
      sources.map {
        ImportedLayer(image: image, source: $0, shapes: [shape], comment: canary.comment)
      }, into: project.job)
    #expect(result.added == sources.count)
  }

  /// Everything in a value, ids in their readable form.
  private func describe(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text + "\(value)"
  }
}
