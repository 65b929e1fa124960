/// A value that a condition compares with what the expression wrote.
enum SelectionValue: Hashable {
  case text(String)
  case number(Double)

  /// The number that a text is, finite and in decimal; nil for anything else.
  static func number(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// Compares with a written value: as numbers when both are, else as text.
  ///
  /// Text is equal in any Unicode normal form, and ordered by its scalars, so that moments as
  /// ISO 8601 writes them are ordered by time.
  func compares(_ comparison: Selection.Comparison, to written: String) -> Bool {
    if comparison == .contains { return asText.lowercased().contains(written.lowercased()) }
    if let own = asNumber, let other = Self.number(written) {
      return Self.holds(comparison, own, other)
    }
    return Self.holds(comparison, asText, written)
  }

  private var asNumber: Double? {
    switch self {
    case .number(let number): number
    case .text(let text): Self.number(text)
    }
  }

  private var asText: String {
    switch self {
    case .number(let number): "\(number)"
    case .text(let text): text
    }
  }

  private static func holds<Value: Comparable>(
    _ comparison: Selection.Comparison, _ own: Value, _ other: Value
  ) -> Bool {
    switch comparison {
    case .equal: own == other
    case .notEqual: own != other
    case .less: own < other
    case .lessOrEqual: own <= other
    case .greater: own > other
    case .greaterOrEqual: own >= other
    case .contains: false
    }
  }
}
