import Foundation
import Testing

@Suite("Who may run which command")
struct RightsTests {
  @Test("Every command is in the table, and every row of it is a command")
  func complete() throws {
    let program = try Program()
    defer { program.remove() }
    let commands = try CommandTree.leaves(of: program).map(\.name)
    #expect(commands.sorted() == Array(try Self.table(program).keys).sorted())
    let text = try program.run("roles").output
    #expect(text.contains("\nperson add       lead\n"), "\(text)")
  }

  @Test("Every command does for every role what the table says")
  func everyRole() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let table = try Self.table(program)
    let people = [("anna", "annotator"), ("rin", "reviewer"), ("boss", "lead")]
    for (number, person) in people.enumerated() {
      try program.run(
        "person", "add", project, "\(54321 + number)", "--name", person.0, "--role", person.1)
    }
    for leaf in try CommandTree.leaves(of: program) {
      let roles = try #require(table[leaf.name], "\(leaf.name) is not in the table")
      for (name, role) in people where roles != ["anybody"] {
        let out = program.path("out-\(UUID().uuidString)")
        let outcome = try program.run(
          leaf.arguments(project: project, out: out) + ["--as", name])
        #expect(outcome.status != 2, "\(leaf.name): \(outcome.errors)")
        if roles.contains(role) {
          #expect(!outcome.errors.contains("\(name) is not a"), "\(leaf.name): \(outcome.errors)")
        } else {
          #expect(outcome.status == 1, "\(leaf.name) as \(role)")
          #expect(outcome.errors.contains("\(name) is not a"), "\(leaf.name): \(outcome.errors)")
          #expect(outcome.output.isEmpty && !FileManager.default.fileExists(atPath: out))
        }
      }
    }
  }

  @Test("Who is in no project may still look at the program and the terminal")
  func anybody() throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run("roles", "--json").status == 0)
    #expect(try program.run("doctor").output.contains("terminal"))
  }

  private static func table(_ program: Program) throws -> [String: [String]] {
    let rows = try program.objects("roles")
    return Dictionary(
      rows.compactMap { row in
        guard let name = row["command"] as? String, let roles = row["roles"] as? [String]
        else { return nil }
        return (name, roles)
      }, uniquingKeysWith: { first, _ in first })
  }
}
