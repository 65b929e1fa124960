/// What is wrong with a file or one record of it: where, why, and what to do next.
///
/// Thrown when nothing can be read or written; also carried beside good records, as the reason for
/// a rejected line or as a warning about one that went in. Every message is safe to show.
package struct InterchangeError: Error, Equatable, Sendable {
  /// The file, made printable.
  package let file: String
  /// The part of the file, such as `answer 3`; nil when it is told by the line or not at all.
  package let part: String?
  /// The line, counted from 1; nil when the whole file is meant.
  package let line: Int?
  /// The byte in that line, counted from 1; nil when the whole line is meant.
  package let column: Int?
  /// What is wrong.
  package let reason: Reason

  /// Makes an error about a file, a part, a line or one byte of it.
  package init(
    file: String, part: String? = nil, line: Int? = nil, column: Int? = nil, reason: Reason
  ) {
    self.file = PrintableText.escaping(file)
    self.part = part
    self.line = line
    self.column = column
    self.reason = reason
  }
}

extension InterchangeError: CustomStringConvertible {
  /// `labels.manifest, line 12, column 40: reason; what to do`.
  package var description: String {
    var text = file
    if let part { text += ", " + part }
    if let line { text += ", line \(line)" }
    if let column { text += ", column \(column)" }
    text += ": " + reason.description
    if let hint { text += "; " + hint }
    return text
  }

  /// What to do about it; nil when the reason says it all.
  package var hint: String? { reason.hint }
}

/// The file and line that a record came from, for the errors found in it.
package struct RecordOrigin: Hashable, Sendable {
  /// The file as messages name it.
  package let file: String
  /// The line, from 1; nil for a file that is one document.
  package let line: Int?
  /// The part of a document, such as `answer 3`; nil for the whole.
  package let part: String?

  /// Names a file and, for files of one record per line, the line.
  package init(file: String, line: Int? = nil, part: String? = nil) {
    self.file = file
    self.line = line
    self.part = part
  }

  /// An error about the record as a whole.
  func error(_ reason: InterchangeError.Reason) -> InterchangeError {
    InterchangeError(file: file, part: part, line: line, reason: reason)
  }
}
