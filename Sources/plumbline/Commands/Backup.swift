import ArgumentParser
import Foundation
import Interchange
import Store

/// Copies the project's database while people work on it.
struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the project's database while people work on it.",
    discussion: """
      Copying the database file itself would tear it; this takes one consistent moment. To go on \
      from a backup, put it as plumbline.sqlite into a directory of its own and open that. \
      Pictures are not part of it. Only leads may make one, because it holds everybody's answers.

        plumbline backup breads --out breads-2026-11-21.sqlite
      """)

  @OptionGroup var project: ProjectDirectory

  @Option(help: "The file to write; it must not exist.", completion: .file())
  var out: String

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    guard !FileManager.default.fileExists(atPath: out) else {
      throw Failure(
        "\(out) exists, and a backup never replaces a file", hint: "choose another name")
    }
    // Nobody else may read the copy while it grows; then it is as open as the database is.
    umask(0o077)
    try open.store.backup(to: out)
    if let original = FileStatus(project.directory + "/" + Store.fileName) {
      try FileManager.default.setAttributes(
        [.posixPermissions: Int(original.mode)], ofItemAtPath: out)
    }
    let copied = try FileManager.default.attributesOfItem(atPath: out)[.size] as? Int ?? 0
    let newest = try lead.log(limit: 1).first?.header.number ?? 0
    print(
      "\(PrintableText.escaping(out)): \(ByteCount.text(copied)), "
        + "the project as of entry #\(newest)")
  }
}

/// Numbers of bytes as people read them.
enum ByteCount {
  /// A number with a decimal unit: `12 B`, `3.4 MB`.
  static func text(_ count: Int) -> String {
    var value = Double(max(0, count))
    for unit in ["B", "kB", "MB", "GB", "TB"] {
      if value < 1000 || unit == "TB" {
        let tenths = Int((value * 10).rounded())
        return unit == "B" ? "\(count) B" : "\(tenths / 10).\(tenths % 10) \(unit)"
      }
      value /= 1000
    }
    return "\(count) B"
  }
}
