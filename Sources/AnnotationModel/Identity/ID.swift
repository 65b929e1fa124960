/// A 128-bit, time-ordered identifier of one kind of entity.
///
/// The layout is UUID version 7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random
/// bits. Ids are made where the entity arises and stay valid when two databases meet; ordering
/// them orders by the time of making.
package struct ID<Entity>: Hashable, Sendable {
  /// The first eight bytes, big-endian: 48 bits of milliseconds, version, 12 random bits.
  package let high: UInt64
  /// The last eight bytes, big-endian: the variant and 62 random bits.
  package let low: UInt64

  /// Joins two halves that came from `high` and `low`.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Makes a fresh id for a moment, with random bits from `generator`.
  package init(at moment: Timestamp, using generator: inout some RandomNumberGenerator) {
    let milliseconds = UInt64(max(0, moment.microseconds / 1000))
    let random = generator.next()
    high = (milliseconds << 16) | 0x7000 | (random & 0x0FFF)
    low = (generator.next() >> 2) | 0x8000_0000_0000_0000
  }

  /// Reads the sixteen bytes that `bytes` wrote; any other length gives nil.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    (high, low) = Self.halves(Array(bytes))
  }

  /// Not generic, so that reading millions of ids takes no calls through protocols.
  private static func halves(_ bytes: [UInt8]) -> (UInt64, UInt64) {
    func half(_ start: Int) -> UInt64 {
      (start..<start + 8).reduce(0) { ($0 << 8) | UInt64(bytes[$1]) }
    }
    return (half(0), half(8))
  }

  /// The sixteen bytes in network order, as stored in the database.
  package var bytes: [UInt8] {
    [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
  }
}

extension ID: Comparable {
  package static func < (lhs: ID, rhs: ID) -> Bool {
    (lhs.high, lhs.low) < (rhs.high, rhs.low)
  }
}

extension ID: LosslessStringConvertible {
  /// The canonical text form, 36 characters: `0192f0c1-…`.
  package var description: String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append("-") }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }

  /// Reads the canonical text form in either case; anything else gives nil.
  package init?(_ description: String) {
    let digits = description.filter { $0 != "-" }
    guard description.utf8.count == 36, digits.utf8.count == 32,
      let high = UInt64(digits.prefix(16), radix: 16),
      let low = UInt64(digits.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
    // Hyphens in other places and signs in front of the digits got this far.
    guard self.description == description.lowercased() else { return nil }
  }
}

extension ID: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = ID(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\"\(text)\" is not an id"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
