import Foundation
import Testing

@Suite("Nothing that an annotator runs shows anybody else's answer")
struct BlindnessSweepTests {
  /// What other people's answers are marked with; the label is one of the job's, so it is known.
  private static let label = "CANARYLABEL"
  private static let texts = ["CANARYREASON", "CANARYPERSON", "CANARYRETURN"]

  @Test("Every command, screen, log, export and error message")
  func sweep() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2, labels: "anpan," + Self.label)
    for (user, name) in [("54321", "anna"), ("54322", Self.texts[1])] {
      try program.run("person", "add", project, user, "--name", name)
    }
    let before = try Self.outputs(program, project)
    try Self.work(program, project)
    let after = try Self.outputs(program, project)
    #expect(before.keys == after.keys && after.count > 40)
    for (command, output) in after {
      for text in Self.texts { #expect(!output.contains(text), "\(text) in \(command)") }
      let known = before[command].map { Self.count(Self.label, in: $0) }
      #expect(Self.count(Self.label, in: output) == known, "\(command): \(output)")
    }
    // The same search does find them where they may be seen.
    let log = try program.run("log", project).output
    #expect(log.contains(Self.texts[0]) && log.contains(Self.label) && log.contains(Self.texts[1]))
  }

  @Test("An annotator's own work on the images that others have answered")
  func ownWork() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2, labels: "anpan," + Self.label)
    for (user, name) in [("54321", "anna"), ("54322", Self.texts[1])] {
      try program.run("person", "add", project, user, "--name", name)
    }
    try Self.work(program, project)
    for keys in [
      ["press b Space l j Space Esc"], ["press Enter"], ["press g g", "press O"],
      ["press u", "press U"], ["press ] ] ] ]"], ["press g g x"], ["press :", "type review"],
      ["press s", "type blurred", "press Enter"],
    ] {
      let screen = try program.type(keys, into: project, ["--as", "anna"])
      for text in Self.texts { #expect(!screen.contains(text), "\(keys)") }
      #expect(Self.count(Self.label, in: screen) <= 1, "\(keys): \(screen)")
    }
  }

  /// Another annotator submits boxes of the label, and puts an image aside with a reason.
  private static func work(_ program: Program, _ project: String) throws {
    _ = try program.type(
      [
        "press 2 b Space l j Space l j Space l j Space Esc Enter", "press 2 b Space l j Space Esc",
        "press ] s", "type \(texts[0])", "press Enter",
      ], into: project, ["--as", texts[1]])
  }

  /// What every command prints for an annotator, in the forms that it has.
  private static func outputs(
    _ program: Program, _ project: String
  ) throws -> [String: String] {
    var found: [String: String] = [:]
    for leaf in try CommandTree.leaves(of: program) {
      let out = program.path("annotators-file")
      let base = leaf.arguments(project: project, out: out) + asAnna(leaf)
      var forms = [base]
      // The project is what the doctor need not be given.
      if leaf.name == "doctor" { forms.append(base + [project]) }
      if leaf.options.contains("json") { forms.append(base + ["--json"]) }
      if leaf.options.contains("job") { forms.append(base + ["--job", label]) }
      if leaf.options.contains("where") { forms.append(base + ["--where", "label = \(label)"]) }
      for form in forms {
        let outcome = try program.run(form)
        found[form.joined(separator: " ")] = outcome.output + outcome.errors
      }
      #expect(!FileManager.default.fileExists(atPath: out), "\(leaf.name) wrote a file")
    }
    for keys in ["press ?", "press ]", "press ] ] :", "press g e", "press c"] {
      found[keys] = try program.type([keys], into: project, ["--as", "anna"])
    }
    for keys in ["press j", "press r", "press ?", "press Enter", "press Enter q"] {
      found["home: " + keys] = try program.type(
        [keys], into: project, ["--as", "anna"], screen: "home")
    }
    return found
  }

  private static func asAnna(_ leaf: CommandTree.Leaf) -> [String] {
    leaf.options.contains("as") ? ["--as", "anna"] : []
  }

  private static func count(_ text: String, in output: String) -> Int {
    output.components(separatedBy: text).count - 1
  }
}
