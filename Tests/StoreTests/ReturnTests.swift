import AnnotationModel
import Store
import Testing

@Suite("Returned answers")
struct ReturnTests {
  @Test("A returned answer comes back first, with the reason, and its next round is a copy")
  func rework() throws {
    let project = try TestProject(images: 3, annotators: 1)
    let (taro, object, image) = try Self.submitted(project)
    let entry = try project.reviewer.returnAnswer(
      of: project.person(1001), for: image, in: project.job, reason: "one bun is missing")
    #expect(try project.lead.answers(of: project.job)[0].layer == nil)
    #expect(try project.lead.journal(after: entry - 1).map(\.kind) == [.returned])
    let item = try #require(try taro.take())
    #expect(item.index == 0 && item.state == .returned && item.reason == "one bun is missing")
    #expect(item.layer?.round == 1 && item.nextShapeNumber == 2)
    let second = AnnotatorTests.shape(2, project.job.labels[1])
    _ = try taro.apply(adding(second), to: object)
    let draft = try #require(try taro.item(at: 0))
    #expect(draft.state == .draft && draft.reason == "")
    #expect(draft.layer?.round == 2 && draft.layer?.shapes.map(\.number) == [1, 2])
    #expect(draft.layer?.derivedFrom == item.layer?.id)
    _ = try taro.submit(object)
    let answers = try #require(try project.lead.submittedLayers(of: project.job).first)
    #expect(answers.layers.map(\.layer.round) == [2])
    try HandOutTests.check(project)
  }

  @Test("Rework is undone and redone step by step, up to the returning, which is not one's own")
  func undo() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let (taro, object, image) = try Self.submitted(project)
    _ = try project.reviewer.returnAnswer(
      of: project.person(1001), for: image, in: project.job, reason: "look again")
    let second = AnnotatorTests.shape(2, project.job.labels[1])
    _ = try taro.apply(adding(second), to: object)
    _ = try taro.submit(object)
    let done = try taro.item(at: 0)
    for _ in 0..<2 { _ = try taro.undo() }
    #expect(try taro.item(at: 0)?.state == .returned)
    #expect(try taro.item(at: 0)?.reason == "look again")
    #expect(try taro.item(at: 0)?.layer?.shapes.map(\.number) == [1])
    #expect(throws: StoreError.self) { try taro.undo() }
    for _ in 0..<2 { _ = try taro.redo() }
    let again = try taro.item(at: 0)
    #expect(again?.layer?.shapes == done?.layer?.shapes && again?.layer?.id == done?.layer?.id)
    #expect(again?.state == .submitted)
    for _ in 0..<2 { _ = try taro.undo() }
    #expect(try taro.item(at: 0)?.nextShapeNumber == 3)
    _ = try taro.submit(object)
    #expect(try taro.item(at: 0)?.layer?.shapes.map(\.number) == [1])
    #expect(try taro.item(at: 0)?.layer?.round == 2)
    try HandOutTests.check(project)
  }

  @Test("A returning can be taken back until the annotator goes on")
  func takenBack() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let (taro, object, image) = try Self.submitted(project)
    let reviewer = try project.reviewer
    let before = try taro.item(at: 0)
    let entry = try reviewer.returnAnswer(
      of: project.person(1001), for: image, in: project.job, reason: "look again")
    let undone = try reviewer.undo(entry)
    #expect(try taro.item(at: 0) == before)
    #expect(throws: StoreError.self) { try reviewer.undo(entry) }
    let redone = try reviewer.undo(undone)
    #expect(try taro.item(at: 0)?.state == .returned)
    _ = try taro.submit(object)
    #expect(throws: StoreError.self) { try reviewer.undo(redone) }
    #expect(try taro.item(at: 0)?.state == .submitted)
    try HandOutTests.check(project)
  }

  @Test("Only submitted answers are returned, with a reason, by those who may")
  func refused() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let (_, _, image) = try Self.submitted(project)
    let reviewer = try project.reviewer
    let taro = try project.person(1001)
    let other = try project.image(at: 1)
    #expect(throws: StoreError.notSubmitted(index: 1)) {
      try reviewer.returnAnswer(of: taro, for: other, in: project.job, reason: "x")
    }
    #expect(throws: StoreError.self) {
      try reviewer.returnAnswer(of: taro, for: image, in: project.job, reason: "")
    }
    #expect(throws: StoreError.notAllowed(person: "Taro", role: .reviewer)) {
      try project.store.reviewer(taro)
    }
    _ = try project.store.reviewer(project.leader)
  }

  private static func submitted(
    _ project: TestProject
  ) throws -> (AnnotatorView, DataObjectKey, ID<Image>) {
    let taro = try project.annotator("Taro", user: 1001)
    let item = try #require(try taro.take())
    _ = try taro.apply(adding(HandOutTests.shape(project)), to: item.dataObject)
    _ = try taro.submit(item.dataObject)
    return (taro, item.dataObject, item.image.id)
  }
}

extension TestProject {
  /// What a reviewer who is no lead may do.
  var reviewer: ReviewerView {
    get throws {
      let known = try store.person(unixUser: 1900)
      let person =
        try known
        ?? lead.addPerson(PersonDraft(unixUser: 1900, name: "Rin"), roles: [.reviewer])
      return try store.reviewer(person)
    }
  }

  /// The person behind a Unix user.
  func person(_ user: UInt32) throws -> Person {
    try #require(try store.person(unixUser: user))
  }
}
