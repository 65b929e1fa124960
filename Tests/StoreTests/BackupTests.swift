import AnnotationModel
import Foundation
import Store
import Testing

@Suite("Backups while people work", .timeLimit(.minutes(5)))
struct BackupTests {
  private static let users = 2000..<2003

  @Test("Every copy made while three processes edit is one moment: whole, and no edit by halves")
  func underLoad() async throws {
    let project = try TestProject(images: 4, annotators: 3)
    for user in Self.users { _ = try project.annotator("P\(user)", user: UInt32(user)) }
    let workers = Workers(directory: project.directory)
    let processes = try Self.users.map { try workers.start("edit", 300, as: $0) }
    #expect(try await workers.wait(for: 1, "drawn", by: Self.users))
    var copies: [Int] = []
    repeat {
      copies.append(try Self.copyAndCount(project, number: copies.count))
      await Task.yield()
    } while processes.contains(where: \.isRunning)
    for process in processes { try await Workers.expectSuccess(of: process) }
    copies.append(try Self.copyAndCount(project, number: copies.count))
    #expect(copies == copies.sorted())
    #expect(copies.first ?? 0 > 0 && copies.last == 900)
    #expect(try project.store.verifyJournal().problems == [])
  }

  /// Makes a copy, checks it as a project of its own, and answers how many edits it holds.
  private static func copyAndCount(_ project: TestProject, number: Int) throws -> Int {
    let home = "\(project.directory)/copy.\(number)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try project.store.backup(to: home + "/" + Store.fileName)
    let copy = try Store.open(at: home, now: project.clock.now)
    #expect(try copy.integrityCheck() == [])
    #expect(try copy.verifyJournal().problems == [])
    let person = try #require(try copy.person(unixUser: 1000))
    let edits = try copy.lead(person).journal(limit: 10_000).count { $0.kind == .edit }
    // Each edit adds one box.
    let boxes = try users.map { user in
      let annotator = try #require(try copy.person(unixUser: UInt32(user)))
      let view = try copy.annotator(annotator, job: project.job)
      return try (0..<4).map { try view.item(at: $0)?.layer?.shapes.count ?? 0 }.reduce(0, +)
    }
    #expect(boxes.reduce(0, +) == edits)
    return edits
  }
}
