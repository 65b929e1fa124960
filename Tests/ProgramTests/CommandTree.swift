import Foundation
import Testing

/// The commands of the program as its parser tells them, so that a new one is never left out.
struct CommandTree {
  /// A command that does something.
  struct Leaf: CustomTestStringConvertible {
    /// Its name as it is typed, such as `person add`.
    let name: String
    /// Its arguments that must be given, in order.
    fileprivate let required: [Argument]
    /// The names of all its options and flags.
    let options: Set<String>

    var testDescription: String { name }

    /// Arguments with which the command gets past its parser; names in them mean nothing.
    func arguments(project: String, out: String) -> [String] {
      let given = required.flatMap { argument in
        let value = argument.value(project: project, out: out)
        return argument.isPositional ? [value] : ["--" + argument.name, value]
      }
      return name.split(separator: " ").map(String.init) + given + (Self.extras[name] ?? [])
    }

    /// What commands need besides, because they check combinations of options.
    private static let extras = [
      "job add": ["--labels", "a"], "label merge": ["nothing-there"],
      "person identity": ["--user", "54999"],
      "restore": ["--to-entry", "1"], "import": ["--manifest", "nothing-here"],
    ]
  }

  fileprivate struct Argument {
    let name: String
    let isPositional: Bool

    func value(project: String, out: String) -> String {
      switch name {
      case "directory": project
      case "out": out
      case "roles": "annotator"
      case "entry": "1"
      default: "nothing-here"
      }
    }
  }

  /// All commands that do something, the parser's own help left out.
  static func leaves(of program: Program) throws -> [Leaf] {
    let dump = try program.run("--experimental-dump-help")
    let parsed = try JSONSerialization.jsonObject(with: Data(dump.output.utf8))
    let root = try #require((parsed as? [String: Any])?["command"] as? [String: Any])
    return leaves(root, path: []).filter { $0.name != "help" }
  }

  private static func leaves(_ command: [String: Any], path: [String]) -> [Leaf] {
    let children = command["subcommands"] as? [[String: Any]] ?? []
    if !children.isEmpty {
      return children.flatMap { child in
        leaves(child, path: path + [child["commandName"] as? String ?? "?"])
      }
    }
    let arguments = command["arguments"] as? [[String: Any]] ?? []
    let required = arguments.filter { $0["isOptional"] as? Bool == false }.map { argument in
      Argument(
        name: argument["valueName"] as? String ?? "",
        isPositional: argument["kind"] as? String == "positional")
    }
    let names = arguments.flatMap { $0["names"] as? [[String: Any]] ?? [] }
      .compactMap { $0["name"] as? String }
    return [Leaf(name: path.joined(separator: " "), required: required, options: Set(names))]
  }
}
