import AnnotationModel
import Store
import Testing

@Suite("Long sessions with undo")
struct UndoSessionTests {
  @Test(
    "2,000 random actions, undone and redone across restarts, match a model", arguments: [1, 2])
  func session(seed: UInt64) throws {
    let project = try TestProject(images: 7)
    var view = try project.annotator("Taro", user: 1001)
    var session = Session(labels: project.job.labels.map(\.id), images: 7, seed: seed)
    for step in 0..<2000 {
      try session.act(through: view)
      if step % 97 == 0 {
        let store = try project.reopened(seed: seed &+ UInt64(step))
        let person = try #require(try store.person(unixUser: 1001))
        view = try store.annotator(person, job: project.job)
        try session.compareAll(with: view)
        #expect(try view.resumeIndex() == session.lastTouched)
      }
    }
    while try session.undo(through: view) {}
    try session.compareAll(with: view)
    while try session.redo(through: view) {}
    try session.compareAll(with: view)
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }
}
