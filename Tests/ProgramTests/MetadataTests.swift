import Foundation
import Testing

@Suite("Facts from paths and tables")
struct MetadataTests {
  private func names(_ program: Program, _ project: String, _ expression: String) throws -> [String]
  {
    try program.objects("list", project, "--where", expression).compactMap {
      ($0["path"] as? String)?.split(separator: "/").last.map(String.init)
    }
  }

  @Test(
    "Path rules turn folders and file names into facts that select",
    arguments: [
      ("{device}/{name}", "device = phone", ["phone-1.jpg", "phone-2.jpg"]),
      ("{_}-{number}", "number = 2", ["counter-2.jpg", "phone-2.jpg"]),
      (
        "photos/{device}/{camera}-{number}.jpg", "camera = counter and number = 1",
        ["counter-1.jpg"]
      ),
      (
        "{root}/{device}/{name}", "root = photos and device = counter and name ~ 2",
        ["counter-2.jpg"]
      ),
      ("{a}o{b}/{name}", "a = ph and b = ne", ["phone-1.jpg", "phone-2.jpg"]),
      ("other/{device}/{name}", "device is known", []),
    ])
  func rules(rule: String, expression: String, expected: [String]) throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    let photos = program.path("photos")
    let made = try program.run("init", project, "--images", photos, "--path-rule", rule)
    #expect(made.status == 0, "\(made.errors)")
    #expect(try names(program, project, expression) == expected)
    let again = try program.run("init", project, "--images", photos, "--path-rule", rule)
    #expect(again.output.contains(" 0 facts new or changed"))
  }

  @Test(
    "Rules that cannot be read are wrong usage",
    arguments: ["{device", "device}", "{}/{name}", "{a}{b}", "plain/text", "{a}/{a}", "{a}//{b}"])
  func badRules(rule: String) throws {
    let program = try Program()
    defer { program.remove() }
    let outcome = try program.run(
      "init", program.path("p"), "--images", program.folder.path, "--labels", "a", "--path-rule",
      rule)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("path rule"))
  }

  @Test(
    "A table with quotes, a byte order mark and CRLF is read; lines that fit no image are named")
  func table() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    let text = """
      \u{FEFF}name;shop;note\r
      counter-1;"Ginza; main";"said ""hot""\r
      twice"\r
      photos/counter/counter-2.jpg;上野;\r
      missing-9;x;y\r
      \r
      phone-1;a;b;c\r
      phone/phone-2.jpg;"open
      """
    let file = program.path("facts.csv")
    try text.write(to: URL(fileURLWithPath: file), atomically: true, encoding: .utf8)
    let outcome = try program.run("init", project, "--metadata", file)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("2 images, 3 facts new or changed"))
    #expect(!outcome.output.contains("0 images added"))
    #expect(!outcome.output.contains("data object"))
    #expect(outcome.errors.contains("facts.csv:5: no image of this project is \"missing-9\""))
    #expect(outcome.errors.contains("facts.csv:7: 4 fields, but the first line names 3"))
    #expect(outcome.errors.contains("facts.csv:8: quotes are not closed"))
    #expect(try names(program, project, "shop = 'Ginza; main'") == ["counter-1.jpg"])
    #expect(try names(program, project, "shop = 上野") == ["counter-2.jpg"])
    #expect(try names(program, project, "note ~ 'said \"hot\"'") == ["counter-1.jpg"])
    #expect(try program.run("init", project, "--metadata", file).output.contains(" 0 facts new"))
    let log = try program.objects("log", project, "--limit", "1")
    #expect(log.first?["summary"] as? String == "3 facts about images")
    #expect(try program.run("doctor", project).status == 0)
  }

  @Test("Images are found by whole path, end of path, and name with points but no extension")
  func places() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    let dotted = program.path("photos/phone/2026.11.21.jpg")
    try FileManager.default.copyItem(
      atPath: program.path("photos/phone/phone-1.jpg"), toPath: dotted)
    try program.run("init", project, "--images", program.path("photos"))
    let text =
      "shop,path\nwhole,\(program.path("photos/counter/counter-1.jpg"))\n"
      + "end,phone/phone-2.jpg\npoints,2026.11.21\nup,../phone-1.jpg\n"
    let file = program.path("facts.csv")
    try text.write(to: URL(fileURLWithPath: file), atomically: true, encoding: .utf8)
    let outcome = try program.run("init", project, "--metadata", file)
    #expect(outcome.status == 3)
    #expect(try names(program, project, "shop = whole") == ["counter-1.jpg"])
    #expect(try names(program, project, "shop = end") == ["phone-2.jpg"])
    #expect(try names(program, project, "shop = points") == ["2026.11.21.jpg"])
    #expect(try names(program, project, "shop = up") == [])
    #expect(outcome.errors.contains("facts.csv:5"))
  }

  @Test(
    "Tables without usable columns are refused whole",
    arguments: ["", "name,a\u{1B}[2J\nx,1\n", "name,a,a\nx,1,2\n", "name,,b\nx,1,2\n", "\"name\nx"])
  func badTables(text: String) throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let file = program.path("facts.csv")
    try text.write(to: URL(fileURLWithPath: file), atomically: true, encoding: .utf8)
    let outcome = try program.run("init", project, "--metadata", file)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("facts.csv"))
    #expect(outcome.errors.contains("control characters") == text.contains("\u{1B}"))
  }
}
