extension Selection {
  /// The longest expression, in UTF-8 bytes; longer ones are mistakes.
  package static let lengthLimit = 10_000
  /// How deep parentheses and `not` may nest.
  package static let depthLimit = 50

  /// Reads an expression; throws where and why it cannot be read, and what to do.
  ///
  /// `or` binds weakest, then `and`, then `not`. Words of the language are read in any case.
  package init(parsing expression: String) throws(SelectionError) {
    guard expression.utf8.count <= Self.lengthLimit else {
      throw SelectionError(
        expression: String(expression.prefix(40)), offset: 0,
        message: "the expression is longer than \(Self.lengthLimit) bytes", hint: "shorten it")
    }
    var parser = SelectionParser(
      expression: expression, tokens: try SelectionLexer.tokens(of: expression))
    self = try parser.parse()
  }
}

/// Reads the grammar of selections by recursive descent.
struct SelectionParser {
  private let expression: String
  private let tokens: [SelectionToken]
  private var position = 0
  private var depth = 0

  init(expression: String, tokens: [SelectionToken]) {
    self.expression = expression
    self.tokens = tokens
  }

  /// The token at hand; the last one, an end, is never passed.
  private var token: SelectionToken { tokens[min(position, tokens.count - 1)] }

  mutating func parse() throws(SelectionError) -> Selection {
    guard token.kind != .end else {
      throw error(token, "the expression is empty", "write a condition such as label = anpan")
    }
    let selection = try alternatives()
    switch token.kind {
    case .end: return selection
    case .close: throw error(token, "nothing was opened that this closes", "remove it")
    default:
      throw error(
        token, "the condition before this is complete",
        "join conditions with and, or; put quotes around a value of several words")
    }
  }

  // MARK: Joined conditions

  private mutating func alternatives() throws(SelectionError) -> Selection {
    var parts = [try conjunction()]
    while token.keyword == "or" {
      position += 1
      parts.append(try conjunction())
    }
    return parts.count == 1
      ? parts[0]
      : .any(parts.flatMap { if case .any(let inner) = $0 { inner } else { [$0] } })
  }

  private mutating func conjunction() throws(SelectionError) -> Selection {
    var parts = [try negation()]
    while token.keyword == "and" {
      position += 1
      parts.append(try negation())
    }
    return parts.count == 1
      ? parts[0]
      : .all(parts.flatMap { if case .all(let inner) = $0 { inner } else { [$0] } })
  }

  private mutating func negation() throws(SelectionError) -> Selection {
    guard token.keyword == "not" || token.kind == .open else {
      return .condition(try condition())
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Selection.depthLimit else {
      throw error(token, "this is nested too deeply", "write it with fewer parentheses")
    }
    let start = token
    position += 1
    if start.keyword == "not" { return .not(try negation()) }
    let inside = try alternatives()
    guard token.kind == .close else {
      throw token.kind == .end
        ? error(start, "this parenthesis is not closed", "close it with )")
        : error(
          token, "the condition before this is complete", "join with and, or; or close with )")
    }
    position += 1
    return inside
  }

  // MARK: One condition

  private mutating func condition() throws(SelectionError) -> Selection.Condition {
    let field = try field()
    switch token.kind {
    case .comparison(let comparison):
      position += 1
      let value = try value()
      let known = try check(value.text, at: value.token, of: field, comparison)
      return Selection.Condition(field, .compare(comparison, known))
    case .word where token.keyword == "in":
      position += 1
      return Selection.Condition(field, .isOne(of: try list(of: field)))
    case .word where token.keyword == "is":
      position += 1
      return Selection.Condition(field, try existence())
    default:
      throw error(
        token, "a comparison of \(field) is missing here",
        "write = != < <= > >= ~, in (a, b), is missing or is known")
    }
  }

  private mutating func field() throws(SelectionError) -> SelectionField {
    let start = token
    let name: String
    switch start.kind {
    case .text(let text): name = text
    case .word(let word) where !SelectionToken.keywords.contains(word.lowercased()): name = word
    default:
      throw error(
        start, "a condition is missing here", "write one such as label = anpan")
    }
    guard !name.isEmpty else {
      throw error(start, "the name of a field is empty", "write one, such as label or device")
    }
    position += 1
    return SelectionField(word: name)
  }

  private mutating func value() throws(SelectionError) -> (text: String, token: SelectionToken) {
    let start = token
    switch start.kind {
    case .text(let text):
      position += 1
      return (text, start)
    case .word(let word) where !SelectionToken.keywords.contains(word.lowercased()):
      position += 1
      return (word, start)
    case .word(let word):
      throw error(
        start, "a value is missing before \"\(word)\"",
        "write one; if \(word) is the value, put quotes around it")
    default: throw error(start, "a value is missing here", "write one; \"\" is the empty text")
    }
  }

  private mutating func list(of field: SelectionField) throws(SelectionError) -> [String] {
    guard token.kind == .open else {
      throw error(token, "a list is missing here", "write in (a, b)")
    }
    position += 1
    var values: [String] = []
    while true {
      let value = try value()
      values.append(try check(value.text, at: value.token, of: field, .equal))
      let separator = token
      guard separator.kind == .comma || separator.kind == .close else {
        throw error(separator, "the list is not closed", "write , and another value, or )")
      }
      position += 1
      if separator.kind == .close { return values }
    }
  }

  private mutating func existence() throws(SelectionError) -> Selection.Test {
    let word = token.keyword
    guard word == "missing" || word == "known" else {
      throw error(token, "\"is\" asks only one thing", "write is missing or is known")
    }
    position += 1
    return word == "missing" ? .isMissing : .isKnown
  }

  // MARK: Values

  /// Checks that a field can have a value; answers the value as it is compared.
  private func check(
    _ value: String, at token: SelectionToken, of field: SelectionField,
    _ comparison: Selection.Comparison
  ) throws(SelectionError) -> String {
    if let allowed = field.allowedValues {
      guard [.equal, .notEqual].contains(comparison) else {
        throw error(token, "\(field) has no order", "write \(field) = or \(field) !=")
      }
      guard allowed.contains(value.lowercased()) else {
        throw error(
          token, "\(field) is never \"\(value)\"", "use " + allowed.joined(separator: ", "))
      }
      return value.lowercased()
    }
    guard field.isNumber else { return value }
    guard comparison != .contains else {
      throw error(token, "\(field) is a number and holds no text", "compare it with = < or >")
    }
    guard let number = SelectionValue.number(value) else {
      throw error(token, "\(field) is a number, and \"\(value)\" is not", "write one, such as 0.5")
    }
    guard field != .confidence || (0...1).contains(number) else {
      throw error(token, "a confidence lies between 0 and 1", "write 85 percent as 0.85")
    }
    return value
  }

  private func error(_ token: SelectionToken, _ message: String, _ hint: String) -> SelectionError {
    SelectionError(expression: expression, offset: token.offset, message: message, hint: hint)
  }
}
