import AnnotationModel
import Store
import Testing

@Suite("Answers that change while somebody reviews them")
struct ChangedAnswerTests {
  /// An annotator who has answered and goes on, and a reviewer who has the answer open.
  private func opened() throws -> (TestProject, AnnotatorView, ReviewQueue, ReviewItem) {
    let project = try TestProject(images: 1, annotators: 1)
    let annotator = try project.submitting(1001)
    let queue = try project.queue(1900)
    return (project, annotator, queue, try #require(try queue.take()))
  }

  private func draw(
    _ annotator: AnnotatorView, _ project: TestProject, number: Int = 2
  ) throws {
    let object = try #require(try annotator.item(at: 0)).dataObject
    _ = try annotator.reopen(object)
    _ = try annotator.apply(
      adding(AnnotatorTests.shape(number, project.job.labels[1])), to: object)
    _ = try annotator.submit(object)
  }

  @Test("Decisions about an earlier answer do not end the review of the later one")
  func draft() throws {
    let (project, annotator, queue, item) = try opened()
    _ = try queue.decide(
      [try #require(ReviewDecision.accept(item.shapes[0]))], on: item.dataObject)
    try draw(annotator, project)
    #expect(throws: StoreError.self) { try queue.finish(item.dataObject, acceptingRest: true) }
    let again = try queue.take(item.dataObject)
    #expect(again.shapes.map(\.number) == [1, 2] && again.verdicts.isEmpty)
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes.count == 2)
    try HandOutTests.check(project)
  }

  @Test("Taking the image again shows the later answer, which can be decided about")
  func untouched() throws {
    let (project, annotator, queue, item) = try opened()
    try draw(annotator, project)
    #expect(throws: StoreError.self) { try queue.finish(item.dataObject, acceptingRest: true) }
    #expect(try queue.take(item.dataObject).shapes.count == 2)
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    try HandOutTests.check(project)
  }

  @Test("A reason for sending back does not land on an answer that nobody looked at")
  func sendBack() throws {
    let (project, annotator, queue, item) = try opened()
    try draw(annotator, project)
    #expect(throws: StoreError.self) { try queue.sendBack(item.dataObject, reason: "loose") }
    #expect(try annotator.item(at: 0)?.state == .submitted)
    _ = try queue.take(item.dataObject)
    _ = try queue.sendBack(item.dataObject, reason: "loose")
    #expect(try annotator.item(at: 0)?.state == .returned)
    try HandOutTests.check(project)
  }

  @Test("A review that is taken up again goes on, also after what was decided is undone")
  func reopened() throws {
    let (project, _, queue, item) = try opened()
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    _ = try queue.reopen(item.dataObject)
    _ = try queue.decide(
      [try #require(ReviewDecision.reject(item.shapes[0]))], on: item.dataObject)
    _ = try queue.undo()
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes.count == 1)
    try HandOutTests.check(project)
  }

  @Test("One of two answers that are asked for is not reviewed; a single one is, once they are one")
  func incomplete() throws {
    let project = try TestProject(images: 1, annotators: 2)
    _ = try project.submitting(1001)
    #expect(try project.queue(1900).take() == nil)
    _ = try project.submitting(1002)
    #expect(try project.queue(1900).take() == nil)
    _ = try project.lead.merge(project.person(1002), into: project.person(1001))
    #expect(try project.queue(1900).take()?.shapes.count == 1)
    try HandOutTests.check(project)
  }

  @Test("Work that was sent back is not put aside, because it would come back as another answer")
  func putAside() throws {
    let (_, annotator, queue, item) = try opened()
    _ = try queue.sendBack(item.dataObject, reason: "loose")
    let object = try #require(try annotator.item(at: 0)).dataObject
    #expect(throws: StoreError.self) { try annotator.skip(object, reason: "no idea") }
    #expect(try annotator.item(at: 0)?.reason == "loose")
  }

  @Test("Who was removed neither goes on nor begins anew, and is told the reason")
  func removed() throws {
    let (project, annotator, queue, item) = try opened()
    let open = try annotator.newSession()
    _ = try project.lead.purge(project.person(1001))
    let object = item.dataObject
    #expect(throws: StoreError.removed(role: .annotator)) { try open.submit(object) }
    #expect(throws: StoreError.removed(role: .annotator)) { try open.newSession() }
    #expect(throws: StoreError.removed(role: .annotator)) { try annotator.take() }
    _ = try project.lead.purge(project.person(1900))
    #expect(throws: StoreError.removed(role: .reviewer)) { try queue.take() }
    #expect(throws: StoreError.removed(role: .reviewer)) { try queue.newSession() }
  }
}
