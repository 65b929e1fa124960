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
    for line in lines { preflight.check(Array(line.utf8), image: image) }
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
    #expect(finding.places == [.init(line: 10, image: "s3://acme/7.png")])
  }
}

/// Every item of the list of what trainers refuse or misread finds the manifest that breaks it.
@Suite("Rules of training")
struct TrainingPreflightTests {
  private static let good =
    #"{"source-ref":"s3://acme/0.png","pets":{"image_size":[{"width":640,"height":480,"depth":3}],"#
    + #""annotations":[{"class_id":0,"left":111,"top":134,"width":61,"height":128}]},"#
    + #""pets-metadata":{"objects":[{"confidence":0.82}],"class-map":{"0":"dog"},"#
    + #""type":"groundtruth/object-detection","human-annotated":"yes","#
    + #""creation-date":"2024-05-02T10:01:00.123456","job-name":"labeling-job/pets"}}"#
  private static let mask =
    #"{"source-ref":"s3://acme/0.png","streets-ref":"s3://acme/0_2024-05-02T10:30:00.png","#
    + #""streets-ref-metadata":{"internal-color-map":{},"type":"groundtruth/semantic-segmentation"}}"#

  static let mutants: [TrainingRule: [String]] = [
    .lineForm: ["\u{FEFF}" + good, "", "{\n"],
    .attributeName: [good.replacing("pets", with: "pets-ref")],
    .pairing: [good.replacing(#"{"confidence":0.82}"#, with: "{}")],
    .boxPlace: [good.replacing(#""width":61"#, with: #""width":1"#)],
    .classIDs: [good.replacing(#""class_id":0"#, with: #""class_id":2"#)],
    .dateForm: [good.replacing("00.123456", with: "00Z")],
    .humanAnnotated: [good.replacing(#""yes""#, with: "true")],
    .unlabelled: [#"{"source-ref":"s3://acme/0.png"}"#],
    .mixed: [good, good.replacing("s3://acme", with: "s3://other")],
    .length: [
      good.replacing(
        #","pets":"#, with: #","note":"\#(String(repeating: "x", count: 20_001))","pets":"#)
    ],
    .confidence: [good.replacing("0.82", with: "82")],
    .colons: [mask],
  ]

  private static func names(_ lines: [String], upright: ImageSize? = nil) -> Set<String> {
    var preflight = TrainingPreflight()
    for line in lines { preflight.check(Array(line.utf8), upright: upright) }
    let report = preflight.finished()
    return Set((report.findings + report.terminal).map(\.rule))
  }

  @Test("A manifest in order breaks nothing")
  func inOrder() {
    #expect(Self.names([Self.good]) == [])
  }

  @Test(
    "Every rule is found in a manifest that breaks it",
    arguments: Array(TrainingPreflightTests.mutants.keys))
  func mutant(rule: TrainingRule) throws {
    let lines = try #require(Self.mutants[rule])
    for line in lines where rule != .mixed {
      #expect(Self.names([line]).contains(rule.rawValue), "\(line)")
    }
    #expect(Self.names(lines).contains(rule.rawValue))
  }

  /// Rules that other tests break.
  static let ownTests: Set<TrainingRule> = [.orientation, .maskForm, .labelMap]

  @Test("Every rule has a mutant or a test of its own")
  func complete() {
    for rule in TrainingRule.allCases {
      #expect((Self.mutants[rule] != nil) != Self.ownTests.contains(rule), "\(rule.rawValue)")
    }
  }

  @Test("Boxes for the stored frame of a turned picture are found")
  func orientation() throws {
    let upright = try #require(ImageSize(width: 480, height: 640))
    #expect(Self.names([Self.good], upright: upright) == [TrainingRule.orientation.rawValue])
  }

  @Test("Zeros throughout are said to be unmeasured")
  func zeros() {
    #expect(
      Self.names([Self.good.replacing("0.82", with: "0.00")])
        == [TrainingRule.confidence.rawValue])
  }

  @Test("Masks of several channels, of another size and with strange values are found")
  func masks() throws {
    let origin = RecordOrigin(file: "m.png")
    let color = try PNGEncoder.encode(
      Bitmap(size: PixelSize(width: 2, height: 1), pixels: [.black, .white]))
    let indexed = try PNGEncoder.encode(
      IndexedBitmap(
        size: PixelSize(width: 2, height: 1), indices: [0, 7],
        palette: Palette([RGB8](repeating: .white, count: 8))))
    for (png, size, count) in [(color, (2, 1), 9), (indexed, (2, 2), 9), (indexed, (2, 1), 3)] {
      var preflight = TrainingPreflight()
      preflight.check(
        mask: try MaskFacts(png, image: size, classCount: count, origin: origin), of: "m")
      #expect(preflight.report.findings.map(\.rule) == [TrainingRule.maskForm.rawValue])
    }
    var clean = TrainingPreflight()
    clean.check(
      mask: try MaskFacts(indexed, image: (2, 1), classCount: 8, origin: origin), of: "m")
    #expect(clean.report.isClean)
  }

  @Test("A reversed label map is told from a right one")
  func labelMap() throws {
    var preflight = TrainingPreflight()
    let right = try LabelMap.parse(Array(#"{"map":{"0":5,"1":0,"2":2}}"#.utf8), file: "l")
    preflight.check(labelMap: right, pixelValues: [0, 5, 2, 255])
    #expect(preflight.finished().isClean)
    let reversed = try LabelMap.parse(Array(#"{"map":{"5":0,"0":1,"2":2}}"#.utf8), file: "l")
    preflight.check(labelMap: reversed, pixelValues: [0, 5, 2])
    let finding = try #require(preflight.finished().terminal.first)
    #expect(finding.rule == TrainingRule.labelMap.rawValue)
    #expect(finding.detail.contains("the other way round"))
  }
}
