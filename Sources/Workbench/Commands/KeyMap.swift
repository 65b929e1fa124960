package import Screen

/// Which command a key means in which scope.
package struct KeyMap: Sendable, Equatable {
  private var commands: [Scope: [Key: Command]]

  /// The keys of the command table.
  package static let standard = KeyMap(table: Command.table)

  /// Builds the map of a table; a key that is bound twice in a scope keeps its first command.
  package init(table: [CommandInfo]) {
    commands = [:]
    for info in table {
      for (scope, titles) in info.keys {
        for key in titles.compactMap(Key.init(title:)) where commands[scope]?[key] == nil {
          commands[scope, default: [:]][key] = info.command
        }
      }
    }
  }

  /// The command of a key: the scope's own first, then the one that holds anywhere.
  ///
  /// A menu has only its own keys, and Esc to leave it.
  package func command(for key: Key, in scope: Scope) -> Command? {
    if let own = commands[scope]?[key] { return own }
    return scope.isMenu && key != .escape ? nil : commands[.anywhere]?[key]
  }

  /// Keys that are bound to more than one command within a scope, or that hide one bound anywhere.
  package static func conflicts(in table: [CommandInfo]) -> [String] {
    var owners: [Scope: [String: Command]] = [:]
    var found: [String] = []
    for info in table {
      for (scope, titles) in info.keys {
        for title in titles {
          for other in scope.isMenu ? [scope] : Set([scope, .anywhere]) {
            if let owner = owners[other]?[title], owner != info.command {
              found.append("\(title) in \(scope.rawValue): \(owner) and \(info.command)")
            }
          }
          owners[scope, default: [:]][title] = info.command
        }
      }
    }
    return found
  }

  /// The README's key table in Markdown: one row a command, grouped by scope.
  package static func markdown(table: [CommandInfo]) -> String {
    var lines = ["| Where | Key | What it does |", "|---|---|---|"]
    for scope in Scope.allCases {
      for info in table {
        for (place, titles) in info.keys where place == scope {
          let keys = titles.map { "`" + $0 + "`" }.joined(separator: " ")
          let help = info.help.isEmpty ? "" : ": " + info.help
          lines.append("| \(scope.title) | \(keys) | \(info.title)\(help) |")
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension Scope {
  /// Whether the scope holds for one key only.
  package var isMenu: Bool { self == .zoomMenu || self == .goMenu }

  /// The key that opens this menu; nil for scopes that are no menu.
  var menuKey: String? {
    switch self {
    case .zoomMenu: "z"
    case .goMenu: "g"
    case .anywhere, .home, .navigate, .draw, .edit, .review, .sheet, .consolidate,
      .preflight, .adjudicate:
      nil
    }
  }

  /// The scopes that a screen can be in.
  package static func all(on screen: ScreenName) -> Set<Scope> {
    switch screen {
    case .home: [.anywhere, .home]
    case .canvas: [.anywhere, .navigate, .draw, .edit, .zoomMenu, .goMenu]
    case .review: [.anywhere, .review, .draw, .edit, .sheet]
    case .consolidation: [.anywhere, .consolidate]
    case .adjudication: [.anywhere, .adjudicate, .draw, .edit]
    case .preflight: [.anywhere, .preflight]
    }
  }

  /// The scope as the help names it.
  package var title: String {
    switch self {
    case .anywhere: "anywhere"
    case .home: "at home"
    case .navigate: "looking"
    case .draw: "drawing"
    case .edit: "editing"
    case .review: "reviewing"
    case .sheet: "on a sheet"
    case .consolidate: "consolidating"
    case .adjudicate: "adjudicating"
    case .preflight: "in preflight"
    case .zoomMenu: "after z"
    case .goMenu: "after g"
    }
  }
}
