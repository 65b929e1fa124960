import AnnotationModel
import FoundationEssentials
import GRDB
import Store
import Testing

@Suite("Projects of older versions")
struct MigrationTests {
  @Test("A project of the first schema is copied, migrated, and goes on")
  func firstSchema() throws {
    let directory = try Self.oldProject()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try Store.open(at: directory, now: TestClock().now)
    #expect(try store.schemaVersion == Self.newest)
    #expect(try store.integrityCheck() == [])
    let journal = try store.verifyJournal()
    #expect(journal.problems == [] && journal.entries == 23)
    let taro = try #require(try store.person(unixUser: 1001))
    let view = try store.annotator(taro, job: try store.job(named: "breads"))
    #expect(try view.progress().submitted == 2 && view.progress().skipped == 1)
    #expect(try view.item(at: 3)?.layer?.shapes.count == 1)
    // Taro's draft comes first, then an image that two persons have not taken yet.
    #expect(try view.take()?.index == 3)
    let draft = try #require(try view.item(at: 3))
    #expect(try view.take(passing: [draft.dataObject])?.index == 4)
    #expect(try view.undo()?.description == "add anpan")
    #expect(try store.integrityCheck() == [])
  }

  @Test("Answers that are there already can be reviewed, and what is left is counted")
  func secondSchema() throws {
    let directory = try Self.oldProject("second-schema")
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try Store.open(at: directory, now: TestClock().now)
    #expect(try store.schemaVersion == Self.newest)
    #expect(try store.integrityCheck() == [] && store.verifyJournal().problems == [])
    let leader = try #require(try store.persons().first { $0.roles.contains(.lead) })
    let job = try #require(try store.jobs().first)
    let queue = try store.reviewer(leader).queue(of: job).newSession()
    let waiting = try queue.progress()
    let answered = try store.lead(leader).answers(of: job).count { answer in
      guard let layer = answer.layer else { return false }
      if case .person = layer.source { return answer.annotators >= job.annotatorsPerImage }
      return true
    }
    #expect(answered > 0 && waiting.left + waiting.gold == answered)
    let item = try #require(try queue.take())
    _ = try queue.finish(item.dataObject, acceptingRest: true)
    #expect(try queue.progress().reviewed == 1)
    let home = try store.home(for: leader)
    #expect(home.jobs.map(\.images) == [try store.lead(leader).answers(of: job).count])
    #expect(try store.integrityCheck() == [])
  }

  @Test("The copy is the project as it was, and is made once")
  func backup() throws {
    let directory = try Self.oldProject()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let file = directory + "/" + Store.fileName
    for _ in 0..<2 { _ = try Store.open(at: directory, now: TestClock().now) }
    let backups = try FileManager.default.contentsOfDirectory(atPath: directory).filter {
      $0.contains("backup")
    }
    #expect(backups == [Store.fileName + ".2026-11-first-schema.backup"])
    let name = try #require(backups.first)
    let counts = try [file, directory + "/" + name].map { path in
      try DatabaseQueue(path: path).read {
        try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations")
      }
    }
    #expect(counts == [try Self.newest, 1])
  }

  @Test("Many who open it at once migrate it once")
  func race() async throws {
    let directory = try Self.oldProject()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    await withTaskGroup { group in
      for _ in 0..<6 {
        group.addTask {
          await #expect(processExitsWith: .success) { [directory = directory as String] in
            let store = try Store.open(at: directory, now: ConcurrencyTests.now)
            try #require(try store.schemaVersion > 1)
          }
        }
      }
    }
    let store = try Store.open(at: directory, now: ConcurrencyTests.now)
    #expect(try store.integrityCheck() == [])
    let backup = directory + "/" + Store.fileName + ".2026-11-first-schema.backup"
    let count = try await DatabaseQueue(path: backup).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM grdb_migrations")
    }
    #expect(count == 1)
  }

  /// The number of migrations of a project that is made now.
  private static var newest: Int {
    get throws { try TestProject(images: 1).store.schemaVersion }
  }

  private static func oldProject(_ name: String = "first-schema") throws -> String {
    let directory = try TestProject.temporaryDirectory()
    let fixture = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name).sqlite")
    try FileManager.default.copyItem(
      atPath: fixture.path, toPath: directory + "/" + Store.fileName)
    return directory
  }
}
