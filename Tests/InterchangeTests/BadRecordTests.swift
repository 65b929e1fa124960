import Interchange
import Testing

/// Every bad record kind in `Fixtures/Bad`, with the line and reason it must be refused with.
@Suite("Bad records")
struct BadRecordTests {
  @Test(
    "Each bad manifest line is refused with its place and reason, and the good ones go in",
    arguments: TestFiles.fixtureNames(in: "Bad/Manifests", suffix: ".manifest"))
  func manifest(name: String) throws {
    let path = try TestFiles.fixture("Bad/Manifests/\(name).manifest")
    let expected = try TestFiles.text("Bad/Manifests/\(name).expected")
    #expect(try RejectionReport.manifest(path) == expected)
  }

  @Test(
    "Each bad worker answer is refused with its place and reason, and the good ones go in",
    arguments: TestFiles.fixtureNames(in: "Bad/WorkerResponses", suffix: ".json"))
  func workerResponse(name: String) throws {
    let path = try TestFiles.fixture("Bad/WorkerResponses/\(name).json")
    let expected = try TestFiles.text("Bad/WorkerResponses/\(name).expected")
    #expect(RejectionReport.workerResponse(path) == expected)
  }

  @Test(
    "Each bad prediction is refused with its place and reason, and the good ones go in",
    arguments: TestFiles.fixtureNames(in: "Bad/CustomLabels", suffix: ".jsonl"))
  func customLabels(name: String) throws {
    let path = try TestFiles.fixture("Bad/CustomLabels/\(name).jsonl")
    let expected = try TestFiles.text("Bad/CustomLabels/\(name).expected")
    #expect(try RejectionReport.customLabels(path) == expected)
  }

  @Test("The fixtures are there")
  func fixturesExist() {
    #expect(TestFiles.fixtureNames(in: "Bad/Manifests", suffix: ".manifest").count == 12)
    #expect(TestFiles.fixtureNames(in: "Bad/WorkerResponses", suffix: ".json").count == 11)
  }

  @Test("A message names file, line and what to do, without control characters")
  func message() throws {
    let error = InterchangeError(
      file: "a\u{1B}[2J.manifest", line: 3, column: 9,
      reason: .illegalSource(key: "source-ref", text: "x\ny", why: "it is empty"))
    #expect(
      error.description == "a\\u{1B}[2J.manifest, line 3, column 9: \"source-ref\" \"x\\u{A}y\" "
        + "is refused: it is empty")
    let blank = InterchangeError(file: "b", line: 2, reason: .blankLine)
    #expect(
      blank.description
        == "b, line 2: the line is blank; it was skipped and not counted as an object")
  }
}
