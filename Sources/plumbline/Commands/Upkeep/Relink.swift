import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Notes that a folder of pictures is elsewhere now.
struct Relink: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say where a folder of pictures is now that it has moved.",
    discussion: """
      Looks first whether the files are there, by their size, and by their content where that is \
      known. Missing and different files are named, and the exit status is 3; when no file is \
      there, nothing is changed. "plumbline undo" takes it back.

        plumbline relink breads --from /mnt/old/photos --to /data/photos --dry-run
      """)

  @OptionGroup var project: ProjectDirectory

  @Option(help: "The folder as the project knows it.", completion: .directory)
  var from: String

  @Option(help: "Where the folder is now.", completion: .directory)
  var to: String

  @Flag(help: "Look and report; write nothing.")
  var dryRun = false

  @Option(help: "Write every missing and different file to this file.")
  var rejects: String?

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    try Rejects.check(rejects)
    let old = Self.folder(Array(from.utf8))
    let new = Self.folder(try AbsolutePath.resolving(try LocalPath(to)).bytes)
    let (found, missing) = try compare(old, new, lead)
    guard found > 0 || !missing.isEmpty else {
      throw Failure(
        "the project has no picture below \(from)",
        hint: "give the folder as the project knows it; \"plumbline list\" shows paths")
    }
    guard found > 0 else {
      try missing.report(to: rejects)
      throw Failure(
        "none of the \(Count.text(missing.entries.count, "file")) is below \(to); nothing was "
          + "changed")
    }
    let words = "\(Count.text(found, "file")) found below \(to), \(missing.entries.count) not"
    if dryRun {
      print(PrintableText.escaping(words + "; nothing was changed", limit: .max))
    } else {
      let entry = try lead.relink(from: old, to: new)
      print(PrintableText.escaping("\(words), entry #\(entry)", limit: .max))
    }
    try missing.report(to: rejects)
    if !missing.isEmpty { throw RejectedInputs() }
  }

  /// The path of a folder as the project writes it: with one slash at its end.
  private static func folder(_ path: [UInt8]) -> [UInt8] {
    var bytes = path
    while bytes.count > 1, bytes.last == 0x2F { bytes.removeLast() }
    return bytes.last == 0x2F ? bytes : bytes + [0x2F]
  }

  /// How many files are at the new place as the project knows them, and which are not.
  private func compare(
    _ old: [UInt8], _ new: [UInt8], _ lead: LeadView
  ) throws -> (found: Int, missing: Rejects) {
    let progress = ProgressBar("looking for files")
    defer { progress.finish() }
    var found = 0
    var missing = Rejects()
    var cursor: KnownFilePage.Cursor?
    repeat {
      let page = try lead.files(below: old, from: cursor)
      for file in page.files {
        let target = new + file.path.dropFirst(old.count)
        progress.advance()
        if let reason = Self.objection(to: target, file) {
          missing.add(String(decoding: target, as: UTF8.self), reason)
        } else {
          found += 1
        }
      }
      cursor = page.next
    } while cursor != nil
    return (found, missing)
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
