/// The styles of everything that is not a label's own colour.
package struct Theme: Hashable, Sendable {
  /// What it is called in its file.
  package var name: String
  /// One style for each role; a missing role is plain.
  package var styles: [Role: Style]

  /// Makes a theme.
  package init(name: String, styles: [Role: Style]) {
    self.name = name
    self.styles = styles
  }

  /// The style of a role.
  package subscript(role: Role) -> Style { styles[role] ?? .plain }

  /// What a style is for; the raw value is the key in theme files.
  package enum Role: String, Hashable, Sendable, CaseIterable {
    case text, dim, title, statusLine, mode, key, selection, error, success, warning, border, popup
  }
}
