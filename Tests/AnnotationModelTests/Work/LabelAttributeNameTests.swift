import AnnotationModel
import Testing

@Suite("Label attribute name")
struct LabelAttributeNameTests {
  @Test("Legal names are kept as they are", arguments: ["a", "bread-2024", "7", "Pets"])
  func legal(name: String) throws {
    #expect(try LabelAttributeName(name, for: .boundingBox).description == name)
    #expect(
      try LabelAttributeName(name + "-ref", for: .semanticSegmentation).description == name + "-ref"
    )
  }

  @Test(
    "Illegal names are refused with the reason",
    arguments: [
      ("", "empty"), ("パン", "only the letters"), ("bread counter", "only the letters"),
      ("bread_1", "only the letters"), ("-bread", "start and end"), ("bread-", "start and end"),
      ("source", "reserved"), ("source-ref", "reserved"), ("bread-metadata", "-metadata"),
      ("bread-ref", "only a segmentation"), ("café", "only the letters"),
      (String(repeating: "b", count: 128), "longer"),
    ])
  func illegal(name: String, reason: String) {
    let error = #expect(throws: ModelError.self) { try LabelAttributeName(name, for: .boundingBox) }
    #expect(error?.description.contains(reason) == true)
    #expect(error?.description.contains("\"\(name)\"") == true)
  }

  @Test("A segmentation name ends in -ref")
  func segmentation() {
    #expect(throws: ModelError.self) {
      try LabelAttributeName("bread", for: .semanticSegmentation)
    }
    #expect(throws: ModelError.self) {
      try LabelAttributeName("source-ref", for: .semanticSegmentation)
    }
  }

  @Test(
    "A name in any script becomes a legal one",
    arguments: [
      ("パン屋", "labels"), ("パン 2024 夏", "2024"), ("bread counter", "bread-counter"),
      ("bread__1", "bread-1"), ("--bread--", "bread"), ("source", "labels"),
      ("source-ref", "labels"), ("bread-metadata", "bread"), ("bread-ref", "bread"),
      ("bread-metadata-ref-metadata", "bread"), ("", "labels"), ("あんぱんA", "A"),
      ("Ｂｒｅａｄ", "labels"),
    ])
  func legalizing(name: String, expected: String) {
    #expect(LabelAttributeName(legalizing: name, for: .boundingBox).description == expected)
    #expect(
      LabelAttributeName(legalizing: name, for: .semanticSegmentation).description
        == expected + "-ref")
  }

  @Test("What was made legal is legal", arguments: TaskType.allCases)
  func alwaysLegal(task: TaskType) throws {
    let parts = ["-metadata", "-ref", "source", "パ", "-", " ", "a", "9", "_"]
    let illegal = (0..<6561).map { code in
      (0..<4).map { parts[code / [1, 9, 81, 729][$0] % 9] }.joined()
    }.filter { name in
      let made = LabelAttributeName(legalizing: name, for: task)
      return (try? LabelAttributeName(made.description, for: task)) == nil
    }
    #expect(illegal == [])
    let long = LabelAttributeName(legalizing: String(repeating: "b-", count: 200), for: task)
    #expect(try LabelAttributeName(long.description, for: task) == long)
  }
}
