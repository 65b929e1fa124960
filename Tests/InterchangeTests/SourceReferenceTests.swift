import Interchange
import Testing

@Suite("Source reference")
struct SourceReferenceTests {
  private let origin = RecordOrigin(file: "m", line: 1)

  @Test("An address is taken apart for matching")
  func parts() throws {
    let reference = try SourceReference("s3://acme-img/in/park 3.v2.png", origin: origin)
    #expect(reference.container == "acme-img")
    #expect(reference.key == "in/park 3.v2.png")
    #expect(reference.fileName == "park 3.v2.png")
    #expect(reference.stem == "park 3.v2")
    #expect(try SourceReference("S3://b/.hidden", origin: origin).stem == ".hidden")
    #expect(try SourceReference("in/a.jpg", origin: origin).container == nil)
    #expect(try SourceReference("https://host/a/b.jpg", origin: origin).key == "a/b.jpg")
    #expect(try SourceReference("12:30.jpg", origin: origin).stem == "12:30")
    #expect(try SourceReference("s3://b/a..b/..c.jpg", origin: origin).fileName == "..c.jpg")
  }

  @Test(
    "A prefix and a path make an address; valid UTF-8 stays as it is",
    arguments: [
      ("s3://b/p/", "x/y.jpg", "s3://b/p/x/y.jpg"), ("s3://b", "y.jpg", "s3://b/y.jpg"),
      ("s3://b/p", "空 100%.jpg", "s3://b/p/空 100%.jpg"), ("", "in/a b.jpg", "in/a b.jpg"),
    ])
  func built(prefix: String, path: String, expected: String) throws {
    #expect(try SourceReference(prefix: prefix, path: Array(path.utf8)).description == expected)
  }

  @Test("Bytes that a manifest cannot hold are percent-encoded, with the percent signs")
  func encoded() throws {
    let invalid = Array("p/5% ".utf8) + [0xFF] + Array(".jpg".utf8)
    #expect(
      try SourceReference(prefix: "s3://b", path: invalid).description == "s3://b/p/5%25%20%FF.jpg")
    let control = Array("a\nb.jpg".utf8)
    #expect(
      try SourceReference(prefix: "s3://b", path: control).description == "s3://b/a%0Ab.jpg")
  }

  @Test(
    "Paths that leave the folder, are empty or too long are refused",
    arguments: [
      "../x.jpg", "a/../x.jpg", "./x.jpg", "a//x.jpg", "", "a/", "/etc/passwd", "..",
      String(repeating: "x", count: 1025),
    ])
  func refused(path: String) {
    #expect(throws: InterchangeError.self) {
      try SourceReference(prefix: "s3://b", path: Array(path.utf8))
    }
  }

  @Test("A prefix of another scheme is refused", arguments: ["file:///x", "/x", "s3://", "a/../b"])
  func refusedPrefix(prefix: String) {
    #expect(throws: InterchangeError.self) {
      try SourceReference(prefix: prefix, path: Array("a.jpg".utf8))
    }
  }
}
