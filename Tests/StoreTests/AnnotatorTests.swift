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

  @Test("An edit whose before is not what is stored is refused whole")
  func outdated() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 0))
    let shape = Self.shape(1, project.job.labels[0])
    _ = try view.apply(adding(shape), to: item.dataObject)
    var moved = shape
    moved.geometry = .box(box(5, 5, 9, 9))
    _ = try view.apply(changing(shape, to: moved), to: item.dataObject)
    let error = #expect(throws: StoreError.self) {
      try view.apply(
        adding(Self.shape(2, project.job.labels[0])) + changing(shape, to: nil),
        to: item.dataObject)
    }
    guard case .outdated(index: 0, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try view.item(at: 0)?.layer?.shapes == [moved])
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("Numbers of deleted shapes and labels of other jobs are refused")
  func illegalEdits() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 0)).dataObject
    let shape = Self.shape(1, project.job.labels[0])
    _ = try view.apply(adding(shape), to: item)
    _ = try view.apply(changing(shape, to: nil), to: item)
    #expect(throws: StoreError.self) { try view.apply(adding(shape), to: item) }
    var stranger = Self.shape(2, project.job.labels[0])
    stranger.label = ID(high: 1, low: 2)
    #expect(throws: StoreError.self) { try view.apply(adding(stranger), to: item) }
    #expect(throws: StoreError.self) { try view.apply([], to: item) }
    #expect(throws: StoreError.notSubmitted(index: 0)) { try view.reopen(item) }
    #expect(try view.item(at: 0)?.layer?.shapes == [])
  }

  @Test("The place where one was survives a restart, by work and by looking")
  func resume() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    #expect(try view.resumeIndex() == nil)
    _ = try view.submit(try #require(try view.item(at: 1)).dataObject)
    #expect(try view.resumeIndex() == 1)
    try view.visit(try #require(try view.item(at: 4)).dataObject)
    let store = try project.reopened()
    let person = try #require(try store.person(unixUser: 1001))
    let again = try store.annotator(person, job: project.job)
    #expect(try again.resumeIndex() == 4)
    #expect(try again.undo()?.index == 1)
    #expect(try again.resumeIndex() == 1)
  }

  @Test("An image without anything on it can be submitted as such")
  func emptyAnswer() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 3))
    _ = try view.submit(item.dataObject, activeSeconds: 4)
    let layer = try #require(try view.item(at: 3)?.layer)
    #expect(layer.shapes == [] && layer.activeSeconds == 4 && layer.image == item.image.id)
    #expect(try project.lead.answers(of: project.job)[3].layer == layer)
  }

  @Test("Two windows of one person share one stack of undo")
  func twoWindows() throws {
    let project = try TestProject()
    let first = try project.annotator("Taro", user: 1001)
    let other = try project.reopened()
    let person = try #require(try other.person(unixUser: 1001))
    let second = try other.annotator(person, job: project.job)
    let item = try #require(try first.item(at: 0)).dataObject
    _ = try first.apply(adding(Self.shape(1, project.job.labels[0])), to: item)
    _ = try second.apply(adding(Self.shape(2, project.job.labels[1])), to: item)
    #expect(try first.undo()?.description == "add melonpan")
    #expect(try second.undo()?.description == "add anpan")
    #expect(try first.redo()?.item.layer?.shapes.map(\.number) == [1])
  }

  static func shape(_ number: Int, _ label: Label) -> Shape {
    Shape(number: number, label: label.id, geometry: .box(box(1, 2, 30.5, 40)))
  }
}
