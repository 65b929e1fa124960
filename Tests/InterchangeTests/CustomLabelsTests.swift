import AnnotationModel
import Interchange
import Testing

@Suite("DetectCustomLabels responses")
struct CustomLabelsTests {
  @Test("Ratios become pixels, cut at the image; labels without a place are kept apart")
  func single() throws {
    let path = try TestFiles.fixture("CustomLabels/pretty.json")
    #expect(try DetectCustomLabelsReader.layout(of: path) == .single)
    let response = try CustomLabels(path)
    let detection = try #require(response.detections.first)
    #expect(detection.name == "MyLogo")
    #expect(abs(detection.confidence.value - 0.7777) < 1e-12)
    let size = try #require(ImageSize(width: 1000, height: 500))
    let box = try #require(detection.box.box(in: size))
    #expect(box.left == 900)
    #expect(box.top == 0)
    #expect(box.right == 1000)
    #expect(abs(box.bottom - 100) < 1e-9)
    #expect(response.imageLabels.map(\.name) == ["Sunrise"])
    #expect(response.imageLabels.first?.confidence == Confidence(0.912))
  }

  @Test("Keys with small first letters are read too")
  func camelCase() throws {
    let response = try CustomLabels(try TestFiles.fixture("CustomLabels/camel.json"))
    let size = try #require(ImageSize(width: 8, height: 4))
    #expect(
      response.detections.first?.box.box(in: size) == Box(left: 2, top: 1, right: 6, bottom: 3))
    #expect(response.detections.first?.confidence == Confidence(1))
  }

  @Test("JSON Lines name the image, the model and its floor")
  func lines() throws {
    let path = try TestFiles.fixture("CustomLabels/lines.jsonl")
    #expect(try DetectCustomLabelsReader.layout(of: path) == .lines)
    var reader = try DetectCustomLabelsReader(path)
    guard case .response(let first, let line) = try reader.next() else {
      Issue.record("no first response")
      return
    }
    #expect(line == 1)
    #expect(first.stem == "IMG_0001")
    #expect(first.model == "breads")
    #expect(first.version == "3")
    #expect(first.minimumConfidence == Confidence(0.4))
    #expect(first.response.detections.map(\.name) == ["anpan"])
    guard case .response(let second, 2) = try reader.next() else {
      Issue.record("no second response")
      return
    }
    #expect(second.stem == "IMG_0002")
    #expect(second.minimumConfidence == nil)
    #expect(try reader.next() == nil)
  }

  @Test("A box with no pixel inside the image is none")
  func outside() throws {
    let text =
      #"{"CustomLabels":[{"Name":"a","Confidence":1,"Geometry":{"BoundingBox":{"Left":1.5,"Top":0,"#
      + #""Width":0.2,"Height":1}}},{"Name":"b","Confidence":1,"Geometry":{"BoundingBox":{"Left":0.5,"#
      + #""Top":0,"Width":0,"Height":1}}}]}"#
    let response = try CustomLabels(parsing: Array(text.utf8), file: "r.json")
    let size = try #require(ImageSize(width: 100, height: 100))
    #expect(response.detections.map { $0.box.box(in: size) } == [nil, nil])
  }
}
