import AnnotationModel
import Interchange
import Raster
import Testing

/// Every rule of Rekognition Custom Labels finds the manifest that breaks it.
@Suite("Rules of Rekognition Custom Labels")
struct RekognitionPreflightTests {
  private static func good(_ number: Int = 0, label: String = "dog") -> String {
    #"{"source-ref":"s3://acme/\#(number).png","pets":{"image_size":[{"width":640,"height":480,"depth":3}],"#
      + #""annotations":[{"class_id":0,"left":111,"top":134,"width":61,"height":128}]},"#
      + #""pets-metadata":{"objects":[{"confidence":0.82}],"class-map":{"0":"\#(label)"},"#
      + #""type":"groundtruth/object-detection","human-annotated":"yes","#
      + #""creation-date":"2024-05-02T10:01:00.123456","job-name":"labeling-job/pets"}}"#
  }

  private static func many(_ count: Int) -> String {
    let box = #"{"class_id":0,"left":1,"top":1,"width":9,"height":9}"#
    let boxes = [String](repeating: box, count: count).joined(separator: ",")
    let objects = [String](repeating: #"{"confidence":1}"#, count: count).joined(separator: ",")
    return good().replacing(
      #"{"class_id":0,"left":111,"top":134,"width":61,"height":128}"#, with: boxes
    )
    .replacing(#"{"confidence":0.82}"#, with: objects)
  }

  /// A line with two attributes, of which one has no boxes.
  private static var twoAttributes: String {
    let empty = many(0).replacing("pets", with: "cats")
      .replacing(#""source-ref":"s3://acme/0.png","#, with: "")
    return "\(good().dropLast()),\(empty.dropFirst())"
  }

  /// Manifests that break one rule each, with what is known of the image of every line.
  static let mutants: [RekognitionRule: (lines: [String], image: ImageFacts?)] = [
    .missingSourceRef: ([good().replacing(#""source-ref":"s3://acme/0.png","#, with: "")], nil),
    .invalidSourceRefFormat: ([good().replacing("s3://acme/0.png", with: "/acme/0.png")], nil),
    .noLabelAttributes: ([good().replacing(#""pets":{"#, with: #""cats":{"#)], nil),
    .invalidLabelAttributeFormat: ([good().replacing(#","depth":3"#, with: "")], nil),
    .invalidMetadataFormat: ([good().replacing(#""yes""#, with: "true")], nil),
    .noValidLabelAttributes: ([good().replacing(#""annotations":"#, with: #""boxes":"#)], nil),
    .missingConfidence: ([good().replacing(#"{"confidence":0.82}"#, with: "")], nil),
    .missingClassMapID: ([good().replacing(#"{"0":"dog"}"#, with: #"{"1":"dog"}"#)], nil),
    .invalidJSONLine: ([String(good().dropLast())], nil),
    .invalidImage: ([good()], ImageFacts(isReadable: false)),
    .invalidImageDimension: ([good()], ImageFacts(width: 5000, height: 480)),
    .invalidBox: ([good().replacing(#""left":111"#, with: #""left":600"#)], nil),
    .noValidAnnotations: ([good().replacing(#""top":134"#, with: #""top":-1"#)], nil),
    .boxTooSmall: ([good().replacing(#""width":61"#, with: #""width":1"#)], nil),
    .tooManyBoxes: ([many(51)], nil),
    .unsupportedType: ([good().replacing("object-detection", with: "semantic-segmentation")], nil),
    .invalidLabelNameLength: ([good(label: String(repeating: "x", count: 257))], nil),
    .unannotatedRecord: ([#"{"source-ref":"s3://acme/0.png"}"#], nil),
    .noAnnotations: ([many(0)], nil),
    .noAttributeAnnotations: ([twoAttributes], nil),
    .tooManyInvalidRows: ([good(), good(1), good(2), "{"], nil),
    .tooManyRecordsInError: ([good(), "{"], nil),
    .severalBuckets: ([good(), good(1).replacing("s3://acme/", with: "s3://other/")], nil),
    .tooFewForAutosplit: ([good(), good(1, label: "cat")], nil),
    .tooFewForDistribute: ([good(), good(1, label: "cat")], nil),
    .tooFewLabels: ([#"{"source-ref":"s3://acme/0.png"}"#], nil),
    .tooManyLabels: ((0...250).map { good($0, label: "label \($0)") }, nil),
    .tooFewUsableLabels: ([good().replacing(#""top":134"#, with: #""top":-1"#)], nil),
    .emptyManifest: ([], nil),
  ]

  private static func names(
    _ lines: [String], image: ImageFacts? = nil, file: String = "m.manifest"
  ) -> Set<String> {
    var preflight = RekognitionPreflight(fileName: file)
    for line in lines {
      preflight.check(Array(line.utf8), picture: image.map { .known($0) } ?? .address)
    }
    let report = preflight.finished()
    return Set((report.findings + report.terminal).map(\.rule))
  }

  @Test("A manifest in order breaks nothing")
  func inOrder() {
    #expect(Self.names([Self.good(), Self.good(1)]) == [])
  }

  @Test(
    "Every rule is found in a manifest that breaks it",
    arguments: Array(RekognitionPreflightTests.mutants.keys))
  func mutant(rule: RekognitionRule) throws {
    let mutant = try #require(Self.mutants[rule])
    #expect(Self.names(mutant.lines, image: mutant.image).contains(rule.rawValue))
  }

  /// Rules that other tests break.
  static let ownTests: Set<RekognitionRule> = [
    .unsupportedFormat, .manifestTooLarge, .tooManyRows, .labelOverlap, .usableLabelOverlap,
  ]

  @Test("Every name is checked by a mutant, by a test of its own, or has a reason why not")
  func complete() {
    for rule in RekognitionRule.allCases {
      let isCovered = Self.mutants[rule] != nil || Self.ownTests.contains(rule)
      #expect(isCovered != (rule.whyNotOffline != nil), "\(rule.rawValue)")
    }
    #expect(RekognitionRule.allCases.count == 39)
  }

  @Test("A name without the extension is refused")
  func fileName() {
    #expect(
      Self.names([Self.good(), Self.good(1)], file: "m.json")
        == [RekognitionRule.unsupportedFormat.rawValue])
  }

  @Test("More lines than the limit, and more bytes than a gigabyte, are refused")
  func tooLarge() {
    let line = Array(#"{"source-ref":"s3://acme/0.png"}"#.utf8)
    var preflight = RekognitionPreflight(fileName: "m.manifest")
    let long = line + [UInt8](repeating: 0x20, count: 5000)
    for _ in 0...250_000 { preflight.check(long) }
    let names = Set(preflight.finished().terminal.map(\.rule))
    #expect(
      names.isSuperset(of: [
        RekognitionRule.tooManyRows.rawValue, RekognitionRule.manifestTooLarge.rawValue,
      ]))
  }

  @Test("At least half of the labels must be in the test set, and in good lines of it")
  func overlap() {
    func preflight(_ lines: [String]) -> RekognitionPreflight {
      var preflight = RekognitionPreflight(fileName: "m.manifest")
      for line in lines { preflight.check(Array(line.utf8)) }
      return preflight
    }
    let train = preflight(["a", "b", "c"].enumerated().map { Self.good($0, label: $1) })
    let strange = preflight([Self.good(9, label: "z")])
    #expect(
      train.finished(test: strange).terminal.map(\.rule)
        == [RekognitionRule.labelOverlap.rawValue])
    let broken = preflight(
      ["a", "b"].map { Self.good(9, label: $0).replacing(#""top":134"#, with: #""top":-1"#) })
    #expect(
      train.finished(test: broken).terminal.map(\.rule)
        == [RekognitionRule.usableLabelOverlap.rawValue])
  }

  @Test("Findings say how often and where, under 20 % bad lines the whole is not refused")
  func places() throws {
    let bad = Self.good(7).replacing(#""top":134"#, with: #""top":-1"#)
    let lines = (0..<9).map { Self.good($0) } + [bad]
    var preflight = RekognitionPreflight(fileName: "m.manifest")
    for line in lines { preflight.check(Array(line.utf8)) }
    let report = preflight.finished()
    #expect(report.terminal.isEmpty)
    #expect(report.invalidLines == 1)
    let finding = try #require(
      report.findings.first { $0.rule == RekognitionRule.invalidBox.rawValue })
    #expect(finding.count == 1)
    #expect(finding.places.map(\.line) == [10])
    #expect(finding.places.map(\.image) == ["s3://acme/7.png"])
    #expect(finding.repair.contains("--repair"))
  }
}
