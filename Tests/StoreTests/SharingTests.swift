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

  @Test(
    "A project is shared later by its owner alone; others are told whom to ask",
    .enabled(if: getuid() == 0, "only root may become another user"))
  func later() async throws {
    let parent = try TestProject.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: parent) }
    unsafe chmod(parent, 0o777)
    await #expect(processExitsWith: .success) { [parent = parent as String] in
      try SharingTests.become(user: 61_001)
      umask(0o077)
      _ = try Store.create(
        at: parent + "/project", name: "x", by: PersonDraft(unixUser: getuid(), name: "one"),
        now: ConcurrencyTests.now)
    }
    await #expect(processExitsWith: .success) { [parent = parent as String] in
      try SharingTests.become(user: 61_002)
      let refused = #expect(throws: StoreError.self) {
        try Store.open(at: parent + "/project", now: ConcurrencyTests.now)
      }
      try #require(refused?.description.contains("ask its owner to run") == true)
    }
    unsafe chmod(parent + "/project", 0o755)
    await #expect(processExitsWith: .success) { [parent = parent as String] in
      try SharingTests.become(user: 61_002)
      #expect(throws: StoreError.self) { try Store.share(parent + "/project") }
    }
    await #expect(processExitsWith: .success) { [parent = parent as String] in
      try SharingTests.become(user: 61_001)
      try #require(try Store.share(parent + "/project"))
      let permissions = try Store.permissions(at: parent + "/project")
      try #require(permissions.isShared && permissions.problems == [])
      try #require(try !Store.share(parent + "/project"))
    }
  }

  @Test(
    "Two Unix users with umask 022 write in turns",
    .enabled(if: getuid() == 0, "only root may become another user"))
  func users() async throws {
    let parent = try TestProject.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: parent) }
    unsafe chmod(parent, 0o777)
    await #expect(processExitsWith: .success) { [parent = parent as String] in
      try SharingTests.become(user: 61_001)
      let store = try Store.create(
        at: parent + "/project", name: "x", by: PersonDraft(unixUser: getuid(), name: "one"),
        sharing: .group(nil), now: ConcurrencyTests.now)
      let lead = try store.lead(try #require(try store.person(unixUser: getuid())))
      _ = try lead.addPerson(PersonDraft(unixUser: 61_002, name: "two"), roles: [.lead])
    }
    for user in [61_002, 61_001, 61_002] as [UInt32] {
      await #expect(processExitsWith: .success) {
        [parent = parent as String, user = user as UInt32] in
        try SharingTests.become(user: user)
        let store = try Store.open(at: parent + "/project", now: ConcurrencyTests.now)
        let lead = try store.lead(try #require(try store.person(unixUser: getuid())))
        let count = try store.persons().count
        _ = try lead.addPerson(PersonDraft(name: "another"), roles: [])
        try #require(try store.persons().count == count + 1)
        try #require(try Store.permissions(at: parent + "/project").problems == [])
      }
    }
    // Somebody who is not in the group.
    await #expect(processExitsWith: .success) { [parent = parent as String] in
      try SharingTests.become(user: 61_003, group: 61_999)
      let error = #expect(throws: StoreError.self) {
        try Store.open(at: parent + "/project", now: ConcurrencyTests.now)
      }
      try #require(error?.description.contains("Permission denied") == true)
    }
  }

  /// Turns this process into another Unix user with umask 022.
  static func become(user: UInt32, group: UInt32 = 61_000) throws {
    umask(0o022)
    let groups = setgroups(0, nil)
    try #require(groups == 0 && setgid(group) == 0 && setuid(user) == 0)
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
