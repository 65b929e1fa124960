import AnnotationModel
import Interchange
import Testing

@Suite("Writing manifests of every image task")
struct ManifestKindsWriterTests {
  private let origin = RecordOrigin(file: "m", line: 1)

  private func writer(
    _ name: String, _ task: TaskType, job: String? = nil
  ) throws -> ManifestWriter {
    ManifestWriter(attribute: try LabelAttributeName(name, for: task), jobName: job ?? name)
  }

  private func source(_ text: String) throws -> BoxAnswer.Source {
    .reference(try SourceReference(text, origin: origin))
  }

  private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

  @Test("A single label is byte for byte what Ground Truth documents")
  func single() throws {
    let answer = LabelAnswer(
      source: try source("s3://acme-img/in/bird_01.jpg"),
      kind: .single(ManifestLabel(classID: 2, name: "heron", confidence: Confidence(0.87))),
      createdAt: try moment("2024-05-02T09:15:22.004512"))
    let line = try writer("species", .imageClassification).line(for: answer)
    #expect(String(decoding: line, as: UTF8.self) == ManifestKindsTests.species)
  }

  @Test("Several labels are byte for byte what Ground Truth documents")
  func several() throws {
    let answer = LabelAnswer(
      source: try source("s3://acme-img/in/street_07.jpg"),
      kind: .several([
        ManifestLabel(classID: 4, name: "bicycle", confidence: Confidence(0.91)),
        ManifestLabel(classID: 0, name: "person", confidence: Confidence(0.35)),
      ]), createdAt: try moment("2024-05-02T09:20:11.310000"))
    let line = try writer("scene", .multiLabelClassification).line(for: answer)
    #expect(String(decoding: line, as: UTF8.self) == ManifestKindsTests.scene)
  }

  @Test("A verification is byte for byte what Ground Truth documents")
  func verdict() throws {
    let answer = LabelAnswer(
      source: try source("s3://acme-img/in/park_3.png"),
      kind: .verdict(
        ManifestLabel(classID: 1, name: "bad", confidence: Confidence(0.93)),
        comments: ["box too wide on the right", "second dog unlabelled"]),
      createdAt: try moment("2024-05-03T08:00:00.527256"))
    let line = try writer("verify-pets", .labelVerification).line(for: answer)
    #expect(String(decoding: line, as: UTF8.self) == ManifestKindsTests.verdict)
  }

  @Test("A mask is byte for byte what Ground Truth documents")
  func mask() throws {
    let answer = MaskAnswer(
      source: try source("s3://acme-img/in/city_1.jpg"), reference: "s3://acme-out/0.png",
      classes: [
        MaskClass(index: 0, name: "BACKGROUND", color: 0xFFFFFF, confidence: Confidence(0.81)),
        MaskClass(index: 1, name: "road", color: 0x2CA02C, confidence: Confidence(0.81)),
      ], createdAt: try moment("2024-05-02T10:30:00.562419"))
    let line = try writer("streets-ref", .semanticSegmentation, job: "streets").line(for: answer)
    #expect(String(decoding: line, as: UTF8.self) == ManifestKindsTests.streets)
  }

  @Test("What was not measured is written as 0.00, and an adjustment says what it did")
  func unmeasured() throws {
    let answer = LabelAnswer(
      source: try source("s3://b/k.jpg"),
      kind: .single(ManifestLabel(classID: 0, name: "a", confidence: nil)),
      createdAt: try moment("2024-05-02T09:15:22.004512"), adjustment: .unadjusted)
    let line = String(
      decoding: try writer("species", .imageClassification).line(for: answer), as: UTF8.self)
    #expect(line.contains(#""confidence":0.00,"#))
    #expect(line.hasSuffix(#","adjustment-status":"unadjusted"}}"#))
  }

  @Test("A chained line keeps the attributes that it came with")
  func chained() throws {
    let object = try ManifestObject(
      parsing: Array(ManifestKindsTests.species.utf8), origin: origin)
    let answer = LabelAnswer(
      source: .line(object),
      kind: .verdict(ManifestLabel(classID: 0, name: "good", confidence: nil), comments: []),
      createdAt: try moment("2024-05-03T08:00:00.527256"))
    let line = String(
      decoding: try writer("check", .labelVerification).line(for: answer), as: UTF8.self)
    #expect(line.hasPrefix(String(ManifestKindsTests.species.dropLast()) + #","check":"0","#))
  }
}
