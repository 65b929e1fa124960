/// What one cell of the terminal shows.
package struct Cell: Hashable, Sendable {
  /// What fills the cell.
  package var content: Content
  /// How text is drawn; pictures ignore it.
  package var style: Style

  /// Makes a cell.
  package init(_ content: Content, style: Style = .plain) {
    self.content = content
    self.style = style
  }

  /// An empty cell.
  package static let blank = Cell(.text(" "))

  /// What can fill a cell.
  package enum Content: Hashable, Sendable {
    /// One character; it reaches into the next cell when it is wide.
    case text(Character)
    /// The right half of the wide character to the left.
    case continuation
    /// The scene's picture shows here.
    case picture
  }
}
