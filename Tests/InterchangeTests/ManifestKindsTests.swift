import AnnotationModel
import Interchange
import Testing

/// The attributes of the other image tasks, as `sms-data-output` documents them.
@Suite("Manifests of every image task")
struct ManifestKindsTests {
  private let origin = RecordOrigin(file: "m", line: 1)

  private func line(_ text: String) throws -> ManifestLine {
    try ManifestLine(parsing: Array(text.utf8), objectID: 0, origin: origin)
  }

  private func content(_ text: String, _ name: String) throws -> ManifestAttribute.Content {
    try #require(try line(text).attribute(named: name)).content
  }

  static let species =
    #"{"source-ref":"s3://acme-img/in/bird_01.jpg","species":2,"species-metadata":"#
    + #"{"class-name":"heron","confidence":0.87,"type":"groundtruth/image-classification","#
    + #""job-name":"labeling-job/species","human-annotated":"yes","#
    + #""creation-date":"2024-05-02T09:15:22.004512"}}"#
  static let scene =
    #"{"source-ref":"s3://acme-img/in/street_07.jpg","scene":[4,0],"scene-metadata":"#
    + #"{"job-name":"labeling-job/scene","class-map":{"4":"bicycle","0":"person"},"#
    + #""human-annotated":"yes","creation-date":"2024-05-02T09:20:11.310000","#
    + #""confidence-map":{"4":0.91,"0":0.35},"#
    + #""type":"groundtruth/image-classification-multilabel"}}"#
  static let verdict =
    #"{"source-ref":"s3://acme-img/in/park_3.png","verify-pets":"1","verify-pets-metadata":"#
    + #"{"class-name":"bad","confidence":0.93,"type":"groundtruth/label-verification","#
    + #""job-name":"labeling-job/verify-pets","human-annotated":"yes","#
    + #""creation-date":"2024-05-03T08:00:00.527256","worker-feedback":"#
    + #"[{"comment":"box too wide on the right"},{"comment":"second dog unlabelled"}]}}"#
  static let streets =
    ##"{"source-ref":"s3://acme-img/in/city_1.jpg","streets-ref":"s3://acme-out/0.png","##
    + ##""streets-ref-metadata":{"internal-color-map":"##
    + ##"{"0":{"class-name":"BACKGROUND","hex-color":"#ffffff","confidence":0.81},"##
    + ##""1":{"class-name":"road","hex-color":"#2ca02c","confidence":0.81}},"##
    + ##""type":"groundtruth/semantic-segmentation","human-annotated":"yes","##
    + ##""creation-date":"2024-05-02T10:30:00.562419","job-name":"labeling-job/streets"}}"##

  @Test(
    "A single label is read from an integer or a string",
    arguments: [
      ManifestKindsTests.species,
      ManifestKindsTests.species.replacing("\"species\":2", with: "\"species\":\"2\""),
    ])
  func single(text: String) throws {
    let expected = ManifestLabel(classID: 2, name: "heron", confidence: Confidence(0.87))
    #expect(try content(text, "species") == .label(expected))
  }

  @Test("Several labels keep their order and confidences; an array inside a string is read too")
  func multiLabel() throws {
    let expected = [
      ManifestLabel(classID: 4, name: "bicycle", confidence: Confidence(0.91)),
      ManifestLabel(classID: 0, name: "person", confidence: Confidence(0.35)),
    ]
    #expect(try content(Self.scene, "scene") == .labels(expected))
    let text = Self.scene.replacing("[4,0]", with: "\"[4, 0]\"")
    #expect(try content(text, "scene") == .labels(expected))
  }

