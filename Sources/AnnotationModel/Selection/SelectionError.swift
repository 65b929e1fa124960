/// What is wrong with a selection expression, and where.
package struct SelectionError: Error, Hashable, Sendable {
  /// The expression.
  package let expression: String
  /// The Unicode scalar at which it went wrong, from 0; the number of scalars at the end.
  package let offset: Int
  /// What is wrong there.
  package let message: String
  /// What to do about it.
  package let hint: String

  /// What stands before the place, for counting columns or cells.
  package var prefix: String {
    String(String.UnicodeScalarView(expression.unicodeScalars.prefix(offset)))
  }

  /// The column of the place in characters, from 1.
  package var column: Int { prefix.count + 1 }
}

extension SelectionError: CustomStringConvertible {
  /// Where, what is wrong, and what to do, without the expression.
  package var description: String { "column \(column): \(message); \(hint)" }
}
