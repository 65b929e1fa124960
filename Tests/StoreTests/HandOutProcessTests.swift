import AnnotationModel
import FoundationEssentials
import Glibc
import Store
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
    var takers: [Int: [Int]] = [:]
    for user in 2000..<2008 {
      let log = (try? String(contentsOfFile: "\(directory)/taken.\(user)", encoding: .utf8)) ?? ""
      for line in log.split(separator: "\n") {
        takers[try #require(Int(line)), default: []].append(user)
      }
    }
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

  private static func takeAll(as user: UInt32, in directory: String) async {
    await #expect(processExitsWith: .success) { [user, directory] in
      let view = try HandOutProcessTests.view(as: user, in: directory)
      while let item = try view.take() {
        _ = ConcurrencyTests.append(EntryNumber(item.index), to: "\(directory)/taken.\(user)")
        _ = try view.submit(item.dataObject)
      }
    }
  }

  /// The person's newest session, on a host that has been up for longer than this one.
  static func view(
    as user: UInt32, in directory: String, later seconds: Int64 = 0
  ) throws -> AnnotatorView {
    let store = try Store.open(
      at: directory, now: ConcurrencyTests.now,
      uptime: {
        let now = Uptime.read()
        return Uptime(boot: now.boot, microseconds: now.microseconds + seconds * 1_000_000)
      })
    let person = try #require(try store.person(unixUser: user))
    return try store.annotator(person, job: try store.job(named: "breads")).newSession()
  }
}
