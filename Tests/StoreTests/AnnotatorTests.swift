import AnnotationModel
import Store
import Testing

@Suite("An annotator's work")
struct AnnotatorTests {
  @Test("Edits, submit, reopen, skip and undo go the whole way round")
  func roundTrip() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 2))
    #expect(item.state == .waiting && item.layer == nil && item.nextShapeNumber == 1)
    #expect(item.image.size == size(1600, 1200))
    let shape = Shape(
      number: 1, label: project.job.labels[1].id, geometry: .box(box(10.25, 20, 110, 220.5)))
    let saved = try view.apply(adding(shape), to: item.dataObject, activeSeconds: 2.5)
    let drawn = try #require(try view.item(at: 2))
    #expect(drawn.state == .draft && drawn.layer?.shapes == [shape])
    #expect(drawn.layer?.activeSeconds == 2.5 && drawn.nextShapeNumber == 2)
    let submitted = try view.submit(item.dataObject, activeSeconds: 1)
    #expect(submitted == saved + 1)
    #expect(try view.progress().submitted == 1)
    #expect(throws: StoreError.submitted(index: 2)) {
      try view.apply(changing(shape, to: nil), to: item.dataObject)
    }
    _ = try view.reopen(item.dataObject)
    _ = try view.apply(changing(shape, to: nil), to: item.dataObject)
    #expect(try view.item(at: 2)?.layer?.shapes == [])
    let words = try (0..<4).map { _ in try view.undo()?.description }
    #expect(words == ["delete melonpan", "reopen", "submit", "add melonpan"])
    #expect(try view.undo() == nil)
    #expect(try view.item(at: 2)?.state == .waiting)
    #expect(try view.item(at: 2)?.layer == nil)
    for _ in 0..<4 { #expect(try view.redo()?.index == 2) }
    #expect(try view.redo() == nil)
    #expect(try view.item(at: 2)?.state == .draft)
    #expect(try project.store.verifyJournal().problems == [])
    #expect(try project.store.integrityCheck() == [])
  }
}
