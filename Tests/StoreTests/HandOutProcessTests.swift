import AnnotationModel
import FoundationEssentials
import Glibc
import Store
import Synchronization
import Testing

@Suite("Many processes that take work")
struct HandOutProcessTests {
  @Test(
    "Eight processes share out the images, each with as many persons as asked", arguments: [1, 3])
  func processes(annotators: Int) async throws {
    let project = try TestProject(images: 48, annotators: annotators)
    for user in 2000..<2008 { _ = try project.annotator("P\(user)", user: UInt32(user)) }
    let directory = project.directory
    await withTaskGroup { group in
      for user in 2000..<2008 {
        group.addTask { await Self.takeAll(as: UInt32(user), in: directory) }
      }
    }
    let takers = try Self.takers(2000..<2008, in: directory)
    #expect(takers.count == 48)
    for (_, users) in takers {
      #expect(users.count == annotators && Set(users).count == annotators)
    }
    let status = try project.lead.status(of: project.job)
    #expect(status.byAnswers == [annotators: 48])
    try HandOutTests.check(project)
  }

  @Test("What a killed process held goes to somebody else after the lease, not before")
  func killed() async throws {
    let project = try TestProject(images: 1, annotators: 1)
    for user in [2000, 2001] as [UInt32] { _ = try project.annotator("P\(user)", user: user) }
    let directory = project.directory
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
      let view = try Self.view(as: 2000, in: directory)
      if try view.take() != nil { Glibc.kill(getpid(), SIGKILL) }
    }
    #expect(try Self.view(as: 2001, in: directory).take() == nil)
    #expect(try Self.view(as: 2001, in: directory, later: 300).take() == nil)
    #expect(try Self.view(as: 2001, in: directory, later: 601).take()?.index == 0)
    try HandOutTests.check(project)
  }

  @Test(
    "Among eight, two are killed while they hold an image, and all wall clocks jump by months",
    arguments: [1, 3])
  func killedAmongMany(annotators: Int) async throws {
    let project = try TestProject(images: 60, annotators: annotators)
    for user in 2000..<2008 { _ = try project.annotator("P\(user)", user: UInt32(user)) }
    let directory = project.directory
    await withTaskGroup { group in
      for user in [2000, 2001] as [UInt32] {
        group.addTask { await Self.holdOne(as: user, in: directory) }
      }
      group.addTask {
        let holders = await [Self.holder(2000, in: directory), Self.holder(2001, in: directory)]
        await withTaskGroup { others in
          for user in 2002..<2008 {
            others.addTask { await Self.takeAll(as: UInt32(user), in: directory) }
          }
          for holder in holders { Glibc.kill(holder, SIGKILL) }
        }
      }
    }
    let held = try Self.lines("held", [2000, 2001], in: directory)
    #expect(held.count == 2)
    // Nobody else got the place that a dead holder keeps until the lease ends.
    let before = try Self.takers(2002..<2008, in: directory)
    for index in 0..<60 {
      let holders = held.count { $0.index == index }
      #expect(before[index, default: []].count == annotators - holders)
    }
    for user in 2002..<2008 { await Self.takeAll(as: UInt32(user), in: directory, later: 601) }
    for (_, users) in try Self.takers(2002..<2008, in: directory) {
      #expect(users.count == annotators && Set(users).count == annotators)
    }
    #expect(try project.lead.status(of: project.job).byAnswers == [annotators: 60])
    try HandOutTests.check(project)
  }

  /// Takes an image, notes it, and sits there until the process is killed.
  private static func holdOne(as user: UInt32, in directory: String) async {
    await #expect(processExitsWith: .signal(SIGKILL)) { [user, directory] in
      let view = try HandOutProcessTests.view(as: user, in: directory)
      let item = try #require(try view.take())
      _ = ConcurrencyTests.append(EntryNumber(item.index), to: "\(directory)/held.\(user)")
      _ = ConcurrencyTests.append(EntryNumber(getpid()), to: "\(directory)/pid.\(user)")
      while true { sleep(60) }
    }
  }

  /// The process that holds an image as a user, once it does.
  private static func holder(_ user: UInt32, in directory: String) async -> pid_t {
    while true {
      let text = try? String(contentsOfFile: "\(directory)/pid.\(user)", encoding: .utf8)
      if let line = text?.split(separator: "\n").first, let number = pid_t(line) { return number }
      await Task.yield()
      usleep(5000)
    }
  }

  private static func lines(
    _ name: String, _ users: some Sequence<Int>, in directory: String
  ) throws -> [(user: Int, index: Int)] {
    try users.flatMap { user -> [(user: Int, index: Int)] in
      let text =
        (try? String(contentsOfFile: "\(directory)/\(name).\(user)", encoding: .utf8)) ?? ""
      return try text.split(separator: "\n").map { (user, try #require(Int($0))) }
    }
  }

  /// Who took each image, by its place.
  private static func takers(
    _ users: some Sequence<Int>, in directory: String
  ) throws -> [Int: [Int]] {
    Dictionary(grouping: try lines("taken", users, in: directory), by: \.index)
      .mapValues { $0.map(\.user) }
  }

  private static func takeAll(
    as user: UInt32, in directory: String, later: Int64 = 0
  ) async {
    await #expect(processExitsWith: .success) { [user, directory, later] in
      let view = try HandOutProcessTests.view(as: user, in: directory, later: later)
      while let item = try view.take() {
        _ = ConcurrencyTests.append(EntryNumber(item.index), to: "\(directory)/taken.\(user)")
        _ = try view.submit(item.dataObject)
      }
    }
  }

  /// A wall clock that somebody sets to and fro by up to a year, at every reading.
  private static func jumpingClock(seed: UInt64) -> @Sendable () -> Timestamp {
    let random = Mutex(SeededGenerator(seed: seed))
    return {
      let jump = random.withLock { Double.random(in: -3e7...3e7, using: &$0) }
      return ConcurrencyTests.now().advanced(bySeconds: jump)
    }
  }

  /// The person's newest session, on a host that has been up for longer than this one and whose
  /// wall clock jumps.
  static func view(
    as user: UInt32, in directory: String, later seconds: Int64 = 0
  ) throws -> AnnotatorView {
    let store = try Store.open(
      at: directory, now: jumpingClock(seed: UInt64(user)),
      uptime: {
        let now = Uptime.read()
        return Uptime(boot: now.boot, microseconds: now.microseconds + seconds * 1_000_000)
      })
    let person = try #require(try store.person(unixUser: user))
    return try store.annotator(person, job: try store.job(named: "breads")).newSession()
  }
}
