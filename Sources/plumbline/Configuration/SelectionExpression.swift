import AnnotationModel
import Interchange
import Screen

/// Reads `--where` for a job and says, with a caret, what is wrong with it.
enum SelectionExpression {
  /// Reads an expression; a label that the job does not have is an error, because nothing could
  /// ever be selected by it.
  static func parse(_ text: String, for job: Job) throws(Failure) -> Selection {
    let selection: Selection
    do throws(SelectionError) {
      selection = try Selection(parsing: text)
    } catch {
      throw Failure(message(error), hint: error.hint)
    }
    let known = job.labels.reduce(into: Set<String>()) { $0.formUnion($1.allNames) }
    for condition in selection.conditions where condition.field == .label {
      for name in condition.equalValues where !known.contains(name) {
        throw Failure(
          "job \"\(job.name)\" has no label \"\(name)\"",
          hint: "its labels are " + job.labels.map(\.name).joined(separator: ", "))
      }
    }
    return selection
  }

  /// What is wrong, with the expression around the place and a caret below it.
  private static func message(_ error: SelectionError) -> String {
    // A window of the expression: messages are cut after 160 scalars.
    let before = printable(error.prefix).suffix(60)
    let after = printable(String(error.expression.dropFirst(error.prefix.count))).prefix(40)
    let indent = String(repeating: " ", count: TextWidth.of(before))
    return """
      --where, column \(error.column): \(error.message)
        \(before)\(after)
        \(indent)^
      """
  }

  /// The text with anything that would move the caret or obey the terminal as one blank each.
  private static func printable(_ text: String) -> String {
    text.map { character in
      let isPlain =
        PrintableText.isClean(String(character)) && TextWidth.of(character) > 0
      return isPlain ? String(character) : " "
    }.joined()
  }
}

extension Selection.Condition {
  /// The values that the field must be equal to, or not equal to.
  fileprivate var equalValues: [String] {
    switch test {
    case .compare(.equal, let value), .compare(.notEqual, let value): [value]
    case .isOne(let values): values
    default: []
    }
  }
}
