import AnnotationModel
import FoundationEssentials
import Glibc
import Store
import Testing

@Suite("Backups while people work")
struct BackupTests {
  @Test("Every copy made while three processes edit is one moment: whole, and no edit by halves")
  func underLoad() async throws {
    let project = try TestProject(images: 4, annotators: 3)
    let users: [UInt32] = [2000, 2001, 2002]
    for user in users { _ = try project.annotator("P\(user)", user: user) }
    let directory = project.directory
    let copies = try await withThrowingTaskGroup(of: Void.self) { group in
      for user in users { group.addTask { await Self.edit(as: user, in: directory) } }
      // The first edit is there before the first copy, and the copies go on until the work is done.
      while try project.lead.journal(limit: 10_000).contains(where: { $0.kind == .edit }) == false {
        await Task.yield()
      }
      var copies: [Int] = []
      while try !Self.isDone(users, in: directory) || copies.count < 3 {
        copies.append(try Self.copyAndCount(project, number: copies.count))
        await Task.yield()
      }
      try await group.waitForAll()
      return copies
    }
    #expect(copies == copies.sorted())
    #expect(copies.contains { $0 > 0 && $0 < 360 })
    #expect(try project.store.verifyJournal().problems == [])
  }

  private static func edit(as user: UInt32, in directory: String) async {
    await #expect(processExitsWith: .success) { [user, directory] in
      let store = try Store.open(at: directory, now: ConcurrencyTests.now)
      try ConcurrencyTests.draw(60, as: user, in: store) { _ in }
      // A machine too busy for the first copy until then waits for it here.
      while !FileManager.default.fileExists(atPath: "\(directory)/copy.0/copied") { usleep(1000) }
      try ConcurrencyTests.draw(60, as: user, in: store) { _ in }
      _ = ConcurrencyTests.append(1, to: "\(directory)/done.\(user)")
    }
  }

  private static func isDone(_ users: [UInt32], in directory: String) throws -> Bool {
    users.allSatisfy { FileManager.default.fileExists(atPath: "\(directory)/done.\($0)") }
  }

  /// Makes a copy, checks it as a project of its own, and answers how many edits it holds.
  private static func copyAndCount(_ project: TestProject, number: Int) throws -> Int {
    let home = "\(project.directory)/copy.\(number)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try project.store.backup(to: home + "/" + Store.fileName)
    _ = ConcurrencyTests.append(1, to: home + "/copied")
    let copy = try Store.open(at: home, now: project.clock.now)
    #expect(try copy.integrityCheck() == [])
    #expect(try copy.verifyJournal().problems == [])
    let person = try #require(try copy.person(unixUser: 1000))
    let lead = try copy.lead(person)
    let edits = try lead.journal(limit: 10_000).count { $0.kind == .edit }
    // Each edit adds one box.
    let boxes = try ([2000, 2001, 2002] as [UInt32]).map { user in
      let annotator = try #require(try copy.person(unixUser: user))
      let view = try copy.annotator(annotator, job: project.job)
      return try (0..<4).map { try view.item(at: $0)?.layer?.shapes.count ?? 0 }.reduce(0, +)
    }
    #expect(boxes.reduce(0, +) == edits)
    return edits
  }
}
