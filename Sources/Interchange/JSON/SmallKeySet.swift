/// The keys of one object, to find one that is given twice.
///
/// Nearly all objects have a handful, and looking through a list of those is faster than hashing;
/// an object with many is hashed, so that no file can make this slow.
struct SmallKeySet {
  private static let longestList = 16
  private var list: [String] = []
  private var set: Set<String> = []

  /// Adds a key; false when it is there already.
  mutating func insert(_ key: String) -> Bool {
    if !set.isEmpty { return set.insert(key).inserted }
    if list.contains(key) { return false }
    list.append(key)
    if list.count > Self.longestList { set = Set(list) }
    return true
  }
}
