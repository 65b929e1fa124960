import AnnotationModel
import FoundationEssentials
import GRDB
import Store
import Testing

@Suite("Making and opening a project")
struct OpeningTests {
  @Test("A write waits for the lock of others, and says so when it waits in vain")
  func waiting() async throws {
    let project = try TestProject()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(
      path: project.directory + "/" + Store.fileName, configuration: configuration)
    let patient = try project.annotator("Taro", user: 1001)
    let item = try #require(try patient.item(at: 0)).dataObject
    try await other.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      let hasty = try Store.open(
        at: project.directory, now: project.clock.now, busyTimeout: .milliseconds(30))
      let person = try #require(try hasty.person(unixUser: 1001))
      let view = try hasty.annotator(person, job: project.job)
      #expect(throws: StoreError.busy(action: "submitting")) { try view.submit(item) }
      #expect(try view.item(at: 0)?.state == .waiting)
    }
    async let submitted = patient.submit(item)
    try await Task.sleep(for: .milliseconds(50))
    #expect(try patient.item(at: 0)?.state == .waiting)
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    _ = try await submitted
    #expect(try patient.item(at: 0)?.state == .submitted)
  }

  @Test("A commit waits for the disk, and references hold")
  func settings() throws {
    let project = try TestProject()
    for store in [project.store, try project.reopened()] {
      let settings = try store.settings()
      #expect(settings.journalMode == "wal")
      #expect(settings.synchronous == 2)
      #expect(settings.foreignKeys)
    }
  }

  @Test("A project is not made over another")
  func exists() throws {
    let project = try TestProject()
    #expect(throws: StoreError.projectExists(directory: project.directory)) {
      try Store.create(
        at: project.directory, name: "x", by: PersonDraft(name: "y"), now: project.clock.now)
    }
    #expect(try project.store.jobs().count == 1)
  }

  @Test("What is not a project is refused with the reason")
  func notAProject() throws {
    let directory = try TestProject.temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let now = TestClock().now
    #expect(throws: StoreError.noProject(directory: directory)) {
      try Store.open(at: directory, now: now)
    }
    let file = directory + "/" + Store.fileName
    try Data("this is a text file, long enough to have a header of 16 bytes".utf8)
      .write(to: URL(filePath: file))
    #expect(throws: StoreError.notAProject(file: file)) {
      try Store.open(at: directory, now: now)
    }
    try FileManager.default.removeItem(atPath: file)
    try DatabaseQueue(path: file).write { try $0.execute(sql: "CREATE TABLE other (x)") }
    #expect(throws: StoreError.notAProject(file: file)) {
      try Store.open(at: directory, now: now)
    }
  }

  @Test("A schema from the future is refused and left alone")
  func newerSchema() throws {
    let project = try TestProject()
    let file = project.directory + "/" + Store.fileName
    let version = try project.store.schemaVersion
    try DatabaseQueue(path: file).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2031-01 holograms')")
    }
    let error = #expect(throws: StoreError.self) { try project.reopened() }
    #expect(error == .newerSchema(file: file, migration: "2031-01 holograms"))
    #expect(error?.description.contains("update this program") == true)
    #expect(try project.store.schemaVersion == version)
  }

  @Test("A reopened project knows its people, jobs and name")
  func reopen() throws {
    let project = try TestProject()
    _ = try project.lead.addIdentity(.groundTruthWorker("A1B2"), to: project.leader)
    let store = try project.reopened()
    #expect(store.project == project.store.project)
    #expect(try store.jobs() == [project.job])
    #expect(try store.job(named: "breads").labels[0].localNames == ["ja": "あんぱん"])
    #expect(try store.person(for: .groundTruthWorker("A1B2"))?.name == "Hanako")
    #expect(try store.person(unixUser: 4711) == nil)
    #expect(throws: StoreError.unknown(kind: "job", name: "cakes")) {
      try store.job(named: "cakes")
    }
  }

  @Test("Roles decide who may lead and who may annotate")
  func roles() throws {
    let project = try TestProject()
    let taro = try project.lead.addPerson(PersonDraft(name: "Taro"), roles: [.annotator])
    #expect(throws: StoreError.notAllowed(person: "Taro", role: .lead)) {
      try project.store.lead(taro)
    }
    let jiro = try project.lead.addPerson(PersonDraft(name: "Jiro"), roles: [.reviewer])
    #expect(throws: StoreError.notAllowed(person: "Jiro", role: .annotator)) {
      try project.store.annotator(jiro, job: project.job)
    }
    let both = try project.lead.addRoles([.annotator], to: jiro)
    #expect(both.roles == [.annotator, .reviewer])
  }

  @Test("Roles are taken away too, except from the only lead, and nothing is written for nothing")
  func removedRoles() throws {
    let project = try TestProject()
    let jiro = try project.lead.addPerson(PersonDraft(name: "Jiro"), roles: [.annotator, .lead])
    let head = try #require(try project.lead.log(limit: 1).first?.header.number)
    #expect(throws: StoreError.invalid("Jiro has that already; nothing was changed")) {
      try project.lead.addRoles([.annotator], to: jiro)
    }
    #expect(throws: StoreError.invalid("Jiro does not have that; nothing was changed")) {
      try project.lead.removeRoles([.reviewer], from: jiro)
    }
    #expect(try project.lead.log(limit: 1).first?.header.number == head)
    let changed = try project.lead.removeRoles([.annotator, .lead], from: jiro)
    #expect(changed.roles.isEmpty)
    #expect(
      try project.lead.log(limit: 1).first?.summary == "took the role annotator, lead from Jiro")
    #expect(throws: StoreError.notAllowed(person: "Jiro", role: .annotator)) {
      try project.store.annotator(jiro, job: project.job)
    }
    let only = try #require(try project.store.persons().first { $0.roles.contains(.lead) })
    #expect(throws: StoreError.self) { try project.lead.removeRoles([.lead], from: only) }
    #expect(try project.store.persons().contains { $0.roles.contains(.lead) })
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test(
    "File systems of other hosts are recognised",
    arguments: [
      ("/srv/nfs/project", "nfs4"), ("/home/x/mnt/project", "fuse.sshfs"),
      ("/mnt/with space/p", "cifs"), ("/mnt/c/p", "9p"),
    ])
  func network(path: String, kind: String) {
    #expect(NetworkFileSystem.kind(of: path, mounts: Self.mounts) == kind)
  }

  @Test(
    "Local file systems are accepted",
    arguments: ["/", "/home/x/project", "/srv/nfsx/project", "/home/x/ntfs/p", "/srv/nfs/local/p"])
  func local(path: String) {
    #expect(NetworkFileSystem.kind(of: path, mounts: Self.mounts) == nil)
  }

  @Test("The mount table of this machine can be read", .enabled(if: hasMountTable))
  func mountTable() throws {
    let mounts = try #require(NetworkFileSystem.mounts())
    #expect(mounts.split(separator: "\n").contains { $0.contains(" / ") && $0.contains(" - ") })
  }

  private static let hasMountTable = FileManager.default.fileExists(
    atPath: "/proc/self/mountinfo")

  private static let mounts = #"""
    22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
    30 22 0:40 / /srv/nfs rw shared:2 - nfs4 host:/export rw
    31 30 8:2 / /srv/nfs/local rw shared:3 - xfs /dev/sdb1 rw
    32 22 0:41 / /home/x/mnt rw - fuse.sshfs host: rw
    33 22 0:42 / /home/x/ntfs rw - fuseblk /dev/sdc1 rw
    34 22 0:43 / /mnt/with\040space rw - cifs //host/share rw
    35 22 0:44 / /mnt/c rw - ext4 /dev/sdd1 rw
    36 22 0:45 / /mnt/c rw - 9p drvfs rw
    broken line
    """#
}
