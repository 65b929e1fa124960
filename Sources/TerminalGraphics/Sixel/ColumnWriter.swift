/// Writes columns of six pixels from left to right, equal ones together.
///
/// Every column is written at once, and a row of equal ones is taken back when it turns out to be
/// long: this asks the processor to guess least.
struct ColumnWriter {
  /// The bytes written.
  private(set) var count = 0
  /// The column that comes next.
  var x: Int32 = 0
  /// The newest columns that are equal.
  private var bits: UInt8 = 0
  private var equal: Int32 = 0

  /// As many equal columns are written one by one.
  private static let literals: Int32 = 3

  /// Adds a column at or right of the last one; what lies between is left empty.
  @inline(__always)
  mutating func write(_ bits: UInt8, at column: Int32, into bytes: inout MutableSpan<UInt8>) {
    if column > x { skip(column &- x, in: &bytes) }
    let isNew = bits != self.bits
    if isNew && equal > Self.literals { shorten(in: &bytes) }
    equal = isNew ? 1 : equal &+ 1
    self.bits = bits
    append(SixelByte.empty &+ bits, to: &bytes)
    x = column &+ 1
  }

  /// Ends a run: what comes next has another colour, or none.
  @inline(__always)
  mutating func finishRun(in bytes: inout MutableSpan<UInt8>) {
    if equal > Self.literals { shorten(in: &bytes) }
    equal = 0
    // No column is empty.
    bits = 0
  }

  /// Appends a byte.
  @inline(__always)
  mutating func append(_ byte: UInt8, to bytes: inout MutableSpan<UInt8>) {
    bytes[count] = byte
    count &+= 1
  }

  /// Appends a register's number.
  @inline(__always)
  mutating func append(decimal number: UInt8, to bytes: inout MutableSpan<UInt8>) {
    let zero = UInt8(ascii: "0")
    if number >= 100 { append(zero &+ number / 100, to: &bytes) }
    if number >= 10 { append(zero &+ number / 10 % 10, to: &bytes) }
    append(zero &+ number % 10, to: &bytes)
  }

  @inline(__always)
  private mutating func skip(_ gap: Int32, in bytes: inout MutableSpan<UInt8>) {
    finishRun(in: &bytes)
    if gap > Self.literals {
      appendRepeat(gap, of: SixelByte.empty, to: &bytes)
    } else {
      for place in 0..<3 { bytes[count &+ place] = SixelByte.empty }
      count &+= Int(gap)
    }
  }

  private mutating func shorten(in bytes: inout MutableSpan<UInt8>) {
    count &-= Int(equal)
    appendRepeat(equal, of: SixelByte.empty &+ bits, to: &bytes)
  }

  private mutating func appendRepeat(
    _ times: Int32, of byte: UInt8, to bytes: inout MutableSpan<UInt8>
  ) {
    append(SixelByte.repeat, to: &bytes)
    var unit: Int32 = 1
    while unit <= times / 10 { unit *= 10 }
    while unit > 0 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: times / unit % 10), to: &bytes)
      unit /= 10
    }
    append(byte, to: &bytes)
  }
}
