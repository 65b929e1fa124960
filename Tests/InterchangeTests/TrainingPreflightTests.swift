import AnnotationModel
import Interchange
import Raster
import Testing

/// Every item of the list of what trainers refuse or misread finds the manifest that breaks it.
@Suite("Rules of training")
struct TrainingPreflightTests {
  static let good =
    #"{"source-ref":"s3://acme/0.png","pets":{"image_size":[{"width":640,"height":480,"depth":3}],"#
    + #""annotations":[{"class_id":0,"left":111,"top":134,"width":61,"height":128}]},"#
    + #""pets-metadata":{"objects":[{"confidence":0.82}],"class-map":{"0":"dog"},"#
    + #""type":"groundtruth/object-detection","human-annotated":"yes","#
    + #""creation-date":"2024-05-02T10:01:00.123456","job-name":"labeling-job/pets"}}"#
  private static let mask =
    #"{"source-ref":"s3://acme/0.png","streets-ref":"s3://acme/0_2024-05-02T10:30:00.png","#
    + #""streets-ref-metadata":{"internal-color-map":{},"type":"groundtruth/semantic-segmentation"}}"#

  /// A line with so many boxes.
  static func boxes(_ count: Int) -> String {
    let box = #"{"class_id":0,"left":1,"top":1,"width":9,"height":9}"#
    let boxes = [String](repeating: box, count: count).joined(separator: ",")
    let objects = [String](repeating: #"{"confidence":0.5}"#, count: count).joined(separator: ",")
    return good.replacing(
      #"{"class_id":0,"left":111,"top":134,"width":61,"height":128}"#, with: boxes
    )
    .replacing(#"{"confidence":0.82}"#, with: objects)
  }

  static let mutants: [TrainingRule: [String]] = [
    .lineForm: ["\u{FEFF}" + good, "", "{\n"],
    .attributeName: [good.replacing("pets", with: "pets-ref")],
    .pairing: [good.replacing(#"{"confidence":0.82}"#, with: "{}")],
    .source: [
      good.replacing(#""source-ref":"s3://acme/0.png","#, with: ""),
      good.replacing("s3://acme/0.png", with: "s3://acme/../0.png"),
      good.replacing("s3://acme/0.png", with: "/etc/0.png"),
    ],
    .boxPlace: [good.replacing(#""width":61"#, with: #""width":1"#)],
    .classIDs: [good.replacing(#""class_id":0"#, with: #""class_id":2"#)],
    .labelWidth: [boxes(70)],
    .dateForm: ["00Z", "00", "00.", "00.12+0000", "0x.123"].map {
      good.replacing("00.123456", with: $0)
    },
    .humanAnnotated: [good.replacing(#""yes""#, with: "true")],
    .unlabelled: [#"{"source-ref":"s3://acme/0.png"}"#],
    .mixed: [good, good.replacing("s3://acme", with: "s3://other")],
    .length: [
      good.replacing(
        #","pets":"#, with: #","note":"\#(String(repeating: "x", count: 20_001))","pets":"#)
    ],
    .confidence: [good.replacing("0.82", with: "82")],
    .colons: [mask],
    .colorMap: [
      mask, mask.replacing("{}", with: ##"{"0":{"class-name":"road","hex-color":"#ffffff"}}"##),
      mask.replacing("{}", with: #"{"1":{"class-name":"road"}}"#),
    ],
  ]

  private static func names(_ lines: [String], picture: ImageFacts? = nil) -> Set<String> {
    var preflight = TrainingPreflight()
    for line in lines {
      preflight.check(Array(line.utf8), picture: picture.map { .known($0) } ?? .address)
    }
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
  static let ownTests: Set<TrainingRule> = [
    .picture, .imageSize, .channels, .orientation, .exif, .maskForm, .maskColors, .pairs, .labelMap,
  ]

  @Test("Every rule has a mutant or a test of its own")
  func complete() {
    for rule in TrainingRule.allCases {
      #expect((Self.mutants[rule] != nil) != Self.ownTests.contains(rule), "\(rule.rawValue)")
    }
  }

  @Test("Boxes for the stored frame of a turned picture are found, and the other way round")
  func orientation() {
    let turned = ImageFacts(width: 640, height: 480, orientation: 6)
    #expect(
      Self.names([Self.good], picture: turned)
        == [TrainingRule.orientation.rawValue, TrainingRule.exif.rawValue])
    var demands = TrainingPreflight.Demands()
    demands.isStoredFrame = true
    var stored = TrainingPreflight(demands)
    stored.check(Array(Self.good.utf8), picture: .known(turned))
    #expect(stored.report.findings.map(\.rule) == [TrainingRule.exif.rawValue])
  }

  @Test("A turned picture is only a warning where the boxes are for the upright one")
  func exif() {
    var preflight = TrainingPreflight()
    let upright = ImageFacts(width: 480, height: 640, orientation: 6)
    preflight.check(Array(Self.good.utf8), picture: .known(upright))
    let report = preflight.finished()
    #expect(report.findings.map(\.rule) == [TrainingRule.exif.rawValue])
    #expect(!report.hasErrors)
    #expect(report.invalidLines == 0)
  }

  @Test("label_width is counted in boxes, names the images, and says what would do")
  func labelWidth() throws {
    var demands = TrainingPreflight.Demands()
    var preflight = TrainingPreflight(demands)
    for count in [69, 70, 120] { preflight.check(Array(Self.boxes(count).utf8)) }
    let finding = try #require(
      preflight.finished().findings.first { $0.rule == TrainingRule.labelWidth.rawValue })
    #expect(finding.count == 2)
    #expect(finding.places.map(\.line) == [2, 3])
    #expect(finding.places.last?.detail == "120 boxes; label_width 350 has room for 69")
    #expect(finding.repair.contains("label_width 602"))
    demands.labelWidth = 602
    var wide = TrainingPreflight(demands)
    wide.check(Array(Self.boxes(120).utf8))
    #expect(wide.finished().isClean)
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
    let wide = try #require(ImageSize(width: 2, height: 1))
    let square = try #require(ImageSize(width: 2, height: 2))
    for (png, size, count) in [(color, wide, 9), (indexed, square, 9), (indexed, wide, 3)] {
      var preflight = TrainingPreflight()
      preflight.check(
        mask: try MaskFacts(png, origin: origin), image: size, classCount: count, of: "m")
      #expect(preflight.report.findings.map(\.rule) == [TrainingRule.maskForm.rawValue])
    }
    var clean = TrainingPreflight()
    clean.check(
      mask: try MaskFacts(indexed, origin: origin), image: wide, classCount: 8, of: "m")
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
