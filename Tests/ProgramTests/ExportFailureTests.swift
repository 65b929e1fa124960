import Foundation
import Testing

/// An export that is cut off leaves the old file, and nothing unfinished under the final name.
///
/// A limit on the length of files stands for a full disk and for a crash in the middle, because
/// anybody may set one: writing beyond it fails, or ends the program where it stands.
@Suite("Exports that are cut off")
struct ExportFailureTests {
  private static let old = "{\"source-ref\":\"s3://acme/exported-before.jpg\"}\n"

  /// A project with a job whose export is longer than what a test lets be written.
  private func prepared() throws -> (program: Program, project: String) {
    let program = try Program()
    let tree = try JobTree(in: program.folder)
    let source = tree.root.appendingPathComponent("pets/manifests/output/output.manifest")
    let text = try String(contentsOf: source, encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first)
    let folder = program.folder.appendingPathComponent("many")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = (0..<1500).map { line.replacing("park_1", with: "park_\($0)") + "\n" }
    try Data(lines.joined().utf8).write(to: folder.appendingPathComponent("output.manifest"))
    let project = program.path("project")
    let done = try program.run("import", project, folder.path)
    try #require(done.status == 0, "\(done.errors)")
    return (program, project)
  }

  /// Exports over an old file in a folder, through a shell that does something first.
  private func export(
    _ program: Program, _ project: String, into folder: URL, after preparation: String
  ) throws -> (status: Int32, reason: Process.TerminationReason, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Whoever started the tests may ignore the signal, and a shell cannot take that back.
    process.arguments = [
      "--default-signal=XFSZ", "/bin/sh", "-c", preparation + "; exec \"$0\" \"$@\"",
      Program.binary.path, "export", project, "--job",
      "pets", "--force", "--out", folder.appendingPathComponent("pets.manifest").path,
    ]
    let errors = program.path("errors")
    try Data().write(to: URL(fileURLWithPath: errors))
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, process.terminationReason,
      try String(contentsOfFile: errors, encoding: .utf8)
    )
  }

  private func folder(in program: Program) throws -> URL {
    let folder = program.folder.appendingPathComponent("out")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func writeOld(into folder: URL) throws {
    try Data(Self.old.utf8).write(to: folder.appendingPathComponent("pets.manifest"))
  }

  private func expectOld(in folder: URL) throws {
    let path = folder.appendingPathComponent("pets.manifest").path
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.old)
  }

  private func visibleNames(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }
  }

  @Test("When the disk takes no more, the reason is told and nothing is left behind")
  func fullDisk() throws {
    let (program, project) = try prepared()
    defer { program.remove() }
    let folder = try folder(in: program)
    try writeOld(into: folder)
    // 400 blocks of 512 bytes; ignored, the signal becomes an error of writing.
    let end = try export(program, project, into: folder, after: "trap '' XFSZ; ulimit -f 400")
    #expect(end.status == 1 && end.reason == .exit)
    #expect(end.errors.contains("pets.manifest") && end.errors.contains("write the file"))
    try expectOld(in: folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["pets.manifest"])
  }

  @Test("After a crash in the middle the old file stands, and the next export succeeds")
  func crash() throws {
    let (program, project) = try prepared()
    defer { program.remove() }
    let folder = try folder(in: program)
    try writeOld(into: folder)
    let end = try export(program, project, into: folder, after: "ulimit -c 0; ulimit -f 400")
    #expect(end.reason == .uncaughtSignal && end.status == SIGXFSZ)
    try expectOld(in: folder)
    #expect(try visibleNames(in: folder) == ["pets.manifest"])
    let again = try export(program, project, into: folder, after: ":")
    #expect(again.status == 0, "\(again.errors)")
    let path = folder.appendingPathComponent("pets.manifest").path
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1500)
  }

  @Test(
    "A folder that became read-only keeps its file",
    .enabled(
      if: getuid() != 0 || SmallDisk.isPossible(.memory),
      "root may write everywhere, and this machine mounts nothing"))
  func readOnlyFolder() throws {
    let (program, project) = try prepared()
    defer { program.remove() }
    guard getuid() == 0 else {
      let folder = try folder(in: program)
      try writeOld(into: folder)
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
      defer {
        try? FileManager.default.setAttributes(
          [.posixPermissions: 0o755], ofItemAtPath: folder.path)
      }
      return try expectRefusal(program, project, folder)
    }
    let disk = try SmallDisk(.memory, in: program)
    defer { try? disk.remove() }
    let folder = URL(fileURLWithPath: disk.path)
    try writeOld(into: folder)
    try disk.makeReadOnly()
    try expectRefusal(program, project, folder)
  }

  private func expectRefusal(_ program: Program, _ project: String, _ folder: URL) throws {
    let end = try export(program, project, into: folder, after: ":")
    #expect(end.status == 1 && end.errors.contains("pets.manifest"), "\(end.errors)")
    try expectOld(in: folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["pets.manifest"])
  }
}
