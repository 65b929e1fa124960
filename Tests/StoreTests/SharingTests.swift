import AnnotationModel
import FoundationEssentials
import Glibc
import Store
import Testing

@Suite("Projects that several Unix users share")
struct SharingTests {
  @Test("The group may write, whatever the umask", arguments: [0o022, 0o077, 0o000] as [UInt32])
  func modes(mask: UInt32) async throws {
    let parent = try TestProject.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: parent) }
    // The umask belongs to a whole process, so it is changed in one of its own.
    await #expect(processExitsWith: .success) { [parent = parent as String, mask] in
      umask(mask)
      let directory = parent + "/project"
      let store = try Store.create(
        at: directory, name: "x", by: PersonDraft(name: "y"), sharing: .group(nil),
        now: ConcurrencyTests.now)
      _ = try store.lead(try #require(try store.persons().first)).addPerson(
        PersonDraft(name: "z"), roles: [.annotator])
      let permissions = try Store.permissions(at: directory)
      try #require(permissions.entries.map(\.mode) == [0o2770, 0o660, 0o660, 0o660])
      try #require(permissions.isShared && permissions.problems == [])
    }
    // Files that come and go later keep the permissions.
    await #expect(processExitsWith: .success) { [parent = parent as String, mask] in
      umask(mask)
      let directory = parent + "/project"
      try #require(try Store.permissions(at: directory).problems == [])
      let store = try Store.open(at: directory, now: ConcurrencyTests.now)
      _ = try store.settings()
      let permissions = try Store.permissions(at: directory)
      try #require(permissions.entries.count == 4 && permissions.problems == [])
    }
  }

  @Test("What keeps others out is named, with the command that repairs it")
  func problems() throws {
    let directory = try TestProject.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let store = try Store.create(
      at: directory, name: "x", by: PersonDraft(name: "y"), sharing: .group(getgid()),
      now: TestClock().now)
    #expect(try Store.permissions(at: directory).entries.allSatisfy { $0.group == getgid() })
    let file = directory + "/" + Store.fileName
    unsafe chmod(file, 0o640)
    unsafe chmod(directory, 0o775)
    let problems = try Store.permissions(at: directory).problems
    #expect(problems.count == 2 && problems[0].contains("chmod 2770 '\(directory)'"))
    #expect(problems[1].contains("mode 640 instead of 660") && problems[1].contains(file))
    #expect(try store.jobs() == [])
  }

  @Test("A project of one user has nothing to repair, and none where there is none")
  func alone() throws {
    let project = try TestProject(images: 1)
    unsafe chmod(project.directory, 0o700)
    let permissions = try Store.permissions(at: project.directory)
    #expect(!permissions.isShared && permissions.problems == [])
    #expect(throws: StoreError.noProject(directory: "/nowhere")) {
      try Store.permissions(at: "/nowhere")
    }
  }

  @Test("A group that one is not in is refused, and nothing is left", .enabled(if: getuid() != 0))
  func strangeGroup() throws {
    let directory = try TestProject.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    #expect(throws: StoreError.self) {
      try Store.create(
        at: directory, name: "x", by: PersonDraft(name: "y"), sharing: .group(0),
        now: TestClock().now)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
  }
}
