import AnnotationModel
import FoundationEssentials
import Glibc
import Store
import Testing

@Suite("Many processes, and processes that die")
struct ConcurrencyTests {
  @Test("Four processes edit while a lead imports: nothing is refused and nothing is lost")
  func processes() async throws {
    let project = try TestProject(images: 4, annotators: 4)
    for number in 0..<4 { _ = try project.annotator("P\(number)", user: UInt32(2000 + number)) }
    let directory = project.directory
    async let first: Void = work(as: 2000, in: directory)
    async let second: Void = work(as: 2001, in: directory)
    async let third: Void = work(as: 2002, in: directory)
    async let fourth: Void = work(as: 2003, in: directory)
    let added = try project.lead.addImages((100..<3100).map(TestProject.image))
    #expect(added.added == 3000)
    _ = await (first, second, third, fourth)
    for user in 2000..<2004 {
      let person = try #require(try project.store.person(unixUser: UInt32(user)))
      let view = try project.store.annotator(person, job: project.job)
      for index in 0..<4 { #expect(try view.item(at: index)?.layer?.shapes.count == 15) }
    }
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("Stores in one process take turns too")
  func stores() async throws {
    let project = try TestProject(images: 1)
    let users: [UInt32] = [2000, 2001, 2002]
    for user in users { _ = try project.annotator("P\(user)", user: user) }
    try await withThrowingTaskGroup { group in
      for user in users {
        let store = try project.reopened(seed: UInt64(user))
        group.addTask { try ConcurrencyTests.draw(40, as: user, in: store) { _ in } }
      }
      try await group.waitForAll()
    }
    #expect(try project.store.verifyJournal().problems == [])
    #expect(try project.store.integrityCheck() == [])
  }

  @Test("Whatever was reported as saved survives kill -9", arguments: [3, 11, 24, 40, 67, 95])
  func kill(milliseconds: UInt32) async throws {
    let project = try TestProject(images: 4)
    _ = try project.annotator("Taro", user: 2000)
    let directory = project.directory
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [directory = directory as String, milliseconds] in
      let store = try Store.open(at: directory, now: ConcurrencyTests.now)
      let log = directory + "/saved"
      try ConcurrencyTests.draw(100_000, as: 2000, in: store) { entry in
        // From the first saved edit on, death comes at any moment.
        if ConcurrencyTests.append(entry, to: log) { ConcurrencyTests.die(in: milliseconds) }
      }
    }
    let log = try String(contentsOfFile: directory + "/saved", encoding: .utf8)
    let saved = log.split(separator: "\n").compactMap { EntryNumber($0) }
    let store = try project.reopened()
    #expect(try store.integrityCheck() == [])
    #expect(try store.verifyJournal().problems == [])
    let entries = try project.lead.journal(limit: 1_000_000).filter { $0.kind == .edit }
    #expect(!saved.isEmpty && Set(entries.map(\.number)).isSuperset(of: saved))
    // Each edit adds one shape, so the layers hold exactly as many shapes as there are entries.
    let person = try #require(try store.person(unixUser: 2000))
    let view = try store.annotator(person, job: project.job)
    let shapes = try (0..<4).map { try view.item(at: $0)?.layer?.shapes.count ?? 0 }
    #expect(shapes.reduce(0, +) == entries.count)
  }

  private func work(as user: UInt32, in directory: String) async {
    await #expect(processExitsWith: .success) { [user, directory] in
      let store = try Store.open(at: directory, now: ConcurrencyTests.now)
      try ConcurrencyTests.draw(60, as: user, in: store) { _ in }
    }
  }

  /// Adds that many boxes, one edit each, going round the first four images.
  static func draw(
    _ count: Int, as user: UInt32, in store: Store, _ saved: (EntryNumber) throws -> Void
  ) throws {
    let person = try #require(try store.person(unixUser: user))
    let job = try store.job(named: "breads")
    let view = try store.annotator(person, job: job)
    let images = min(4, try view.dataObjectCount())
    for step in 0..<count {
      let item = try #require(try view.item(at: step % images))
      let shape = Shape(
        number: item.nextShapeNumber, label: job.labels[step % 3].id,
        geometry: .box(box(Double(step), 1, Double(step) + 2, 9)))
      try saved(view.apply(adding(shape), to: item.dataObject, activeSeconds: 0.5))
    }
  }

  /// Appends a line; true when it was the first.
  static func append(_ entry: EntryNumber, to file: String) -> Bool {
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_APPEND, 0o644)
    defer { close(descriptor) }
    let start = lseek(descriptor, 0, SEEK_END)
    let line = Array("\(entry)\n".utf8)
    return unsafe write(descriptor, line, line.count) == line.count && start == 0
  }

  static func die(in milliseconds: UInt32) {
    Task.detached {
      usleep(milliseconds * 1000)
      Glibc.kill(getpid(), SIGKILL)
    }
  }

  static let now: @Sendable () -> Timestamp = {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
