import AnnotationModel
import ArgumentParser
import Interchange

/// Says which role may run which command.
struct Roles: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles",
    abstract: "Say which role may run which command.",
    discussion: """
      Leads give roles with "plumbline person role".

        plumbline roles
      """)

  @Flag(help: "Print JSON for programs.")
  var json = false

  func run() throws {
    var output = RecordOutput()
    let table = CommandRight.table.sorted { $0.key < $1.key }
    let width = table.map(\.key.count).max() ?? 0
    for (name, right) in table {
      guard json else {
        let padding = String(repeating: " ", count: width - name.count)
        print("\(name)\(padding)  \(right.words.joined(separator: ", "))")
        continue
      }
      output.append { writer in
        writer.member("command", name)
        writer.key("roles")
        writer.beginArray()
        for word in right.words { writer.string(word) }
        writer.endArray()
      }
    }
    if json { output.finish() }
  }
}
