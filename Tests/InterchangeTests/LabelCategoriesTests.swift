import Interchange
import Testing

@Suite("Label categories")
struct LabelCategoriesTests {
  private func read(_ text: String) throws(InterchangeError) -> [String] {
    try LabelCategories(parsing: Array(text.utf8), file: "labels.json").names
  }

  @Test("The place of a label is its class index")
  func order() throws {
    let text =
      #"{"document-version":"2018-11-28","labels":[{"label":"dog"},{"label":"アンパン","x":1}]}"#
    #expect(try read(text) == ["dog", "アンパン"])
  }

  @Test(
    "Files that name no usable list are refused",
    arguments: [
      (#"{"labels":[]}"#, "\"labels\" is empty, expected at least one label"),
      (#"{}"#, "\"labels\" is missing"),
      (#"{"labels":{}}"#, "\"labels\" must be an array, not an object"),
      (#"{"labels":[{}]}"#, "\"label\" is missing"),
      (#"{"labels":[{"label":3}]}"#, "\"label\" must be a string, not a number"),
      (
        #"{"labels":[{"label":"a\u001b"}]}"#,
        "\"label\" \"a\\u{1B}\" is empty or holds control characters"
      ),
      (#"{"labels":[{"label":"a"},{"label":"a"}]}"#, "label \"a\" is listed twice"),
    ])
  func refused(text: String, reason: String) {
    let error = #expect(throws: InterchangeError.self) { try read(text) }
    #expect(error?.reason.description == reason)
  }
}
