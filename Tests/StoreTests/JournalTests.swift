import AnnotationModel
import FoundationEssentials
import GRDB
import Store
import Testing

@Suite("The journal")
struct JournalTests {
  @Test("Every action is one entry, with its kind, person, job, image and what it undoes")
  func entries() throws {
    let project = try TestProject(images: 1)
    let view = try project.annotator("Taro", user: 1001)
    let start = try #require(try project.lead.journal().last).number
    let item = try #require(try view.item(at: 0))
    let first = try view.apply(
      adding(AnnotatorTests.shape(1, project.job.labels[0])), to: item.dataObject)
    _ = try view.submit(item.dataObject)
    _ = try view.undo()
    _ = try view.redo()
    let entries = try project.lead.journal(after: start)
    #expect(entries.map(\.kind) == [.edit, .submit, .undo, .redo])
    #expect(entries.map(\.undoes) == [nil, nil, first + 1, first + 2])
    let person = try project.store.person(unixUser: 1001)
    for entry in entries {
      #expect(entry.person == person?.id && entry.job == project.job.id)
      #expect(entry.image == item.image.id)
    }
    #expect(entries.map(\.moment) == entries.map(\.moment).sorted())
    #expect(Set(entries.map(\.id)).count == 4)
  }

  @Test(
    "Tampering is found",
    arguments: [
      "DROP TRIGGER journal_is_not_edited; UPDATE journal SET moment = moment + 1 WHERE number = 3",
      "DROP TRIGGER journal_is_not_edited; UPDATE journal SET person = NULL WHERE number = 3",
      "DROP TRIGGER payload_is_not_edited; UPDATE payload SET body = x'7b7d' WHERE entry = 3",
      """
      PRAGMA foreign_keys = OFF; DROP TRIGGER journal_is_not_shortened;
      DELETE FROM journal WHERE number = 3
      """,
      """
      PRAGMA foreign_keys = OFF; DROP TRIGGER journal_is_not_shortened;
      DELETE FROM journal WHERE number = (SELECT max(number) FROM journal)
      """,
    ])
  func tampering(sql: String) throws {
    let project = try TestProject()
    #expect(try project.store.verifyJournal().problems == [])
    let queue = try SchemaTests.reader(project)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    #expect(try project.store.verifyJournal().problems != [])
  }

  @Test("A purged payload leaves a journal that verifies and an undo that says why not")
  func purge() throws {
    let project = try TestProject(images: 1)
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 0))
    let entry = try view.submit(item.dataObject)
    try SchemaTests.reader(project).write {
      try $0.execute(sql: "DELETE FROM payload WHERE entry = ?", arguments: [entry])
    }
    let report = try project.store.verifyJournal()
    #expect(report.problems == [] && report.purgedPayloads == 1)
    #expect(throws: StoreError.cannotUndo(entry: entry, reason: "what it did was purged")) {
      try view.undo()
    }
  }

  @Test("A backup opens, verifies, and goes on under an origin of its own")
  func backup() throws {
    let project = try TestProject()
    let view = try project.annotator("Taro", user: 1001)
    _ = try view.submit(try #require(try view.item(at: 0)).dataObject)
    let directory = try TestProject.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let file = directory + "/" + Store.fileName
    try project.store.backup(to: file)
    #expect(throws: StoreError.self) { try project.store.backup(to: file) }
    let copy = try Store.open(at: directory, now: project.clock.now)
    #expect(copy.project == project.store.project)
    let person = try #require(try copy.person(unixUser: 1001))
    let other = try copy.annotator(person, job: project.job)
    #expect(try other.undo()?.description == "submit")
    _ = try view.submit(try #require(try view.item(at: 1)).dataObject)
    #expect(try other.progress().submitted == 0 && view.progress().submitted == 2)
    for store in [copy, project.store] {
      #expect(try store.verifyJournal().problems == [])
      #expect(try store.integrityCheck() == [])
    }
    let origins = try DatabaseQueue(path: file).read {
      try Int.fetchAll($0, sql: "SELECT count(*) FROM journal GROUP BY origin ORDER BY origin")
    }
    #expect(origins.count == 2 && origins.last == 1)
  }

  @Test("Persons who were merged are one annotator")
  func merged() throws {
    let project = try TestProject(images: 1)
    let image = try project.image(at: 0)
    let layers = ["A1", "A2"].map {
      ImportedLayer(
        image: image, source: .person(.groundTruthWorker($0), name: $0), shapes: [])
    }
    _ = try project.lead.importLayers(layers, into: project.job)
    #expect(try project.lead.answers(of: project.job)[0].layer == nil)
    try SchemaTests.reader(project).write {
      try $0.execute(
        sql: """
          UPDATE person SET merged_into = (SELECT key FROM person WHERE name = 'A1')
          WHERE name = 'A2'
          """)
    }
    let one = try #require(try project.store.person(for: .groundTruthWorker("A2")))
    #expect(one.name == "A1" && one.identities.count == 2)
    #expect(
      try project.lead.submittedLayers(of: project.job)[0].layers.map(\.annotator) == [one.id])
    #expect(try project.lead.answers(of: project.job)[0].layer != nil)
    #expect(try project.store.persons().map(\.name) == ["Hanako", "A1"])
  }
}
