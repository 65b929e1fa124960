import Interchange

/// One thing that `doctor` looked at, and how it is.
struct Finding {
  /// How it is.
  enum Verdict: String {
    /// As it should be.
    case good = "ok"
    /// Worth knowing; nothing fails because of it.
    case note
    /// Something does not work, or will not.
    case wrong
  }

  /// What was looked at, in a word or two.
  let check: String
  /// How it is.
  let verdict: Verdict
  /// What was found.
  let detail: String
  /// What to do; empty when there is nothing to do.
  let advice: String

  init(_ check: String, _ verdict: Verdict, _ detail: String, advice: String = "") {
    self.check = check
    self.verdict = verdict
    self.detail = detail
    self.advice = advice
  }

  /// The finding for people: one line, and a second one with what to do.
  var text: String {
    let verdict = self.verdict.rawValue
    let line =
      "  " + Self.padded(verdict, to: 7) + Self.padded(check, to: 14)
      + PrintableText.escaping(detail)
    guard !advice.isEmpty else { return line }
    return line + "\n" + String(repeating: " ", count: 23) + PrintableText.escaping(advice)
  }

  /// Writes the finding as the members of a JSON object.
  func append(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("check", check)
    writer.member("verdict", verdict.rawValue)
    writer.member("detail", detail)
    writer.member("advice", advice.isEmpty ? nil : advice)
    writer.endObject()
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
