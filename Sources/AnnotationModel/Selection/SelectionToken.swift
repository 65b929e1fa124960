/// A piece of a selection expression.
struct SelectionToken: Hashable {
  /// What it is.
  enum Kind: Hashable {
    /// Letters, digits and signs that mean nothing else.
    case word(String)
    /// Text that was between quotes.
    case text(String)
    case comparison(Selection.Comparison)
    case open, close, comma
    case end
  }

  let kind: Kind
  /// The scalar at which it begins.
  let offset: Int

  /// The word in small letters, for keywords; nil for anything else, quoted words included.
  var keyword: String? {
    if case .word(let word) = kind { word.lowercased() } else { nil }
  }

  /// Words that join conditions; as values they need quotes.
  static let keywords: Set<String> = ["and", "or", "not", "in", "is"]

  /// A value as an expression writes it: bare where that is one word, else between quotes.
  static func quoted(_ value: String) -> String {
    let isBare =
      !value.isEmpty && value.unicodeScalars.allSatisfy(isOfWord)
      && !keywords.contains(value.lowercased())
    if isBare { return value }
    var text = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in value.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text.append("\\") }
      text.append(scalar)
    }
    text.append("\"")
    return String(text)
  }

  /// Whether a scalar can be part of a word that stands without quotes.
  static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "!", "<", ">", "~", "(", ")", ",", "\"", "'", "\\": false
    default:
      !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
    }
  }
}

/// Cuts a selection expression into its pieces.
struct SelectionLexer {
  private let expression: String
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ expression: String) {
    self.expression = expression
    scalars = Array(expression.unicodeScalars)
  }

  /// All pieces and an end.
  static func tokens(of expression: String) throws(SelectionError) -> [SelectionToken] {
    var lexer = SelectionLexer(expression)
    var tokens: [SelectionToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(SelectionError) -> SelectionToken {
    while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
    let start = position
    guard start < scalars.count else { return SelectionToken(kind: .end, offset: start) }
    let kind = try kind(startingWith: scalars[start])
    return SelectionToken(kind: kind, offset: start)
  }

  private mutating func kind(
    startingWith first: Unicode.Scalar
  ) throws(SelectionError) -> SelectionToken.Kind {
    switch first {
    case "\"", "'": return .text(try quotedText(first))
    case "(": return take(1, .open)
    case ")": return take(1, .close)
    case ",": return take(1, .comma)
    case "=", "!", "<", ">", "~": return try comparison(startingWith: first)
    default:
      let word = scalars[position...].prefix(while: SelectionToken.isOfWord)
      guard !word.isEmpty else {
        throw error(at: position, "this sign cannot stand here", "put quotes around the value")
      }
      position += word.count
      return .word(Self.text(word))
    }
  }

  private mutating func take(_ count: Int, _ kind: SelectionToken.Kind) -> SelectionToken.Kind {
    position += count
    return kind
  }

  private mutating func comparison(
    startingWith first: Unicode.Scalar
  ) throws(SelectionError) -> SelectionToken.Kind {
    let second = position + 1 < scalars.count ? scalars[position + 1] : nil
    let pairs: [Selection.Comparison] = [.notEqual, .lessOrEqual, .greaterOrEqual]
    if let second,
      let pair = pairs.first(where: { $0.rawValue == Self.text([first, second]) })
    {
      return take(2, .comparison(pair))
    }
    // Whoever writes programs may write == without thinking.
    if first == "=", second == "=" { return take(2, .comparison(.equal)) }
    guard let single = Selection.Comparison(rawValue: Self.text([first])) else {
      throw error(at: position, "! is not a comparison", "write != or not")
    }
    return take(1, .comparison(single))
  }

  private mutating func quotedText(_ quote: Unicode.Scalar) throws(SelectionError) -> String {
    let start = position
    var text: [Unicode.Scalar] = []
    position += 1
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == quote { return Self.text(text) }
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      guard position < scalars.count, ["\\", "\"", "'"].contains(scalars[position]) else {
        throw error(
          at: position - 1, "a backslash goes before a quote or a backslash only",
          "write \\\\ for a backslash")
      }
      text.append(scalars[position])
      position += 1
    }
    throw error(at: start, "these quotes are not closed", "close them with \(quote)")
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private func error(at offset: Int, _ message: String, _ hint: String) -> SelectionError {
    SelectionError(expression: expression, offset: offset, message: message, hint: hint)
  }
}
