import ArgumentParser
import Interchange

/// Checks a manifest against the rules of a consumer.
struct Preflight: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preflight",
    abstract: "Check a manifest against the rules of the program that will read it.",
    discussion: """
      Works on any manifest, whoever wrote it. Rules of Rekognition Custom Labels have the names \
      that the service itself reports.

        plumbline preflight train.manifest --for rekognition --test test.manifest
        plumbline preflight train.manifest --for training --attribute pets
        plumbline preflight --rules
      """)

  /// Who will read the manifest.
  enum Consumer: String, ExpressibleByArgument, CaseIterable {
    case rekognition, training
  }

  @Argument(help: "The manifest.", completion: .file())
  var file: String?

  @Option(name: .customLong("for"), help: "Who will read it.")
  var consumer: Consumer = .training

  @Option(help: "The manifest of the test set, for rules about both.", completion: .file())
  var test: String?

  @Option(help: "The label attribute that training names.")
  var attribute: String?

  @Flag(help: "Print every rule, and whether it can be checked without asking the service.")
  var rules = false

  func validate() throws {
    if file == nil, !rules { throw ValidationError("Name a manifest, or ask for --rules.") }
  }

  func run() throws {
    if rules { return Self.printRules() }
    guard let file else { return }
    let report: PreflightReport
    switch consumer {
    case .rekognition:
      report = try Self.rekognition(file).finished(test: try test.map(Self.rekognition))
    case .training:
      var preflight = TrainingPreflight(attribute: attribute)
      try Self.forEachLine(of: file) { preflight.check($0) }
      report = preflight.finished()
    }
    PreflightText.print(report, consumer: consumer.rawValue)
    if report.hasErrors { throw RejectedInputs() }
  }

  private static func rekognition(_ file: String) throws -> RekognitionPreflight {
    let path = try LocalPath(file)
    var preflight = RekognitionPreflight(fileName: String(decoding: path.name, as: UTF8.self))
    try forEachLine(of: file) { preflight.check($0) }
    return preflight
  }

  private static func forEachLine(of file: String, _ body: ([UInt8]) -> Void) throws {
    var lines = try LineReader(LocalPath(file))
    while let line = try lines.next() {
      if case .bytes(let bytes) = line.content { body(bytes) } else { body([]) }
    }
  }

  private static func printRules() {
    for rule in RekognitionRule.allCases {
      print("\(rule.rawValue)  \(rule.whyNotOffline.map { "not here: " + $0 } ?? "checked")")
    }
    for rule in TrainingRule.allCases { print("\(rule.rawValue)  checked: \(rule.title)") }
  }
}
