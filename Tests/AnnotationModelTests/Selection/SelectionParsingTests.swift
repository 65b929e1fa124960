import AnnotationModel
import Testing

@Suite("Reading selections")
struct SelectionParsingTests {
  @Test(
    "Expressions are read as meant, and written so that they read back the same",
    arguments: [
      (
        "device = ipad-3 and label = anpan and confidence < 0.85",
        "device = ipad-3 and label = anpan and confidence < 0.85"
      ),
      ("a=1 or b=2 and c=3", "a = 1 or b = 2 and c = 3"),
      ("(a=1 or b=2) and c=3", "(a = 1 or b = 2) and c = 3"),
      ("a=1 and (b=2 and c=3)", "a = 1 and b = 2 and c = 3"),
      ("a=1 or (b=2 or c=3)", "a = 1 or b = 2 or c = 3"),
      ("NOT a = 1", "not a = 1"), ("not (a=1 and b=2)", "not (a = 1 and b = 2)"),
      ("not not a = 1", "not (not a = 1)"), ("((a = 1))", "a = 1"), ("a == 1", "a = 1"),
      ("state in (draft, SUBMITTED)", "state in (draft, submitted)"),
      ("device IS missing", "device is missing"), ("device is known", "device is known"),
      ("\"two words\" = 'it''", "error"), ("\"two words\" = \"it's\"", "\"two words\" = \"it's\""),
      ("metadata.label = x", "metadata.label = x"), ("metadata.device = x", "device = x"),
      ("Label = あんぱん", "label = あんぱん"), ("device = \"and\"", "device = \"and\""),
      ("name ~ 'a\\\\b'", "name ~ \"a\\\\b\""), ("device=\"\"", "device = \"\""),
    ])
  func reading(expression: String, expected: String) throws {
    guard expected != "error" else {
      #expect(throws: SelectionError.self) { try Selection(parsing: expression) }
      return
    }
    let selection = try Selection(parsing: expression)
    #expect(selection.description == expected)
    #expect(try Selection(parsing: selection.description) == selection)
  }

  @Test(
    "What cannot be read is told with its column, what is wrong and what to do",
    arguments: [
      ("", 1, "the expression is empty"), ("   ", 4, "the expression is empty"),
      ("label", 6, "a comparison of label is missing here"),
      ("label =", 8, "a value is missing here"), ("label = and", 9, "a value is missing before"),
      ("and", 1, "a condition is missing here"), ("label = a and", 14, "a condition is missing"),
      ("(label = a", 1, "this parenthesis is not closed"),
      ("label = a)", 10, "nothing was opened that this closes"),
      ("label = red bean", 13, "the condition before this is complete"),
      ("label = 'anpan", 9, "these quotes are not closed"),
      ("a ! b", 3, "! is not a comparison"), ("label is red", 10, "\"is\" asks only one thing"),
      ("confidence < high", 14, "confidence is a number"),
      ("confidence < 85", 14, "a confidence lies between 0 and 1"),
      ("confidence = nan", 14, "confidence is a number"),
      ("width ~ 3", 9, "width is a number and holds no text"),
      ("state = done", 9, "state is never \"done\""), ("state < draft", 9, "state has no order"),
      ("state in draft", 10, "a list is missing here"), ("a in (b c)", 9, "the list is not closed"),
      ("a in (b", 8, "the list is not closed"), ("a in ()", 7, "a value is missing here"),
      ("棚 = あ い", 7, "the condition before this is complete"),
      ("a = b\u{1B}", 6, "this sign cannot stand here"),
      ("'' = b", 1, "the name of a field is empty"),
      ("a = \"\\n\"", 6, "a backslash goes before a quote"),
    ])
  func errors(expression: String, column: Int, message: String) {
    let error = #expect(throws: SelectionError.self) { try Selection(parsing: expression) }
    #expect(error?.column == column)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.hint.isEmpty == false)
  }

  @Test("Expressions that are too long or nested too deeply are refused, long flat ones are not")
  func limits() throws {
    let deep = String(repeating: "(", count: 60) + "a = 1" + String(repeating: ")", count: 60)
    #expect(throws: SelectionError.self) { try Selection(parsing: deep) }
    let denied = String(repeating: "not ", count: 60) + "a = 1"
    #expect(throws: SelectionError.self) { try Selection(parsing: denied) }
    let long = Array(repeating: "a = 1", count: 2000).joined(separator: " or ")
    #expect(throws: SelectionError.self) { try Selection(parsing: long) }
    let flat = Array(repeating: "a = 1", count: 1000).joined(separator: " or ")
    #expect(try Selection(parsing: flat).conditions.count == 1000)
  }

  @Test("Random text either reads back the same or fails at a column that it has")
  func fuzz() throws {
    var random = SplitMix64(seed: 20_261_121)
    let pieces = [
      "label", "confidence", "state", "device", "and", "or", "not", "in", "is", "missing", "known",
      "=", "!=", "<", "<=", ">", ">=", "~", "(", ")", ",", "\"", "'", "\\", "0.5", "draft", "anpan",
      " ", "  ", "\u{1B}", "あ", "か\u{3099}", "\u{0301}", "\u{200D}", "👩‍👩‍👧", "\n", "-", "1e9", "!",
    ]
    var readable = 0
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        (pieces.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
      }.joined()
      do throws(SelectionError) {
        let selection = try Selection(parsing: text)
        readable += 1
        #expect(try Selection(parsing: selection.description) == selection, "\(text)")
      } catch {
        #expect((0...text.unicodeScalars.count).contains(error.offset), "\(text)")
        #expect((1...text.count + 1).contains(error.column), "\(text)")
      }
    }
    // Enough of them are expressions for the first half of the property to mean something.
    #expect(readable > 50)
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