  @Test("No label applies: an empty array and empty maps")
  func noLabel() throws {
    let text = Self.scene.replacing("[4,0]", with: "[]")
      .replacing(#"{"4":"bicycle","0":"person"}"#, with: "{}")
      .replacing(#"{"4":0.91,"0":0.35}"#, with: "{}")
    #expect(try content(text, "scene") == .labels([]))
  }

  @Test("A confidence map may lack entries and carry strangers")
  func lenientConfidences() throws {
    let text = Self.scene.replacing(#"{"4":0.91,"0":0.35}"#, with: #"{"9":0.5,"4":0.91}"#)
    guard case .labels(let labels) = try content(text, "scene") else {
      Issue.record("not read as labels")
      return
    }
    #expect(labels.map(\.confidence) == [Confidence(0.91), nil])
  }

  @Test(
    "Zero confidence of a single worker means not measured",
    arguments: ["0.00", "0.0", "0"])
  func unmeasured(zero: String) throws {
    let text = Self.species.replacing("0.87", with: zero)
    guard case .label(let label) = try content(text, "species") else {
      Issue.record("not read as a label")
      return
    }
    #expect(label.confidence == nil)
    guard
      case .mask(let mask) = try content(Self.streets.replacing("0.81", with: zero), "streets-ref")
    else {
      Issue.record("not read as a mask")
      return
    }
    #expect(mask.classes.map(\.confidence) == [nil, nil])
  }

  @Test("A verification has a label as a string and the checkers' comments")
  func verification() throws {
    let label = ManifestLabel(classID: 1, name: "bad", confidence: Confidence(0.93))
    #expect(
      try content(Self.verdict, "verify-pets")
        == .verdict(label, comments: ["box too wide on the right", "second dog unlabelled"]))
    let silent = try content(
      Self.verdict.replacing(
        #","worker-feedback":[{"comment":"box too wide on the right"},{"comment":"second dog unlabelled"}]"#,
        with: ""), "verify-pets")
    #expect(silent == .verdict(label, comments: []))
  }

  @Test("A mask has an address and the meaning of its values")
  func mask() throws {
    guard case .mask(let mask) = try content(Self.streets, "streets-ref") else {
      Issue.record("not read as a mask")
      return
    }
    #expect(mask.reference.fileName == "0.png")
    #expect(mask.classes.map(\.name) == ["BACKGROUND", "road"])
    #expect(mask.classes.map(\.color) == [0xFFFFFF, 0x2CA02C])
    #expect(mask.classes.map(\.isBackground) == [true, false])
  }

  @Test("A mask without a colour map is kept with a warning")
  func bareMask() throws {
    let text =
      #"{"source-ref":"s3://b/k.jpg","s-ref":"s3://b/0.png","#
      + #""s-ref-metadata":{"type":"groundtruth/semantic-segmentation"}}"#
    let line = try line(text)
    #expect(line.warnings.map(\.reason) == [.missingKey("internal-color-map")])
    #expect(line.attribute(named: "s-ref")?.kind == .semanticSegmentation)
  }

  @Test(
    "The job name is read with and without its prefix",
    arguments: ["labeling-job/species", "species"])
  func jobName(name: String) throws {
    let text = Self.species.replacing("labeling-job/species", with: name)
    #expect(try line(text).attributes.first?.metadata.jobName == "species")
  }

  @Test(
    "Dates of all known spellings are the same moment",
    arguments: [
      "2024-05-02T09:15:22.004512", "2024-05-02T09:15:22.004512Z", "2024-05-02 09:15:22.004512",
      "2024-05-02T09:15:22.004512+0000",
    ])
  func dates(text: String) throws {
    let line = try line(Self.species.replacing("2024-05-02T09:15:22.004512", with: text))
    #expect(
      line.attributes.first?.metadata.createdAt == Timestamp("2024-05-02T09:15:22.004512"))
  }

  @Test(
    "What an attribute without a type is, its value tells",
    arguments: [
      (ManifestKindsTests.species, "species", ManifestKind.imageClassification),
      (ManifestKindsTests.scene, "scene", .multiLabelClassification),
      (ManifestKindsTests.streets, "streets-ref", .semanticSegmentation),
    ])
  func guessed(text: String, name: String, kind: ManifestKind) throws {
    let parts =
      ["-multilabel", ""].map { "groundtruth/image-classification\($0)" }
      + ["groundtruth/semantic-segmentation"]
    var bare = text
    for part in parts {
      bare = bare.replacing(#","type":"\#(part)""#, with: "")
    }
    #expect(bare != text)
    #expect(try line(bare).attribute(named: name)?.kind == kind)
  }
}
