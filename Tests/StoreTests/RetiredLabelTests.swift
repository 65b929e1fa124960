import AnnotationModel
import Store
import Testing

@Suite("Labels that were merged or dropped")
struct RetiredLabelTests {
  private func change(_ project: TestProject, _ label: Int, _ action: LabelChange.Action)
    -> LabelChange
  {
    LabelChange(job: project.job.id, label: project.job.labels[label].id, action: action)
  }

  private func job(of project: TestProject) throws -> Job {
    try project.store.job(named: project.job.name)
  }

  @Test("A merged label keeps its class index, is no longer chosen, and comes back with undo")
  func choices() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let target = project.job.labels[1].id
    let done = try project.lead.relabel([change(project, 0, .merge(into: target))])
    let after = try job(of: project)
    #expect(
      after.labels.count == 3 && after.choices.map(\.id) == project.job.labels[1...].map(\.id))
    let annotator = try project.annotator("Taro", user: 1001)
    let item = try #require(try annotator.take())
    let old = AnnotatorTests.shape(1, project.job.labels[0])
    #expect(throws: StoreError.self) { try annotator.apply(adding(old), to: item.dataObject) }
    #expect(throws: StoreError.self) {
      try project.lead.relabel([change(project, 0, .drop)])
    }
    _ = try project.lead.undo(try #require(done.entry))
    #expect(try job(of: project).choices.count == 3)
    _ = try annotator.apply(adding(old), to: item.dataObject)
  }

  @Test("Undo and redo mean the label that stands for the old one today")
  func undo() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let annotator = try project.annotator("Taro", user: 1001)
    let object = try #require(try annotator.take()).dataObject
    let shape = AnnotatorTests.shape(1, project.job.labels[0])
    _ = try annotator.apply(adding(shape), to: object)
    _ = try annotator.apply(changing(shape, to: nil), to: object)
    let target = project.job.labels[1].id
    _ = try project.lead.relabel([change(project, 0, .merge(into: target))])
    _ = try annotator.undo()
    #expect(try annotator.item(at: 0)?.layer?.shapes.map(\.label) == [target])
    _ = try annotator.undo()
    #expect(try annotator.item(at: 0)?.layer?.shapes.first == nil)
    _ = try annotator.redo()
    #expect(try annotator.item(at: 0)?.layer?.shapes.map(\.label) == [target])
    try HandOutTests.check(project)
  }

  @Test("An image is brought back past a change of labels, and the change can still be undone")
  func restore() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let annotator = try project.submitting(1001)
    let first = try project.lead.journal().last?.number ?? 0
    let object = try #require(try annotator.item(at: 0)).dataObject
    _ = try annotator.reopen(object)
    _ = try annotator.apply(
      adding(AnnotatorTests.shape(2, project.job.labels[2])), to: object)
    let labels = project.job.labels
    let done = try project.lead.relabel([
      change(project, 0, .merge(into: labels[1].id)), change(project, 2, .drop),
    ])
    #expect(try annotator.item(at: 0)?.layer?.shapes.map(\.label) == [labels[1].id])
    let restored = try project.lead.restore(
      project.image(at: 0), in: project.job, to: .entry(first))
    #expect(try annotator.item(at: 0)?.layer?.shapes.map(\.label) == [labels[1].id])
    #expect(try annotator.item(at: 0)?.state == .submitted)
    _ = try project.lead.undo(try #require(restored.entry))
    _ = try project.lead.undo(try #require(done.entry))
    #expect(try annotator.item(at: 0)?.layer?.shapes.map(\.label) == [labels[0].id, labels[2].id])
    #expect(try project.store.verifyJournal().problems == [])
    try HandOutTests.check(project)
  }
}
