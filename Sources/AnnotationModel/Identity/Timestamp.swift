/// A moment in UTC, in microseconds since 1970-01-01T00:00:00.
package struct Timestamp: Hashable, Sendable, Comparable, Codable {
  /// Microseconds since the Unix epoch; negative before it.
  package let microseconds: Int64

  /// Makes the moment that many microseconds after the Unix epoch.
  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  package static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.microseconds < rhs.microseconds
  }

  /// The moment `seconds` later.
  package func advanced(bySeconds seconds: Double) -> Timestamp {
    Timestamp(microseconds: microseconds + Int64((seconds * 1_000_000).rounded()))
  }
}

extension Timestamp: CustomStringConvertible {
  /// ISO 8601 with six decimals and no zone, as Ground Truth writes `creation-date`.
  package var description: String {
    let perDay: Int64 = 86_400_000_000
    let day = microseconds.flooredQuotient(by: perDay)
    let within = microseconds - day * perDay
    let date = Self.civilDate(daysSinceEpoch: day)
    let seconds = within / 1_000_000
    return Self.padded(date.year, 4) + "-" + Self.padded(date.month, 2) + "-"
      + Self.padded(date.day, 2) + "T" + Self.padded(seconds / 3600, 2) + ":"
      + Self.padded(seconds / 60 % 60, 2) + ":" + Self.padded(seconds % 60, 2) + "."
      + Self.padded(within % 1_000_000, 6)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Proleptic Gregorian date of a day number.
  ///
  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  private static func civilDate(daysSinceEpoch: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = daysSinceEpoch + 719_468
    let era = shifted.flooredQuotient(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}

extension Timestamp {
  /// Reads the date spellings that Ground Truth files are known to carry.
  ///
  /// Accepted: `T` or a space between date and time, any number of decimals or none, and no zone,
  /// `Z`, `+hhmm` or `+hh:mm`. No zone means UTC.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D,
      bytes[10] == 0x54 || bytes[10] == 0x20, bytes[13] == 0x3A, bytes[16] == 0x3A,
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    var rest = bytes[19...]
    let fraction = Self.takeFraction(&rest)
    guard let fraction, let offset = Self.zoneOffset(rest) else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    // A day that its month does not have would land in the next month.
    guard Self.civilDate(daysSinceEpoch: days).day == day else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    self.init(microseconds: seconds * 1_000_000 + fraction)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return value
  }

  /// Microseconds of a leading `.ddd`; zero when there is none, nil when it is malformed.
  private static func takeFraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    guard rest.first == 0x2E else { return 0 }
    let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(1 + digits.count)
    let six = (Array(digits) + [UInt8](repeating: 0x30, count: 6)).prefix(6)
    return digits.isEmpty ? nil : number(six)
  }

  /// Seconds east of UTC; zero for no zone and `Z`, nil for anything unknown.
  private static func zoneOffset(_ rest: ArraySlice<UInt8>) -> Int64? {
    if rest.isEmpty || rest.elementsEqual([0x5A]) { return 0 }
    guard let sign = rest.first, sign == 0x2B || sign == 0x2D else { return nil }
    let digits = rest.dropFirst().filter { $0 != 0x3A }
    guard digits.count == 4, let hours = number(digits[0..<2]), let minutes = number(digits[2..<4])
    else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == 0x2B ? 1 : -1)
  }

  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooredQuotient(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}

extension Int64 {
  /// Division that rounds towards negative infinity, for dates before the epoch.
  fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
