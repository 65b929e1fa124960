/// Something a person did at the terminal.
package enum InputEvent: Hashable, Sendable {
  /// A key, without any chord.
  case key(Key)
  /// The mouse.
  case mouse(MouseEvent)
  /// Text that arrived by bracketed paste; it never runs commands.
  case paste(String)
  /// The terminal window gained or lost the focus.
  case focus(Bool)
}

/// A key as terminals tell them apart.
package enum Key: Hashable, Sendable {
  /// A printable character, composed text from an input method included.
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  /// A control character that is none of the above, by its letter: `l` for Ctrl-L.
  case control(Character)
}

/// A mouse event in cells, with the position inside the cell where the terminal tells it.
package struct MouseEvent: Hashable, Sendable {
  /// What happened.
  package var action: Action
  /// Columns from the left edge; fractional when the terminal reports pixels.
  package var column: Double
  /// Rows from the top edge; fractional when the terminal reports pixels.
  package var row: Double

  /// Makes an event.
  package init(_ action: Action, column: Double, row: Double) {
    self.action = action
    self.column = column
    self.row = row
  }

  /// The cell it happened in.
  package var position: Position {
    Position(column: Int(column.rounded(.down)), row: Int(row.rounded(.down)))
  }

  /// What a mouse can do.
  package enum Action: Hashable, Sendable {
    case press(Button)
    case release(Button)
    /// Motion with a button held.
    case drag(Button)
    case wheelUp, wheelDown
  }

  /// The buttons terminals report.
  package enum Button: Hashable, Sendable {
    case left, middle, right
  }
}
