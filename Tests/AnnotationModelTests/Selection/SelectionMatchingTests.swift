import AnnotationModel
import Testing

@Suite("What selections select")
struct SelectionMatchingTests {
  private static func subject() -> SelectionSubject {
    var subject = SelectionSubject()
    subject.name = "IMG_1.jpg"
    subject.path = "/photos/tray/IMG_1.jpg"
    subject.size = ImageSize(width: 1600, height: 1200)
    subject.metadata = [
      "device": ["ipad-3"], "date": ["2026-11-21"], "exposure": ["0.02"],
      "place": ["counter", "kitchen"],
    ]
    subject.states = [.draft, .submitted]
    subject.answers = 1
    subject.source = "run"
    subject.shapes = [
      .init(labels: ["anpan", "あんぱん"], confidence: Confidence(0.95)),
      .init(labels: ["melonpan"], confidence: Confidence(0.5)),
      .init(labels: ["yakisobapan"], confidence: nil),
    ]
    return subject
  }

  @Test(
    "Conditions on one image",
    arguments: [
      ("device = ipad-3", true), ("device != ipad-3", false), ("device ~ PAD", true),
      ("device in (ipad-2, ipad-3)", true), ("camera = x", false), ("camera != x", false),
      ("not camera = x", true), ("camera is missing", true), ("device is known", true),
      ("date >= 2026-11-01 and date < 2026-12-01", true), ("date < 2026-11-21", false),
      ("exposure < 0.1", true), ("exposure = 2e-2", true),
      ("place = kitchen", true), ("place = counter", true), ("place != kitchen", false),
      ("place != cellar", true), ("state = submitted", true), ("state != submitted", false),
      ("state = waiting", false), ("answers >= 1", true), ("answers = 1.0", true),
      ("shapes = 3", true), ("source = run", true), ("source in (gold, reviewer)", false),
      ("width > 1000 and height <= 1200", true), ("name = IMG_1.jpg", true),
      ("path ~ /TRAY/", true), ("device = ipad-3 and answers = 2", false),
      ("device = ipad-4 or answers = 1", true), ("metadata.device = ipad-3", true),
    ])
  func images(expression: String, expected: Bool) throws {
    #expect(try Selection(parsing: expression).matches(Self.subject()) == expected)
  }

  @Test(
    "Conditions on shapes joined by and are about one shape; not denies the whole",
    arguments: [
      ("label = anpan", true), ("label = あんぱん", true), ("label = currypan", false),
      ("label = anpan and confidence < 0.85", false), ("confidence < 0.85", true),
      ("label = melonpan and confidence < 0.85", true),
      ("label = anpan and device = ipad-3 and confidence < 0.85", false),
      ("label = melonpan and device = ipad-3 and confidence < 0.85", true),
      ("(label = anpan or label = yakisobapan) and confidence < 0.85", false),
      ("label in (anpan, melonpan) and confidence < 0.85", true),
      ("not label = anpan", false), ("label != anpan", true), ("not label = currypan", true),
      ("label = anpan and not confidence < 0.85", false),
      ("label = anpan and not label = currypan", true),
      ("label = yakisobapan and confidence is missing", true),
      ("label = anpan and confidence is missing", false),
      ("label = yakisobapan and confidence < 1", false), ("label is missing", false),
    ])
  func shapes(expression: String, expected: Bool) throws {
    #expect(try Selection(parsing: expression).matches(Self.subject()) == expected)
  }

  @Test(
    "An image without an answer",
    arguments: [
      ("label = anpan", false), ("label is missing", true), ("label is known", false),
      ("not label = anpan", true), ("label != anpan", false), ("confidence < 1", false),
      ("confidence is missing", false), ("source is missing", true), ("state = waiting", true),
      ("shapes = 0", false), ("shapes is missing", true), ("answers = 0", true),
      ("width > 1", false), ("name is missing", true),
    ])
  func empty(expression: String, expected: Bool) throws {
    #expect(try Selection(parsing: expression).matches(SelectionSubject()) == expected)
  }

  @Test("Text is compared whatever its Unicode normal form")
  func normalForms() throws {
    var subject = SelectionSubject()
    subject.metadata = ["店": ["か\u{3099}"]]
    #expect(try Selection(parsing: "店 = \u{304C}").matches(subject))
  }

  /// Evaluates by trying every way to give each group of conditions on shapes one shape, written
  /// without looking at how the library groups them.
  @Test("Random selections agree with a slow evaluation over all shapes")
  func slowEvaluation() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<3000 {
      let labels = ["a", "b", "c"]
      var subject = SelectionSubject()
      subject.metadata["m"] = [Bool.random(using: &random) ? "1" : "2"]
      subject.source = "run"
      subject.shapes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        .init(
          labels: [labels.randomElement(using: &random) ?? "a"],
          confidence: Confidence(Double.random(in: 0...1, using: &random)))
      }
      let label = labels.randomElement(using: &random) ?? "a"
      let limit = Double(Int.random(in: 0...10, using: &random)) / 10
      let doubtful = subject.shapes.contains {
        $0.labels.contains(label) && ($0.confidence?.value ?? 1) < limit
      }
      let present = subject.shapes.contains { $0.labels.contains(label) }
      let first = subject.metadata["m"] == ["1"]
      let cases: [(String, Bool)] = [
        ("label = \(label) and confidence < \(limit)", doubtful),
        ("confidence < \(limit) and m = 1 and label = \(label)", doubtful && first),
        ("not (label = \(label) and confidence < \(limit))", !doubtful),
        (
          "label = \(label) and not (label = \(label) and confidence < \(limit))",
          present && !doubtful
        ),
        ("m = 2 or (label = \(label) and confidence < \(limit))", !first || doubtful),
        ("m = 1 and (confidence < \(limit) and label = \(label))", doubtful && first),
      ]
      for (expression, expected) in cases {
        #expect(try Selection(parsing: expression).matches(subject) == expected, "\(expression)")
      }
    }
  }
}
