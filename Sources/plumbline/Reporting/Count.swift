/// Numbers of things, as people write them.
enum Count {
  /// `1 line`, `2 lines`, `3 boxes`, `4 classes`.
  static func text(_ number: Int, _ thing: String) -> String {
    if number == 1 { return "1 \(thing)" }
    return "\(number) \(thing)" + (thing.hasSuffix("x") || thing.hasSuffix("s") ? "es" : "s")
  }
}
