extension JSONReader {
  /// A number in the text, taken apart while it was checked.
  struct NumberToken {
    /// The bytes as written.
    var range: Range<Int>
    /// The digits without point, as far as they fit.
    var mantissa: UInt64 = 0
    /// Digits in `mantissa`, leading zeros not counted; above 19 the value is not exact.
    var digits = 0
    /// The power of ten to multiply with.
    var exponent = 0
    /// Whether it begins with a minus sign.
    var isNegative = false
    /// Whether it is written without point and exponent.
    var isInteger = true

    /// The value when it is written as an integer and fits.
    var integer: Int? {
      guard isInteger, digits <= 18 else { return nil }
      return isNegative ? -Int(mantissa) : Int(mantissa)
    }
  }

  /// Checks the number that begins at `start` against the grammar and the limits.
  func numberToken(at start: Int) throws(InterchangeError) -> NumberToken {
    var token = NumberToken(range: start..<start)
    var index = start
    if bytes[index] == 0x2D {
      token.isNegative = true
      index += 1
    }
    let wholeStart = index
    index = takeDigits(from: index, into: &token, fraction: false)
    let wholeDigits = index - wholeStart
    guard wholeDigits >= 1, wholeDigits == 1 || bytes[wholeStart] != 0x30 else {
      throw failure(.json(.badNumber), at: start)
    }
    if index < end, bytes[index] == 0x2E {
      token.isInteger = false
      let fractionStart = index + 1
      index = takeDigits(from: fractionStart, into: &token, fraction: true)
      guard index > fractionStart else { throw failure(.json(.badNumber), at: start) }
    }
    if index < end, bytes[index] | 0x20 == 0x65 {
      token.isInteger = false
      index = try takeExponent(from: index + 1, start: start, into: &token)
    }
    token.range = start..<index
    if token.digits + token.exponent > 300 || token.range.count > limits.numberLength {
      try checkMagnitude(of: token)
    }
    return token
  }

  /// The nearest double.
  ///
  /// Up to 15 digits and a power of ten that a double holds exactly, one multiplication or division
  /// is correctly rounded (Clinger, "How to Read Floating Point Numbers Accurately", 1990); other
  /// numbers go through the standard library.
  func doubleValue(of token: NumberToken) -> Double {
    guard token.digits <= 15, abs(token.exponent) <= 22 else {
      return Double(String(decoding: bytes[token.range], as: UTF8.self)) ?? .infinity
    }
    let digits = Double(token.mantissa)
    let scale = Self.powersOfTen[abs(token.exponent)]
    let value = token.exponent < 0 ? digits / scale : digits * scale
    return token.isNegative ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private func takeDigits(
    from start: Int, into token: inout NumberToken, fraction: Bool
  ) -> Int {
    let text = bytes.span
    var index = start
    while index < end, case let digit = text[index], (0x30...0x39).contains(digit) {
      if token.digits < 19 {
        token.mantissa = token.mantissa * 10 + UInt64(digit - 0x30)
        if fraction { token.exponent -= 1 }
      } else if !fraction {
        token.exponent += 1
      }
      if token.mantissa > 0 { token.digits += 1 }
      index += 1
    }
    return index
  }

  private func takeExponent(
    from first: Int, start: Int, into token: inout NumberToken
  ) throws(InterchangeError) -> Int {
    var index = first
    var isNegative = false
    if index < end, bytes[index] == 0x2B || bytes[index] == 0x2D {
      isNegative = bytes[index] == 0x2D
      index += 1
    }
    let digitsStart = index
    var value = 0
    while index < end, (0x30...0x39).contains(bytes[index]) {
      // Far beyond what a double holds; more digits change nothing.
      value = min(value * 10 + Int(bytes[index] - 0x30), 100_000)
      index += 1
    }
    guard index > digitsStart else { throw failure(.json(.badNumber), at: start) }
    token.exponent += isNegative ? -value : value
    return index
  }

  private func checkMagnitude(of token: NumberToken) throws(InterchangeError) {
    guard token.range.count <= limits.numberLength else {
      throw failure(.json(.numberTooLarge), at: token.range.lowerBound)
    }
    guard doubleValue(of: token).isFinite else {
      throw failure(.json(.numberTooLarge), at: token.range.lowerBound)
    }
  }
}
