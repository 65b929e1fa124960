extension JSONValue {
  /// The elements of an array under `key`; `null` and a missing key give none.
  func elements(of key: String, _ origin: RecordOrigin) throws(InterchangeError) -> [JSONValue] {
    guard let value = self[key], !value.isNull else { return [] }
    guard let elements = value.array else { throw value.mismatch(key, "an array", origin) }
    return elements
  }

  /// The text under `key`; `null` and a missing key give nil.
  func text(of key: String, _ origin: RecordOrigin) throws(InterchangeError) -> String? {
    guard let value = self[key], !value.isNull else { return nil }
    guard let text = value.string else { throw value.mismatch(key, "a string", origin) }
    return text
  }

  /// The number under `key`, in a range; `null` and a missing key give nil.
  func number(
    of key: String, within range: ClosedRange<Double>, _ origin: RecordOrigin
  ) throws(InterchangeError) -> Double? {
    guard let value = self[key], !value.isNull else { return nil }
    guard let number = value.double else { throw value.mismatch(key, "a number", origin) }
    guard range.contains(number) else {
      throw origin.error(
        .outOfRange(
          key: key, value: "\(number)", expected: "\(range.lowerBound) to \(range.upperBound)"))
    }
    return number
  }

  /// The error that this value is not what its key demands.
  func mismatch(_ key: String, _ expected: String, _ origin: RecordOrigin) -> InterchangeError {
    origin.error(.wrongType(key: key, expected: expected, found: kindName))
  }
}

extension Optional {
  /// The value, or an error that its key is missing.
  func required(_ key: String, _ origin: RecordOrigin) throws(InterchangeError) -> Wrapped {
    guard let self else { throw origin.error(.missingKey(key)) }
    return self
  }
}
