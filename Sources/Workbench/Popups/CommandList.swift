package import Screen

/// A searchable list of commands that can be run: the help and the palette.
package struct CommandList: Sendable, Equatable {
  /// What stands over the list.
  package let title: String
  /// The scopes whose commands and keys are listed; those of `anywhere` come last.
  package let scopes: Set<Scope>
  /// What was typed to search.
  package var query = TextField()
  /// The place of the cursor among `rows`.
  package var selection = 0

  /// The help of one scope.
  package static func help(for scope: Scope) -> CommandList {
    CommandList(title: "Keys while \(scope.title)", scopes: [scope, .anywhere])
  }

  /// Every command of a screen.
  package static func palette(on screen: ScreenName) -> CommandList {
    CommandList(title: "Commands", scopes: Scope.all(on: screen))
  }

  /// The commands that match the query, with their keys; those of the scopes' own come first.
  package var rows: [(info: CommandInfo, keys: [String])] {
    let own = Command.table.filter { isOwn($0) }
    return matching(own + Command.table.filter { !isOwn($0) })
  }

  private func isOwn(_ info: CommandInfo) -> Bool {
    info.keys.contains { $0.scope != .anywhere && scopes.contains($0.scope) }
  }

  private func matching(_ table: [CommandInfo]) -> [(info: CommandInfo, keys: [String])] {
    let wanted = LabelSearch.folded(query.text)
    return table.compactMap { info in
      let keys = info.keys.filter { scopes.contains($0.scope) }
      if keys.isEmpty { return nil }
      let text = LabelSearch.folded(info.title + " " + info.help)
      guard Self.isSubsequence(wanted, of: text) else { return nil }
      return (info, Self.titles(keys))
    }
  }

  /// The keys without repetitions; those of a menu after the key that opens it.
  private static func titles(_ keys: [(scope: Scope, titles: [String])]) -> [String] {
    var titles: [String] = []
    for (scope, own) in keys {
      for title in own.map({ (scope.menuKey ?? "") + $0 }) where !titles.contains(title) {
        titles.append(title)
      }
    }
    return titles
  }

  /// The command under the cursor.
  package var selected: Command? {
    let rows = rows
    return rows.indices.contains(selection) ? rows[selection].info.command : nil
  }

  /// Takes a key that edits the query or moves the cursor.
  package mutating func take(_ key: Key) {
    switch key {
    case .up, .backTab: selection = max(0, selection - 1)
    case .down, .tab: selection = min(max(0, rows.count - 1), selection + 1)
    case .pageUp: selection = max(0, selection - 10)
    case .pageDown: selection = min(max(0, rows.count - 1), selection + 10)
    default:
      if query.take(key) { selection = 0 }
    }
  }

  /// Whether every word of `wanted` occurs in `text`.
  private static func isSubsequence(_ wanted: String, of text: String) -> Bool {
    wanted.split(separator: " ").allSatisfy { word in
      text.indices.contains { text[$0...].hasPrefix(word) }
    }
  }
}
