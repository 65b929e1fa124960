import AnnotationModel
import Glibc
import Interchange
import Store

/// Looks at a project from all sides without changing it.
struct ProjectExamination {
  /// What was found, in the order in which it was looked at.
  private(set) var findings: [Finding] = []
  private let directory: String

  /// Examines the project in a directory; `personName` is whom to look as, nil for this user.
  init(_ directory: String, as personName: String?) {
    self.directory = directory
    lookAtPlace()
    lookAtLeftovers()
    let store: Store
    do throws(StoreError) {
      store = try Store.open(at: directory, now: Clock.now)
    } catch {
      // Permissions may be why it cannot be opened.
      lookAtPermissions()
      findings.append(Finding("database", .wrong, error.description))
      return
    }
    // Only now: the two files beside the database are there while it is open.
    lookAtPermissions()
    lookAtDatabase(store)
    lookAtPerson(in: store, as: personName)
  }

  private mutating func add(
    _ check: String, _ verdict: Finding.Verdict, _ detail: String, advice: String = ""
  ) {
    findings.append(Finding(check, verdict, detail, advice: advice))
  }

  // MARK: The disk

  private mutating func lookAtPlace() {
    guard let status = FileStatus(directory) else { return }
    let kind = NetworkFileSystem.mounts().flatMap { status.fileSystem(mounts: $0) }
    let free = FileStatus.freeBytes(at: directory)
    let space = free.map { ", \(ByteCount.text(Int(clamping: $0))) free" } ?? ""
    let isNarrow = free.map { $0 < 100_000_000 } ?? false
    add(
      "disk", isNarrow ? .wrong : .good, "file system \(kind ?? "of unknown kind")\(space)",
      advice: isNarrow ? "free some space; nothing can be saved on a full disk" : "")
  }

  /// Exports that were killed leave hidden files where they wrote, often beside the project.
  private mutating func lookAtLeftovers() {
    var folders: [LocalPath] = []
    for name in [directory, directory + "/..", "."] {
      guard let path = try? AbsolutePath.resolving(LocalPath(name)), !folders.contains(path) else {
        continue
      }
      folders.append(path)
    }
    let found = folders.flatMap { (try? Leftover.all(in: $0)) ?? [] }
    for leftover in found.prefix(20) {
      add("exports", .note, UnfinishedExports.advice(on: leftover))
    }
  }

  private mutating func lookAtPermissions() {
    guard let status = FileStatus(directory) else { return }
    let files = ["", "-wal", "-shm"].compactMap {
      FileStatus(directory + "/" + Store.fileName + $0)
    }
    guard !files.isEmpty else { return }
    findings += PermissionExamination(directory: status, files: files).findings
  }

  // MARK: The database

  private mutating func lookAtDatabase(_ store: Store) {
    do throws(StoreError) {
      try lookAtSettings(store)
      let problems = try store.integrityCheck()
      if problems.isEmpty { add("integrity", .good, "tables, references and counters agree") }
      for problem in problems.prefix(20) {
        add("integrity", .wrong, problem, advice: Self.restoring)
      }
      try lookAtJournal(store)
    } catch {
      add("database", .wrong, error.description, advice: Self.restoring)
    }
  }

  private static let restoring =
    "keep this directory as it is, and go on from the newest backup"

  private mutating func lookAtSettings(_ store: Store) throws(StoreError) {
    let settings = try store.settings()
    let isSafe = settings.journalMode == "wal" && settings.synchronous == 2 && settings.foreignKeys
    add(
      "database", isSafe ? .good : .wrong,
      "schema \(try store.schemaVersion), SQLite \(settings.sqliteVersion), journal mode "
        + "\(settings.journalMode), synchronous \(settings.synchronous)",
      advice: isSafe ? "" : "the settings should be wal and 2; say so to whoever maintains this")
  }

  private mutating func lookAtJournal(_ store: Store) throws(StoreError) {
    let report = try store.verifyJournal()
    if report.problems.isEmpty {
      let purged = report.purgedPayloads > 0 ? ", \(report.purgedPayloads) purged" : ""
      add("journal", .good, "\(report.entries) entries\(purged), an unbroken chain")
    }
    for problem in report.problems.prefix(20) {
      add("journal", .wrong, problem, advice: Self.restoring)
    }
  }

  // MARK: People and pictures

  private mutating func lookAtPerson(in store: Store, as personName: String?) {
    do {
      let person = try CurrentPerson.find(in: store, as: personName)
      let roles = person.roles.map(\.rawValue).sorted().joined(separator: ", ")
      add(
        "you", roles.isEmpty ? .wrong : .good,
        "\(person.name), user \(UnixUser.name(getuid())): \(roles.isEmpty ? "no role" : roles)",
        advice: roles.isEmpty ? "ask a lead for a role" : "")
      if person.roles.contains(.lead) {
        try lookAtPictures(store.lead(person))
      } else {
        add("pictures", .note, "not looked at, only a lead may list them all")
      }
    } catch let failure as Failure {
      add("you", .wrong, failure.message, advice: failure.hint)
    } catch {
      add("pictures", .wrong, KnownFailure(error)?.description ?? "\(error)")
    }
  }

  private mutating func lookAtPictures(_ lead: LeadView) throws {
    var count = PictureCount()
    let bar = ProgressBar("looking for pictures")
    defer { bar.finish() }
    var cursor: ImageCursor?
    repeat {
      let page = try lead.images(after: cursor, limit: 1000)
      for image in page.images {
        count.add(image)
        bar.advance()
      }
      cursor = page.cursor
    } while cursor != nil
    findings.append(count.finding)
  }
}

/// How many images have a file that can be read.
private struct PictureCount {
  private var readable = 0
  private var missing = 0
  private var elsewhere = 0
  private var removed = 0
  private var firstMissing: String?

  mutating func add(_ image: Image) {
    if image.isRemoved {
      removed += 1
      return
    }
    let paths = image.locations.compactMap { location in
      if case .path(let bytes) = location.place { bytes } else { nil }
    }
    if paths.contains(where: FileStatus.isReadable) {
      readable += 1
    } else if let path = paths.first {
      missing += 1
      firstMissing = firstMissing ?? String(decoding: path, as: UTF8.self)
    } else {
      elsewhere += 1
    }
  }

  var finding: Finding {
    let others =
      (elsewhere > 0 ? ", \(elsewhere) known by address only" : "")
      + (removed > 0 ? ", \(removed) removed" : "")
    guard let firstMissing else {
      return Finding("pictures", .good, "\(readable) files can be read\(others)")
    }
    return Finding(
      "pictures", .wrong,
      "\(missing) of \(missing + readable) files cannot be read\(others), the first is "
        + firstMissing,
      advice: "mount the disk, or give this user the right to read; nothing is lost meanwhile")
  }
}
