import Foundation
import Testing

@Suite("Listing images by a condition")
struct ListTests {
  private func names(_ program: Program, _ project: String, _ expression: String) throws -> [String]
  {
    try program.objects("list", project, "--where", expression).compactMap {
      ($0["path"] as? String)?.split(separator: "/").last.map(String.init)
    }
  }

  @Test("Conditions on labels, states, names and sizes select images")
  func conditions() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    // A box on the first picture, which is submitted, and one on the second, which is not.
    _ = try program.type(
      ["press b Space l j Space Esc Enter", "press b Space l j Space"], into: project)
    let all = ["counter-1.jpg", "counter-2.jpg", "phone-1.jpg", "phone-2.jpg"]
    #expect(try names(program, project, "width > 1") == all)
    #expect(try names(program, project, "state = submitted") == ["counter-1.jpg"])
    #expect(try names(program, project, "state = draft") == ["counter-2.jpg"])
    #expect(try names(program, project, "state = waiting") == Array(all[2...]))
    #expect(try names(program, project, "label = anpan") == ["counter-1.jpg"])
    #expect(try names(program, project, "label = anpan and confidence < 1") == [])
    #expect(try names(program, project, "label = melonpan") == [])
    #expect(try names(program, project, "name ~ PHONE and not name = phone-2.jpg") == [all[2]])
    #expect(try names(program, project, "exif.Model is missing or exif.Model is known") == all)
    let record = try #require(
      try program.objects("list", project, "--where", "answers = 1").first)
    #expect(record["source"] as? String == "person")
    let shape = try #require((record["shapes"] as? [[String: Any]])?.first)
    #expect(shape["label"] as? String == "anpan")
    #expect(shape["confidence"] is NSNull)
  }

  @Test("Consolidated answers are selected by their confidence, one line each")
  func confidences() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    try program.run("consolidate", project)
    let every = try program.run("list", project)
    #expect(every.status == 0, "\(every.errors)")
    let lines = every.output.split(separator: "\n").count
    #expect(every.errors == "\(lines) of \(lines) images\n")
    let gold = try program.objects("list", project, "--where", "source = gold")
    #expect(gold.count == lines)
    let text = try program.run("list", project, "--where", "label = あんぱん").output
    #expect(text.split(separator: "\n").allSatisfy { $0.contains("anpan") })
    #expect(!text.isEmpty)
  }

  @Test("What is wrong with a condition is shown below it, at its column in cells")
  func errors() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let outcome = try program.run("list", project, "--where", "棚 = 上 上")
    #expect(outcome.status == 1)
    let lines = outcome.errors.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasSuffix("--where, column 7: the condition before this is complete"))
    #expect(lines[1] == "  棚 = 上 上")
    #expect(lines[2] == "          ^")
    let unknown = try program.run("list", project, "--where", "label = anpam")
    #expect(unknown.errors.contains("has no label \"anpam\""))
    #expect(unknown.errors.contains("its labels are anpan, melonpan"))
    let evil = try program.run("list", project, "--where", "a = \u{1B}[2J")
    #expect(evil.status == 1)
    #expect(!evil.errors.contains("\u{1B}"))
  }
}
