import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Notes that a folder of pictures is elsewhere now.
struct Relink: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relink",
    abstract: "Say where a folder of pictures is now that it has moved.",
    discussion: """
      Looks first whether the files are there, by their size, and by their content where that is \
      known. Missing and different files are named, and nothing is changed, unless --partly moves \
      those that were found; the exit status is 3 then. "plumbline undo" takes it back.

        plumbline relink breads --from /mnt/old/photos --to /data/photos --dry-run
      """)

  @OptionGroup var project: ProjectDirectory

  @Option(help: "The folder as the project knows it.", completion: .directory)
  var from: String

  @Option(help: "Where the folder is now.", completion: .directory)
  var to: String

  @Flag(help: "Move what was found, also when other files are missing or different.")
  var partly = false

  @Flag(help: "Look and report; write nothing.")
  var dryRun = false

  @Option(help: "Write every missing and different file to this file.")
  var rejects: String?

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    if !dryRun { try Rejects.check(rejects) }
    let old = Self.folder(try AbsolutePath.written(Array(from.utf8)))
    let new = Self.folder(try AbsolutePath.resolving(try LocalPath(to)).bytes)
    let comparison = try compare(old, new, lead)
    guard comparison.count > 0 else {
      throw Failure(
        "the project has no picture below \(String(decoding: old, as: UTF8.self))",
        hint: "give the folder as the project knows it; \"plumbline list --json\" shows the paths")
    }
    try comparison.missing.report(to: dryRun ? nil : rejects)
    if dryRun { Rejects.sayNothingIsWritten(to: rejects) }
    let outcome = try move(comparison, from: old, to: new, lead)
    print(PrintableText.escaping(comparison.words(to) + outcome, limit: .max))
    if !comparison.missing.isEmpty { throw RejectedInputs() }
  }

  /// Writes down what moved, as far as it may; answers what to say of it.
  private func move(
    _ comparison: Comparison, from old: [UInt8], to new: [UInt8], _ lead: LeadView
  ) throws -> String {
    if dryRun { return "; nothing was changed" }
    if old == new { return "; the folder is where the project has it, so nothing was changed" }
    if !comparison.missing.isEmpty {
      guard partly, !comparison.found.isEmpty else {
        throw Failure(
          comparison.words(to) + "; nothing was changed",
          hint: comparison.found.isEmpty
            ? "see that the folder is the right one and its disk is mounted"
            : "copy what is missing, or give --partly to move only what was found")
      }
    }
    let entry = try lead.relink(
      from: old, to: new, only: comparison.missing.isEmpty ? nil : comparison.found)
    return ", entry #\(entry); \"plumbline undo \(project.directory) \(entry)\" takes it back"
  }

  /// The path of a folder as the project writes it: with one slash at its end.
  private static func folder(_ path: [UInt8]) -> [UInt8] {
    path.last == 0x2F ? path : path + [0x2F]
  }

  /// What a look at the new place found.
  private struct Comparison {
    /// The files that are there as the project knows them.
    var found: [KnownFile.Key] = []
    /// The others, each with the reason.
    var missing = Rejects()

    var count: Int { found.count + missing.entries.count }

    func words(_ place: String) -> String {
      "\(Count.text(found.count, "file")) found below \(place), \(missing.entries.count) not"
    }
  }

  /// Which files are at the new place as the project knows them, and which are not.
  private func compare(
    _ old: [UInt8], _ new: [UInt8], _ lead: LeadView
  ) throws -> Comparison {
    let progress = ProgressBar("looking for files")
    defer { progress.finish() }
    var comparison = Comparison()
    var cursor: KnownFilePage.Cursor?
    repeat {
      let page = try lead.files(below: old, from: cursor)
      for file in page.files {
        let target = new + file.path.dropFirst(old.count)
        progress.advance()
        if let reason = Self.objection(to: target, file) {
          comparison.missing.add(String(decoding: target, as: UTF8.self), reason)
        } else {
          comparison.found.append(file.key)
        }
      }
      cursor = page.next
    } while cursor != nil
    return comparison
  }

  /// Why a file is not the one that the project knows; nil when it is.
  private static func objection(to target: [UInt8], _ file: KnownFile) -> String? {
    guard let path = LocalPath(bytes: target), let size = FileStatus.size(of: target) else {
      return "is not there"
    }
    if let known = file.byteCount, known != size {
      return "has \(size) bytes instead of \(known)"
    }
    guard file.contentHash != nil else { return nil }
    guard let bytes = try? path.contents(limit: 1 << 30) else { return "cannot be read" }
    return file.isContent(bytes) ? nil : "has another content"
  }
}
