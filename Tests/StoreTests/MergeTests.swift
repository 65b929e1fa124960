import AnnotationModel
import Store
import Testing

@Suite("Persons who turn out to be one")
struct MergeTests {
  @Test("A merge counts two as one, and its undoing takes them apart again")
  func merge() throws {
    let project = try TestProject(images: 2, annotators: 2)
    let taro = try project.annotator("Taro", user: 1001)
    let laptop = try project.annotator("taro@laptop", user: 1002)
    for view in [taro, laptop] {
      _ = try view.submit(try #require(try view.item(at: 0)).dataObject)
    }
    let before = try project.lead.submittedLayers(of: project.job)
    let persons = try project.store.persons()
    let entry = try project.lead.merge(project.person(1002), into: project.person(1001))
    #expect(try project.person(1002).name == "Taro")
    #expect(try project.person(1001).identities == [.unixUser(1001), .unixUser(1002)])
    #expect(try project.lead.submittedLayers(of: project.job)[0].layers.count == 1)
    #expect(throws: StoreError.merged(into: "Taro")) { try laptop.take() }
    #expect(throws: StoreError.self) {
      try project.lead.merge(project.person(1002), into: project.person(1001))
    }
    let undone = try project.lead.undo(entry)
    #expect(
      try project.lead.log(limit: 1).first?.summary
        == "took back #\(entry): took taro@laptop and Taro apart")
    #expect(try project.store.persons() == persons)
    #expect(try project.lead.submittedLayers(of: project.job) == before)
    #expect(try laptop.take()?.index == 1)
    #expect(throws: StoreError.self) { try project.lead.undo(entry) }
    _ = try project.lead.undo(undone)
    #expect(try project.person(1002).name == "Taro")
    let kinds = try project.lead.journal(after: entry - 1).map(\.kind)
    #expect(kinds == [.person, .undo, .redo])
    try HandOutTests.check(project)
  }

  @Test("What one of them has is not handed out to the other")
  func handOut() throws {
    let project = try TestProject(images: 3, annotators: 2)
    let taro = try project.annotator("Taro", user: 1001)
    let laptop = try project.annotator("taro@laptop", user: 1002)
    let first = try #require(try laptop.take())
    _ = try laptop.submit(first.dataObject)
    let second = try #require(try laptop.take())
    #expect(first.index == 0 && second.index == 1)
    _ = try project.lead.merge(project.person(1002), into: project.person(1001))
    #expect(try taro.take()?.index == 2)
    #expect(try taro.nextUnfinished(after: -1) == 2)
    #expect(throws: StoreError.taken(index: 0)) { try taro.submit(first.dataObject) }
    try HandOutTests.check(project)
  }

  @Test("Merges chain, and cannot be closed to a ring")
  func chain() throws {
    let project = try TestProject(images: 1)
    for user in 1001...1003 { _ = try project.annotator("P\(user)", user: UInt32(user)) }
    let persons = try (1001...1003).map { try project.person($0) }
    let first = try project.lead.merge(persons[0], into: persons[1])
    _ = try project.lead.merge(persons[0], into: persons[2])
    #expect(try project.person(1001).name == "P1003")
    #expect(throws: StoreError.self) { try project.lead.merge(persons[2], into: persons[0]) }
    _ = try project.lead.undo(first)
    #expect(try project.person(1001).name == "P1001")
    #expect(try project.person(1002).name == "P1003")
  }
}
