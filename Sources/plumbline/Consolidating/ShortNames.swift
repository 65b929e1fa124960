/// Names without the beginning that all of them share, for lists in which they would be cut off
/// before they differ: workers of a Ground Truth pool are `public.us-east-1.` and 26 letters.
enum ShortNames {
  /// The fewest characters that are worth leaving out.
  private static let least = 8

  /// The names in their order; what was left out is shown as `~`.
  static func of(_ names: [String]) -> [String] {
    guard names.count > 1, let first = names.first else { return names }
    let shared = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    // Up to a separator, so that what is left is a word of its own.
    guard let end = shared.lastIndex(where: { ".:/ ".contains($0) }) else { return names }
    let length = shared.distance(from: shared.startIndex, to: end) + 1
    guard length >= least, names.allSatisfy({ $0.count > length }) else { return names }
    return names.map { "~" + $0.dropFirst(length) }
  }
}

extension String {
  /// The characters with which both begin.
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
