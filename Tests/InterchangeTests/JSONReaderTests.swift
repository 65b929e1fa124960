import Interchange
import RecordMutation
import Testing

@Suite("JSON reader")
struct JSONReaderTests {
  private let origin = RecordOrigin(file: "t.json", line: 1)

  private func value(_ text: String) throws(InterchangeError) -> JSONValue {
    try JSONValue(parsing: Array(text.utf8), origin: origin)
  }

  private func problem(_ text: String) -> InterchangeError.Reason? {
    do throws(InterchangeError) {
      _ = try value(text)
      return nil
    } catch {
      return error.reason
    }
  }

  @Test("Every kind of value is read, in order, numbers as written")
  func tree() throws {
    let text =
      #"{"b":[1.50,-0,1E+2,12345678901234567890],"a":{"x":null,"y":true,"z":false},"s":"é"}"#
    let tree = try value(text)
    #expect(tree.members?.map(\.key) == ["b", "a", "s"])
    #expect(tree["b"]?.array?.map(\.double) == [1.5, 0, 100, 12_345_678_901_234_567_168])
    #expect(tree["a"]?["x"]?.isNull == true)
    #expect(tree["s"]?.string == "é")
    var writer = JSONWriter()
    writer.value(tree)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test("White space may stand between all parts")
  func whitespace() throws {
    let tree = try value(" \t\r\n{ \"a\" : [ 1 , { } , [ ] ] , \"b\" : null } \n")
    #expect(tree["a"]?.array?.count == 3)
    #expect(tree["b"]?.isNull == true)
  }

  @Test("Escapes are undone, surrogate pairs joined")
  func escapes() throws {
    let tree = try value(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u3042\ud83d\ude00\u0000""#)
    #expect(tree.string == "\"\\/\u{8}\u{C}\n\r\tAéあ😀\0")
  }

  @Test(
    "Numbers equal what the standard library reads",
    arguments: [
      "0", "-0", "1", "-17", "9007199254740993", "0.1", "0.30000000000000004", "1e22", "1e23",
      "5e-324",
      "1.7976931348623157e308", "123456789012345678901234567890", "0.000001", "1e-400", "0e999",
      "3.141592653589793238462643383279", "100000000000000000000000e-22", "8.5e-7",
    ])
  func numbers(text: String) throws {
    let read = try #require(try value(text).double)
    #expect(read == Double(text))
    #expect(read.sign == Double(text)?.sign)
  }

  @Test("Random doubles survive writing and reading")
  func doubleRoundTrip() throws {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      var writer = JSONWriter()
      writer.double(number)
      let read = try JSONValue(parsing: writer.bytes, origin: origin)
      #expect(read.double == number)
    }
  }

  @Test("Depth is limited to 64, whatever the brackets")
  func depth() {
    let limit = InterchangeError.Reason.json(.tooDeep(limit: 64))
    #expect(problem(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)) == nil)
    #expect(problem(String(repeating: "[", count: 65) + String(repeating: "]", count: 65)) == limit)
    #expect(problem(String(repeating: "{\"a\":", count: 1_000_000)) == limit)
    #expect(problem(String(repeating: "[", count: 2_000_000)) == limit)
  }

  @Test(
    "Passing over a value checks it as strictly as reading it",
    arguments: [
      "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "[\"\\x\"]", "[\"\\ud800\"]", "[01]",
      "[tru]",
      "[1", "{\"a\":", "[\"a]", "]", "}", "[}", "{]", "[1e999]", "", "[\"\u{1}\"]", "[-]", "nulL",
    ])
  func skipping(text: String) throws {
    var reader = try JSONReader(Array(text.utf8), origin: origin)
    #expect(throws: InterchangeError.self) {
      try reader.skipValue()
      try reader.finish()
    }
    #expect(problem(text) != nil)
  }

  @Test("A value passed over covers exactly its bytes")
  func skippedRange() throws {
    let text = #"{"a": {"x":[1,{"y":"}"}]} , "b":2}"#
    var reader = try JSONReader(Array(text.utf8), origin: origin)
    try reader.beginObject("line")
    #expect(try reader.nextKey() == "a")
    let range = try reader.skipValue()
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == #"{"x":[1,{"y":"}"}]}"#)
    #expect(try reader.nextKey() == "b")
    #expect(try reader.readDouble(for: "b") == 2)
    #expect(try reader.nextKey() == nil)
    try reader.finish()
  }

  @Test("A key given twice is refused at every level")
  func duplicates() {
    #expect(problem(#"{"a":1,"b":2,"a":3}"#) == .duplicateKey("a"))
    #expect(problem(#"[{"x":{"k":1,"\u006b":2}}]"#) == .duplicateKey("k"))
  }

  @Test("Limits on strings and numbers hold")
  func limits() throws {
    let limits = JSONLimits(depth: 2, stringBytes: 4, numberLength: 3)
    func reason(_ text: String) -> InterchangeError.Reason? {
      do throws(InterchangeError) {
        _ = try JSONValue(parsing: Array(text.utf8), origin: origin, limits: limits)
        return nil
      } catch {
        return error.reason
      }
    }
    #expect(reason(#"["abc",123]"#) == nil)
    #expect(reason(#"["abcde"]"#) == .json(.stringTooLong(limit: 4)))
    #expect(reason("[1234]") == .json(.numberTooLarge))
    #expect(reason("[[[]]]") == .json(.tooDeep(limit: 2)))
    func skippingReason(_ text: String) throws -> InterchangeError.Reason? {
      var reader = try JSONReader(Array(text.utf8), origin: origin, limits: limits)
      do throws(InterchangeError) {
        try reader.skipValue()
        return nil
      } catch {
        return error.reason
      }
    }
    for text in [#"["abc",123]"#, #"["abcde"]"#, #"{"abcde":1}"#, "[1234]", "[[[]]]"] {
      #expect(try skippingReason(text) == reason(text), "\(text)")
    }
  }

  @Test("Errors in a document name line and column; in a record line, the record's line")
  func positions() throws {
    let bytes = Array("{\n  \"a\": 1,\n  \"b\": ?\n}".utf8)
    let document = #expect(throws: InterchangeError.self) {
      try JSONValue(parsing: bytes, origin: RecordOrigin(file: "d.json"))
    }
    #expect(document?.line == 3)
    #expect(document?.column == 8)
    let record = #expect(throws: InterchangeError.self) {
      try JSONValue(parsing: Array("[1,?]".utf8), origin: RecordOrigin(file: "r.jsonl", line: 9))
    }
    #expect(record?.line == 9)
    #expect(record?.column == 4)
  }

  @Test(
    "Bytes that are not UTF-8 are refused where they stand",
    arguments: [
      [0x22, 0x61, 0xFF, 0x22], [0x22, 0x61, 0xC0, 0x80, 0x22],
      [0x22, 0x61, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0x61, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0x61, 0xE3, 0x81],
    ] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) {
    let error = #expect(throws: InterchangeError.self) {
      try JSONValue(parsing: bytes, origin: origin)
    }
    #expect(error?.reason == .invalidUTF8)
    #expect(error?.column == 3)
  }

  @Test("What could act on a terminal or split a line is escaped")
  func writerEscapes() throws {
    let text = "a\"\\\n\r\t\0\u{1B}\u{7F}\u{85}\u{2028}\u{2029}é😀/"
    var writer = JSONWriter()
    writer.beginArray()
    writer.string(text)
    writer.integer(-12)
    writer.bool(true)
    writer.null()
    writer.double(.infinity)
    writer.endArray()
    let expected =
      #"["a\"\\\n\r\t\u0000\u001b\u007f\u0085\u2028\u2029é😀/",-12,true,null,null]"#
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    let read = try JSONValue(parsing: writer.bytes, origin: origin)
    #expect(read.array?.first?.string == text)
  }
}
