/// Up to 256 colours that pixels refer to by number.
package struct Palette: Hashable, Sendable {
  /// The colours; a pixel's index is a place in this list.
  package let colors: [RGB8]

  /// Makes a palette of at most 256 colours.
  package init(_ colors: [RGB8]) {
    precondition(colors.count <= 256, "a palette has at most 256 colours")
    self.colors = colors
  }
}
