import Foundation
import Testing

@Suite("What the doctor finds")
struct DoctorTests {
  /// Runs `doctor --json` and answers what it said about each check, and how it ended.
  private func examine(
    _ program: Program, _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> (status: Int32, findings: [[String: Any]]) {
    let outcome = try program.run(["doctor", "--json"] + arguments, environment: environment)
    let parsed = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let object = try #require(parsed as? [String: Any])
    let findings = ["project", "terminal"].flatMap { object[$0] as? [[String: Any]] ?? [] }
    let wrong = findings.count { $0["verdict"] as? String == "wrong" }
    #expect(object["wrong"] as? Int == wrong)
    #expect(outcome.status == (wrong == 0 ? 0 : 1))
    return (outcome.status, findings)
  }

  private func wrong(_ findings: [[String: Any]]) -> [String] {
    findings.filter { $0["verdict"] as? String == "wrong" }.compactMap { $0["check"] as? String }
  }

  @Test("A fresh project is well, and every part of it was looked at")
  func well() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let (status, findings) = try examine(program, [project], ["TERM": "xterm"])
    #expect(status == 0)
    let checks = findings.compactMap { $0["check"] as? String }
    #expect(
      checks.starts(with: [
        "disk", "permissions", "database", "integrity", "journal", "you", "pictures", "output",
        "TERM",
      ]))
    let text = try program.run("doctor", project)
    #expect(text.output.contains("nothing is wrong"))
    #expect(text.output.contains("2 files can be read"))
  }

  @Test("A picture that is gone is counted and named")
  func missingPicture() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try FileManager.default.removeItem(atPath: program.path("photos/phone/phone-1.jpg"))
    let (status, findings) = try examine(program, [project])
    #expect(status == 1)
    #expect(wrong(findings) == ["pictures"])
    let finding = try #require(findings.first { $0["check"] as? String == "pictures" })
    let detail = try #require(finding["detail"] as? String)
    #expect(detail.hasPrefix("1 of 2 files cannot be read"))
    #expect(detail.hasSuffix("phone-1.jpg"))
  }

  @Test("A database with overwritten pages is found damaged")
  func damage() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let file = try #require(FileHandle(forUpdatingAtPath: project + "/plumbline.sqlite"))
    let size = try file.seekToEnd()
    for page in stride(from: UInt64(8 * 4096), to: size, by: 4096) {
      try file.seek(toOffset: page)
      try file.write(contentsOf: Data(repeating: 0x5A, count: 64))
    }
    try file.close()
    let (status, findings) = try examine(program, [project])
    #expect(status == 1)
    #expect(!Set(wrong(findings)).isDisjoint(with: ["integrity", "database"]))
  }

  @Test(
    "Permissions that lock the group out, or let everybody in, are told with the command to run",
    arguments: [
      (0o777, 0o644, "chmod o-w"), (0o2770, 0o640, "chmod 660"), (0o770, 0o660, "chmod 2770"),
      (0o700, 0o666, "chmod o-w"),
    ])
  func permissions(directory: Int, file: Int, advice: String) throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: directory], ofItemAtPath: project)
    try manager.setAttributes(
      [.posixPermissions: file], ofItemAtPath: project + "/plumbline.sqlite")
    let (status, findings) = try examine(program, [project])
    #expect(status == 1)
    #expect(wrong(findings).allSatisfy { $0 == "permissions" })
    #expect(findings.contains { ($0["advice"] as? String)?.hasPrefix(advice) == true })
  }

  @Test("A project set up for a group is well")
  func group() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try FileManager.default.setAttributes([.posixPermissions: 0o2770], ofItemAtPath: project)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o660], ofItemAtPath: project + "/plumbline.sqlite")
    let (status, findings) = try examine(program, [project])
    #expect(status == 0)
    let detail = findings.first { $0["check"] as? String == "permissions" }?["detail"] as? String
    #expect(detail?.hasPrefix("shared by group ") == true)
  }

  @Test("An annotator learns that the database is well, and nothing of other people's work")
  func annotator() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(labels: "canary,melonpan")
    _ = try program.type(["press b Space l j Space Esc Enter"], into: project)
    try program.run("person", "add", project, "54321", "--name", "taro")
    let (status, findings) = try examine(program, [project, "--as", "taro"])
    #expect(status == 0)
    let pictures = findings.first { $0["check"] as? String == "pictures" }
    #expect(pictures?["verdict"] as? String == "note")
    for arguments in [["doctor", project], ["log", project], ["list", project]] {
      let outcome = try program.run(arguments + ["--as", "taro"])
      #expect(!(outcome.output + outcome.errors).contains("canary"))
    }
  }

  @Test("What is no project is said to be none")
  func noProject() throws {
    let program = try Program()
    defer { program.remove() }
    let (status, findings) = try examine(program, [program.folder.path])
    #expect(status == 1)
    #expect(wrong(findings) == ["database"])
  }

  @Test(
    "The environment decides what is said about the terminal",
    arguments: [
      (["TERM": "no-such-terminal"], "TERM", "note"), (["TERM": "xterm"], "TERM", "ok"),
      (["TERM": "../../etc/passwd"], "TERM", "note"),
      (["TMUX": "/tmp/x", "TERM": "xterm"], "tmux", "wrong"),
      (["TMUX": "/tmp/x", "TERM": "screen"], "tmux", "ok"),
      (["STY": "1.a", "TERM": "screen"], "screen", "note"),
      (["LC_ALL": "ja_JP.eucJP"], "locale", "note"), (["LC_ALL": "ja_JP.UTF-8"], "locale", "ok"),
      (["NO_COLOR": "1"], "colour", "ok"), (["SSH_TTY": "/dev/pts/1"], "connection", "ok"),
    ])
  func terminal(environment: [String: String], check: String, verdict: String) throws {
    let program = try Program()
    defer { program.remove() }
    let plain = ["TMUX": "", "STY": "", "TERM": "xterm"]
    let (_, findings) = try examine(
      program, [], plain.merging(environment) { _, given in given })
    let finding = try #require(findings.first { $0["check"] as? String == check })
    #expect(finding["verdict"] as? String == verdict)
  }

  @Test("What is chosen with --use is kept for that terminal, shown, and taken back with auto")
  func use() throws {
    let program = try Program()
    defer { program.remove() }
    let here = ["TERM": "made-up-terminal", "XDG_CONFIG_HOME": program.path("settings")]
    _ = try examine(program, ["--use", "half"], here)
    let file = try String(
      contentsOfFile: program.path("settings/plumbline/terminals.toml"), encoding: .utf8)
    #expect(file.contains("\"made-up-terminal\" = \"half\""))
    let (_, findings) = try examine(program, [], here)
    let told = findings.filter { $0["check"] as? String == "pictures" }
      .compactMap { $0["detail"] as? String }
    #expect(told.contains { $0.contains("half-blocks") && $0.contains("made-up-terminal") })
    var elsewhere = here
    elsewhere["TERM"] = "another-terminal"
    let others = try examine(program, [], elsewhere).findings
    #expect(!others.contains { ($0["detail"] as? String)?.contains("--use") == true })
    let after = try examine(program, ["--use", "auto"], here).findings
    #expect(!after.contains { ($0["detail"] as? String)?.contains("--use") == true })
  }
}
