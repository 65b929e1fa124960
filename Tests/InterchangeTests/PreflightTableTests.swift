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
        for line in mutant.lines { preflight.check(Array(line.utf8), image: mutant.image) }
        print(try #require(Self.row(rule.rawValue, preflight.finished()), "\(rule.rawValue)"))
      } else {
        #expect(RekognitionPreflightTests.ownTests.contains(rule))
        print("\(rule.rawValue)  found by a test of its own")
      }
    }
  }

  @Test("Every item of what trainers misread is found where it is broken")
  func training() throws {
    for rule in TrainingRule.allCases {
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
}
