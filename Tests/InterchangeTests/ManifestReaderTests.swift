import AnnotationModel
import Interchange
import Testing

@Suite("Manifest reader")
struct ManifestReaderTests {
  private func lines(_ fixture: String) throws -> [ManifestLine] {
    var reader = try ManifestReader(try TestFiles.fixture(fixture))
    var lines: [ManifestLine] = []
    while let record = try reader.next() {
      guard case .line(let line) = record else {
        Issue.record("\(record)")
        continue
      }
      lines.append(line)
    }
    return lines
  }

  private func boxes(_ line: ManifestLine, _ name: String = "pets") throws -> ManifestBoxes {
    guard case .boxes(let boxes) = try #require(line.attribute(named: name)).content else {
      throw InterchangeError(file: name, reason: .missingKey(name))
    }
    return boxes
  }

  @Test("Boxes, classes, confidences and metadata of a bounding-box manifest")
  func boundingBoxes() throws {
    let line = try #require(try lines("Manifests/pets.manifest").first)
    #expect(line.objectID == 0)
    #expect(line.lineNumber == 1)
    let attribute = try #require(line.attributes.first)
    #expect(attribute.kind == .boundingBox)
    #expect(attribute.metadata.jobName == "pets")
    #expect(attribute.metadata.isHumanAnnotated == true)
    #expect(attribute.metadata.createdAt == Timestamp("2024-05-02T10:01:00.123456"))
    let boxes = try boxes(line)
    #expect(boxes.imageSize == ImageSize(width: 640, height: 480))
    #expect(boxes.depth == 3)
    #expect(boxes.boxes.map(\.name) == ["dog", "bone"])
    #expect(boxes.boxes.map(\.classID) == [0, 5])
    #expect(boxes.boxes.map(\.confidence) == [Confidence(0.82), Confidence(0.9)])
    #expect(boxes.boxes.first?.box == Box(left: 111, top: 134, right: 172, bottom: 262))
    #expect(line.extraMembers.map(\.name) == ["camera"])
    #expect(try line.object.value(of: "camera", origin: .init(file: "m"))?.string == "north")
  }

  @Test("Zero confidence throughout means not measured; an empty image is an answer")
  func unmeasured() throws {
    let lines = try lines("Manifests/pets.manifest")
    #expect(try boxes(lines[1]).boxes.isEmpty)
    #expect(lines[1].attributes.first?.metadata.isHumanAnnotated == false)
    let single = try #require(try boxes(lines[2]).boxes.first)
    #expect(single.confidence == nil)
    #expect(single.name == "アンパン")
  }

  @Test("Ids, flags, dates, types and key orders in the spellings that files carry")
  func quirks() throws {
    let line = try #require(try lines("Manifests/quirks.manifest").first)
    let attribute = try #require(line.attributes.first)
    #expect(attribute.kind == .boundingBox)
    #expect(attribute.metadata.jobName == "pets")
    #expect(attribute.metadata.isHumanAnnotated == true)
    #expect(attribute.metadata.createdAt == Timestamp("2024-05-02T10:01:00"))
    let box = try #require(try boxes(line).boxes.first)
    #expect(box.box == Box(left: -4, top: 134, right: 57.5, bottom: 262))
    #expect(box.confidence == nil)
  }

  @Test("Unlabelled and failed objects are told apart and kept")
  func unlabelled() throws {
    let lines = try lines("Manifests/quirks.manifest")
    #expect(lines[1].attributes.isEmpty)
    let failed = try #require(lines[2].attribute(named: "pets"))
    #expect(failed.content == .failed)
    #expect(failed.metadata.failureReason == "ClientError: example text")
    #expect(lines[3].attribute(named: "pets")?.content == .unlabelled)
  }

  @Test("Other kinds are read by their type, whatever the spelling of their keys")
  func otherKinds() throws {
    let lines = try lines("Manifests/quirks.manifest")
    let species = try #require(lines[4].attribute(named: "species"))
    #expect(species.kind == .imageClassification)
    #expect(species.metadata.createdAt == Timestamp("2020-05-15T08:01:16Z"))
    guard case .label(let label) = species.content else {
      Issue.record("\(species.content)")
      return
    }
    #expect(label.name == "heron")
    let streets = try #require(lines[5].attribute(named: "streets-ref"))
    #expect(streets.kind == .semanticSegmentation)
    #expect(streets.metadataKey == "streets-metadata")
    #expect(lines[5].extraMembers.isEmpty)
    #expect(lines[6].source == .text("plain text object, no image"))
  }

  @Test(
    "Several attributes in one line, without a type, adjusted, and a key that only looks like one")
  func chained() throws {
    let line = try #require(try lines("Manifests/quirks.manifest").last)
    #expect(line.attributes.map(\.name) == ["pets", "adjusted-pets"])
    #expect(line.attributes.map(\.kind) == [.boundingBox, .boundingBox])
    #expect(line.attributes.map(\.metadata.adjustmentStatus) == [nil, "unadjusted"])
    #expect(try boxes(line).boxes.map(\.confidence) == [Confidence(0), Confidence(0.4)])
    #expect(line.extraMembers.map(\.name) == ["box-metadata"])
  }

  @Test("A line over the limit is refused by its number and counts as an object")
  func tooLong() throws {
    try TestFiles.withFolder { folder in
      let long = "{\"source-ref\":\"s3://b/\(String(repeating: "x", count: 300)).jpg\"}"
      let text = "{\"source-ref\":\"s3://b/0\"}\n\(long)\n{\"source-ref\":\"s3://b/2\"}\n"
      let path = try TestFiles.write(Array(text.utf8), to: "m", in: folder)
      var reader = try ManifestReader(path, lineLimit: 200)
      var identifiers: [Int] = []
      while let record = try reader.next() {
        switch record {
        case .line(let line): identifiers.append(line.objectID)
        case .rejected(let id, let error, _):
          #expect(id == 1)
          #expect(error.line == 2)
          #expect(error.reason == .lineTooLong(limit: 200))
        case .blank(let warning): Issue.record("\(warning)")
        }
      }
      #expect(identifiers == [0, 2])
    }
  }

  @Test("Lines and attributes beyond what Ground Truth takes go in with a warning")
  func longLine() throws {
    let note = String(repeating: "あ", count: 20_000)
    let keys = (0..<5).map { "\"k\($0)\":\"\(note)\"" }.joined(separator: ",")
    let line = try ManifestLine(
      parsing: Array("{\"source-ref\":\"s3://b/k\",\(keys)}".utf8), objectID: 0,
      origin: RecordOrigin(file: "m", line: 1))
    #expect(line.warnings.count == 6)
    #expect(line.warnings.first?.reason == .longLine(characters: 100_065))
    #expect(line.warnings.last?.reason == .longAttribute(name: "k4", characters: 20_002))
  }

  @Test("A second reading finds what the first found, and checks a file that has changed anew")
  func checkedBefore() throws {
    try TestFiles.withFolder { folder in
      let good = try TestFiles.text("Manifests/pets.manifest")
      let text = #"{"source-ref":"s3://b/x.jpg","pets":{"im"# + "\n" + good + "nothing\n"
      let path = try TestFiles.write(text.utf8, to: "a.manifest", in: folder)
      func records(_ checked: CheckedManifest?) throws -> [ManifestReader.Record] {
        var reader = try ManifestReader(path, checked: checked)
        var all: [ManifestReader.Record] = []
        while let record = try reader.next() { all.append(record) }
        return all
      }
      let survey = try ManifestSurvey(path)
      #expect(survey.rejected == 2 && survey.checked != nil)
      let first = try records(nil)
      #expect(try records(survey.checked) == first)
      let changed = text.replacing("nothing", with: "[1,2,]")
      try TestFiles.write(changed.utf8, to: "a.manifest", in: folder)
      #expect(try records(survey.checked) == records(nil))
    }
  }
}
