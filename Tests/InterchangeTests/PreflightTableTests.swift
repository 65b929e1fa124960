import Interchange
import Testing

/// The rules one by one: what breaks each of them, and where that is found.
@Suite("The table of rules")
struct PreflightTableTests {
  /// How a broken rule was reported.
  private static func row(_ rule: String, _ report: PreflightReport) -> String? {
    if let found = report.findings.first(where: { $0.rule == rule }) {
      guard let place = found.places.first else { return nil }
      let image = place.image.isEmpty ? "" : ", \(place.image)"
      return "\(rule)  found in line \(place.line)\(image): \(found.detail)"
    }
    return report.terminal.first { $0.rule == rule }.map {
      "\(rule)  found for the whole: \($0.detail)"
    }
  }

  @Test("Every name of Rekognition Custom Labels is found where it is broken, or cannot be known")
  func rekognition() throws {
    for rule in RekognitionRule.allCases {
      if let why = rule.whyNotOffline {
        print("\(rule.rawValue)  cannot be known here: \(why)")
      } else if let mutant = RekognitionPreflightTests.mutants[rule] {
        var preflight = RekognitionPreflight(fileName: "m.manifest")
        for line in mutant.lines {
          preflight.check(Array(line.utf8), picture: mutant.image.map { .known($0) } ?? .address)
        }
        print(try #require(Self.row(rule.rawValue, preflight.finished()), "\(rule.rawValue)"))
      } else {
        #expect(RekognitionPreflightTests.ownTests.contains(rule))
        print("\(rule.rawValue)  found by a test of its own")
      }
    }
  }

  @Test("Every item of what trainers misread is found where it is broken")
  func training() throws {
    let files = try PreflightFilesTests.mutants()
    for rule in TrainingRule.allCases {
      if let mutant = files[rule]?.first {
        let report = try PreflightFilesTests.report(mutant)
        print(try #require(Self.row(rule.rawValue, report), "\(rule.rawValue)"))
        continue
      }
      guard let lines = TrainingPreflightTests.mutants[rule] else {
        #expect(TrainingPreflightTests.ownTests.contains(rule))
        print("\(rule.rawValue)  found by a test of its own: \(rule.title)")
        continue
      }
      var preflight = TrainingPreflight()
      for line in lines { preflight.check(Array(line.utf8)) }
      print(try #require(Self.row(rule.rawValue, preflight.finished()), "\(rule.rawValue)"))
    }
  }

  /// What a consumer refuses or silently misreads, item by item, and the rules that find it.
  private static let items: [(text: String, training: [TrainingRule], service: [RekognitionRule])] =
    [
      ("JSON of several lines, marks, blanks, NaN", [.lineForm], [.invalidJSONLine]),
      ("-ref where it must not or must be", [.attributeName], []),
      (
        "boxes, objects and classes that do not pair", [.pairing],
        [.missingConfidence, .missingClassMapID, .invalidLabelAttributeFormat]
      ),
      (
        "boxes outside, too small, too many", [.boxPlace, .labelWidth],
        [.invalidBox, .boxTooSmall, .tooManyBoxes]
      ),
      (
        "gaps in class ids, other backgrounds, masks of colours, reversed label maps",
        [.classIDs, .colorMap, .maskForm, .maskColors, .labelMap], []
      ),
      ("dates without a fraction or with a zone", [.dateForm], []),
      ("human-annotated as a boolean", [.humanAnnotated], [.invalidMetadataFormat]),
      ("lines without the attribute", [.unlabelled], [.unannotatedRecord]),
      ("several attributes, kinds or buckets", [.mixed], [.severalBuckets]),
      ("lines and attributes that are too long", [.length], []),
      ("confidences of 0 to 100, or all zero", [.confidence], []),
      ("colons in names", [.colons], []),
      ("boxes for another frame than the picture's", [.orientation, .imageSize, .exif], []),
    ]

  @Test("Every item of the list has rules, and each of these is broken by a test")
  func checklist() throws {
    let files = try PreflightFilesTests.mutants()
    for (index, item) in Self.items.enumerated() {
      let names = item.training.map(\.rawValue) + item.service.map(\.rawValue)
      print("item \(index + 1), \(item.text): \(names.joined(separator: ", "))")
      for rule in item.training {
        let isBroken =
          TrainingPreflightTests.mutants[rule] != nil || files[rule] != nil
          || TrainingPreflightTests.ownTests.contains(rule)
        #expect(isBroken, "\(rule.rawValue)")
      }
      #expect(item.service.allSatisfy { RekognitionPreflightTests.mutants[$0] != nil })
    }
    #expect(Self.items.count == 13)
  }
}
