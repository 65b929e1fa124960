import Foundation
import Testing

@Suite("The journal, shown and copied")
struct LogTests {
  @Test("The log says who did what to which image, newest first")
  func log() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    _ = try program.type(["press b Space l j Space Esc u U Enter"], into: project)
    let text = try program.run("log", project, "--limit", "4").output.split(separator: "\n")
    #expect(text.count == 4)
    #expect(text[0].hasSuffix("project  counter-1.jpg  submitted"))
    #expect(text[1].contains("did again what #"))
    #expect(text[1].hasSuffix("took back: added anpan"))
    #expect(text[2].contains("took back #"))
    #expect(text[2].hasSuffix("deleted anpan"))
    #expect(text[3].hasSuffix("counter-1.jpg  added anpan"))
    let all = try program.objects("log", project, "--limit", "0")
    let numbers = all.compactMap { $0["number"] as? Int }
    #expect(numbers == Array((1...all.count).reversed()))
    #expect(all.last?["kind"] as? String == "project")
    #expect(all[2]["undoes"] as? Int == numbers[3])
    #expect(Set(all.compactMap { $0["person"] as? String }).count == 1)
    #expect((all[0]["image"] as? String)?.hasSuffix("photos/counter/counter-1.jpg") == true)
    let summaries = all.compactMap { $0["summary"] as? String }
    #expect(summaries.contains("2 data objects"))
    #expect(summaries.contains("added job project (boundingBox, 2 labels)"))
  }

  @Test("The log of a job holds its entries only")
  func job() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let entries = try program.objects("log", project, "--job", "project")
    #expect(entries.count == 2)
    #expect(entries.allSatisfy { $0["job"] as? String == "project" })
    #expect(try program.run("log", project, "--job", "other").status == 1)
    #expect(try program.run("log", project, "--limit", "-1").status == 2)
  }

  @Test("Escape sequences in a reason do not reach the terminal")
  func controlCharacters() throws {
    let program = try Program()
    defer { program.remove() }
    let photos = program.folder.appendingPathComponent("photos/ev\u{1B}[31mil")
    try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
    let source = Program.checkout.appendingPathComponent("SampleProjects/bakery/images/counter")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: source.path).sorted().first)
    try FileManager.default.copyItem(
      at: source.appendingPathComponent(name),
      to: photos.appendingPathComponent("a\u{1B}]0;title\u{07}.jpg"))
    let project = program.path("project")
    try program.run("init", project, "--images", photos.path, "--labels", "a")
    _ = try program.type(["press E"], into: project)
    let outcome = try program.run("log", project)
    #expect(outcome.output.contains("a\\u{1B}]0;title\\u{7}.jpg"))
    let json = try program.run("log", project, "--json")
    #expect(json.output.contains("\\u001b]0;title"))
    for text in [outcome.output, outcome.errors, json.output] {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }

  @Test("A backup opens as a project of its own and never replaces a file")
  func backup() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    _ = try program.type(["press b Space l j Space Esc Enter"], into: project)
    let copy = program.folder.appendingPathComponent("copy")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    let file = copy.appendingPathComponent("plumbline.sqlite").path
    let made = try program.run("backup", project, "--out", file)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("kB, the project as of entry #"))
    #expect(try mode(of: file) == mode(of: project + "/plumbline.sqlite"))
    let before = try Data(contentsOf: URL(fileURLWithPath: file))
    let again = try program.run("backup", project, "--out", file)
    #expect(again.status == 1)
    #expect(again.errors.contains("never replaces a file"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    let theirs = try program.objects("log", copy.path, "--limit", "0")
    let ours = try program.objects("log", project, "--limit", "0")
    #expect(theirs as NSArray == ours as NSArray)
    #expect(try program.run("backup", project, "--out", "/nowhere/x.sqlite").status == 1)
  }

  @Test("A backup of a project that others may not read cannot be read by them either")
  func privateBackup() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: project + "/plumbline.sqlite")
    let file = program.path("copy.sqlite")
    #expect(try program.run("backup", project, "--out", file).status == 0)
    #expect(try mode(of: file) == 0o600)
  }

  private func mode(of file: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
  }
}
