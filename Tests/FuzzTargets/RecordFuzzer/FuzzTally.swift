import Synchronization

/// How many invented records were tried, and how many of them were taken.
final class FuzzTally: Sendable {
  static let shared = FuzzTally()

  /// What a reader took something for.
  enum Kind: String, CaseIterable {
    case line = "manifest lines"
    case response = "worker responses"
    case request = "consolidation requests"
    case loop = "human loops"
    case mask = "masks"
  }

  private struct Counts {
    var tried = 0
    var taken = 0
    var perKind: [Kind: Int] = [:]
    var mutated = 0
    var structured = 0
  }

  private let counts = Mutex(Counts())

  /// Notes one record.
  func note(isTaken: Bool) {
    counts.withLock {
      $0.tried += 1
      if isTaken { $0.taken += 1 }
    }
  }

  /// Notes that a reader took a record out of the bytes.
  func note(_ kind: Kind) {
    counts.withLock { $0.perKind[kind, default: 0] += 1 }
  }

  /// Notes that a record was made from another, as a tree or byte by byte.
  func note(isStructured: Bool) {
    counts.withLock {
      $0.mutated += 1
      if isStructured { $0.structured += 1 }
    }
  }

  /// What came of it, in words.
  var summary: String {
    let counts = counts.withLock { $0 }
    func share(_ part: Int, _ whole: Int) -> String {
      "\(part) of \(whole) (\(whole == 0 ? 0 : 100 * part / whole) %)"
    }
    let kinds = Kind.allCases.map { "\(counts.perKind[$0] ?? 0) as \($0.rawValue)" }
    return """
      records taken: \(share(counts.taken, counts.tried)): \(kinds.joined(separator: ", "))
      changed as trees: \(share(counts.structured, counts.mutated)) mutations
      """
  }
}
