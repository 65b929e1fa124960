/// A pattern that turns the end of a picture's path into metadata: `{device}/{date}/{name}`.
///
/// Each part between slashes meets one folder or the file name, counted from the end of the path.
/// `{key}` takes what stands there, at least one character and as few as the text after it lets
/// it; other text has to be there as it is. Where the last part has no point, it meets the file
/// name without its extension. `{name}` and `{_}` are not kept: the one is known, the other nobody
/// wants.
struct PathRule {
  /// A piece of one part.
  private enum Piece {
    case text(String)
    case key(String)
  }

  /// The rule as it was given.
  let text: String
  private let parts: [[Piece]]
  private let keepsExtension: Bool

  /// Reads a rule; throws what is wrong with it.
  init(_ text: String) throws(Failure) {
    self.text = text
    let components = text.split(separator: "/", omittingEmptySubsequences: false)
    var parts: [[Piece]] = []
    var keys = Set<String>()
    for component in components {
      let pieces = try Self.pieces(of: component, in: text)
      for case .key(let key) in pieces where key != "_" {
        guard keys.insert(key).inserted else {
          throw Self.failure(text, "{\(key)} is there twice")
        }
      }
      parts.append(pieces)
    }
    guard !keys.isEmpty else { throw Self.failure(text, "it has no {key}") }
    self.parts = parts
    keepsExtension = components.last?.contains(".") ?? false
  }

  private static func failure(_ text: String, _ reason: String) -> Failure {
    Failure(
      "path rule \"\(text)\": \(reason)", hint: "a rule looks like {device}/{date}/{name}")
  }

  private static func pieces(
    of component: Substring, in rule: String
  ) throws(Failure) -> [Piece] {
    guard !component.isEmpty else { throw failure(rule, "a part between slashes is empty") }
    var pieces: [Piece] = []
    var rest = component
    while !rest.isEmpty {
      if rest.first == "{" {
        guard let end = rest.firstIndex(of: "}") else { throw failure(rule, "a { is not closed") }
        let key = rest[rest.index(after: rest.startIndex)..<end]
        guard !key.isEmpty, !key.contains("{") else {
          throw failure(rule, "the key between { and } is empty or holds a {")
        }
        if case .key? = pieces.last {
          throw failure(rule, "nothing separates {\(key)} from the key before it")
        }
        pieces.append(.key(String(key)))
        rest = rest[rest.index(after: end)...]
      } else {
        let text = rest.prefix { $0 != "{" }
        guard !text.contains("}") else { throw failure(rule, "a } closes nothing") }
        pieces.append(.text(String(text)))
        rest = rest.dropFirst(text.count)
      }
    }
    return pieces
  }

  /// What the rule says about a path; nil when the path does not meet it.
  func facts(of path: String) -> [(key: String, value: String)]? {
    var components = path.split(separator: "/").map(String.init).suffix(parts.count)
    guard components.count == parts.count, let file = components.last else { return nil }
    if !keepsExtension, let point = file.lastIndex(of: "."), point > file.startIndex {
      components[components.endIndex - 1] = String(file[..<point])
    }
    var facts: [(key: String, value: String)] = []
    for (pieces, component) in zip(parts, components) {
      guard let found = Self.facts(of: component, pieces) else { return nil }
      facts += found
    }
    return facts.filter { $0.key != "_" && $0.key != "name" }
  }

  private static func facts(
    of component: String, _ pieces: [Piece]
  ) -> [(key: String, value: String)]? {
    var facts: [(key: String, value: String)] = []
    var rest = component[...]
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text):
        guard rest.hasPrefix(text) else { return nil }
        rest = rest.dropFirst(text.count)
      case .key(let key):
        guard let end = end(of: rest, before: pieces[(index + 1)...]) else { return nil }
        facts.append((key, String(rest[..<end])))
        rest = rest[end...]
      }
    }
    return rest.isEmpty ? facts : nil
  }

  /// Where a key's value ends: before the text that follows it, or at the very end.
  private static func end(
    of rest: Substring, before following: ArraySlice<Piece>
  ) -> Substring.Index? {
    guard !rest.isEmpty else { return nil }
    guard case .text(let text)? = following.first else { return rest.endIndex }
    if following.count == 1 {
      guard rest.hasSuffix(text), rest.count > text.count else { return nil }
      return rest.index(rest.endIndex, offsetBy: -text.count)
    }
    var place = rest.index(after: rest.startIndex)
    while place < rest.endIndex {
      if rest[place...].hasPrefix(text) { return place }
      place = rest.index(after: place)
    }
    return nil
  }
}
