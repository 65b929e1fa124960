/// Gives each different name a number, in the order in which names are first met.
///
/// Names are bytes, kept one after the other in one array, and found by a hash table of numbers:
/// a million answers name few things, again and again.
struct NameIndex {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Numbers by hash, -1 where free; a power of two, at most half full.
  private var slots = [Int32](repeating: -1, count: 1024)

  /// How many names there are.
  var count: Int { ends.count }

  /// A name by its number.
  func name(_ number: Int) -> ArraySlice<UInt8> { bytes[range(number)] }

  /// A name by its number as text.
  func text(_ number: Int) -> String { String(decoding: name(number), as: UTF8.self) }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  /// The number of a name, a new one for a new name.
  mutating func number(of name: ArraySlice<UInt8>) -> Int {
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      if isEqual(number, name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count)
    bytes += name
    ends.append(bytes.count)
    if 2 * count > slots.count { grow() }
    return count - 1
  }

  /// The number of a name; nil when it was never met.
  func known(_ name: ArraySlice<UInt8>) -> Int? {
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isEqual(Int(slots[slot]), name) { return Int(slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func isEqual(_ number: Int, _ name: ArraySlice<UInt8>) -> Bool {
    let range = range(number)
    guard range.count == name.count else { return false }
    var own = range.lowerBound
    for byte in name {
      if bytes[own] != byte { return false }
      own += 1
    }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 2 * slots.count)
    for number in 0..<count {
      var slot = Self.hash(name(number)) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  /// FNV-1a (Fowler, Noll and Vo), with the high bits mixed into the low ones.
  private static func hash(_ name: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  /// All numbers in the order of their names: as whole numbers when every name is one, else by
  /// their bytes.
  func sorted() -> [Int] {
    let numbers = (0..<count).map { wholeNumber(name($0)) }
    if numbers.allSatisfy({ $0 != nil }) {
      return (0..<count).sorted { numbers[$0] ?? 0 < numbers[$1] ?? 0 }
    }
    return (0..<count).sorted { name($0).lexicographicallyPrecedes(name($1)) }
  }

  /// The value of a name that is written as Swift writes whole numbers.
  private func wholeNumber(_ name: ArraySlice<UInt8>) -> Int? {
    guard let first = name.first, name.count <= 18 else { return nil }
    let digits = first == 0x2D ? name.dropFirst() : name
    guard let leading = digits.first, leading != 0x30 || name.count == 1 else { return nil }
    var value = 0
    for byte in digits {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = 10 * value + Int(byte - 0x30)
    }
    return first == 0x2D ? -value : value
  }
}
