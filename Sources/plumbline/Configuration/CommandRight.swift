import AnnotationModel
import ArgumentParser
import Store
import Synchronization

/// Who may run a command.
enum CommandRight: Hashable {
  /// Everybody, also somebody who is in no project.
  case anybody
  /// People of the project who have one of the roles.
  case roles(Set<Person.Role>)

  /// The one table of who may do what; a command that is not in it opens no project.
  ///
  /// The store checks again: layers are only readable for somebody of the right role.
  static let table: [String: CommandRight] = [
    "agreement": .roles([.lead]),
    "annotate": .roles([.annotator]),
    "backup": .roles([.lead]),
    "compare": .roles([.lead]),
    "consolidate": .roles([.lead]),
    "doctor": .anybody,
    "export": .roles([.lead]),
    "home": .roles([.annotator, .reviewer, .lead]),
    "import": .roles([.lead]),
    "init": .anybody,
    "job add": .roles([.lead]),
    "job list": .roles([.annotator, .reviewer, .lead]),
    "job rules": .roles([.lead]),
    "label drop": .roles([.lead]),
    "label list": .roles([.annotator, .reviewer, .lead]),
    "label map": .roles([.lead]),
    "label merge": .roles([.lead]),
    "label rename": .roles([.lead]),
    "list": .roles([.lead]),
    "log": .roles([.lead]),
    "person add": .roles([.lead]),
    "person identity": .roles([.lead]),
    "person list": .roles([.lead]),
    "person merge": .roles([.lead]),
    "person role": .roles([.lead]),
    "preflight": .anybody,
    "purge image": .roles([.lead]),
    "purge person": .roles([.lead]),
    "relink": .roles([.lead]),
    "restore": .roles([.lead]),
    "review": .roles([.reviewer, .lead]),
    "roles": .anybody,
    "runs": .roles([.lead]),
    "show": .anybody,
    "status": .roles([.lead]),
    "undo": .roles([.lead]),
    "verify": .roles([.lead]),
  ]

  /// The roles as words, `anybody` for everybody.
  var words: [String] {
    switch self {
    case .anybody: ["anybody"]
    case .roles(let roles): Person.Role.allCases.filter(roles.contains).map(\.rawValue)
    }
  }
}

/// The command that is running, so that opening a project can check who may run it.
enum RunningCommand {
  /// Its name as it is typed, such as `person add`; nil before one was chosen.
  private static let chosen = Mutex<String?>(nil)

  /// Notes which command runs from now on.
  static func begin(_ command: any ParsableCommand.Type) {
    let name = Self.name(of: command)
    chosen.withLock { $0 = name }
  }

  /// The name of a command as it is typed after `plumbline`.
  static func name(
    of command: any ParsableCommand.Type, in parent: any ParsableCommand.Type = Plumbline.self
  ) -> String? {
    for child in parent.configuration.subcommands {
      let name = child.configuration.commandName ?? "\(child)".lowercased()
      if child == command { return name }
      if let below = self.name(of: command, in: child) { return "\(name) \(below)" }
    }
    return nil
  }

  /// Throws unless a person may run the command that is running.
  static func check(_ person: Person) throws {
    guard let name = chosen.withLock({ $0 }) else { return }
    guard let right = CommandRight.table[name] else {
      throw Failure(
        "\"\(name)\" is not in the table of who may do what",
        hint: "this is a fault of the program; please report it")
    }
    guard case .roles(let roles) = right, person.roles.isDisjoint(with: roles) else { return }
    let first = Person.Role.allCases.first(where: roles.contains) ?? .lead
    throw StoreError.notAllowed(person: person.name, role: first)
  }
}
