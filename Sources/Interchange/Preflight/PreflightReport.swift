package import AnnotationModel

/// What checking an export against its consumer's rules found.
package struct PreflightReport: Equatable, Sendable {
  /// One broken rule.
  package struct Finding: Equatable, Sendable {
    /// The rule, by the consumer's own name.
    package let rule: String
    /// Whether the consumer takes what breaks it.
    package let isWarning: Bool
    /// How often it is broken; 1 for rules about the whole.
    package internal(set) var count: Int
    /// Where, the first times.
    package internal(set) var places: [Place]
    /// What is wrong, the first time.
    package let detail: String
    /// What to do about it; empty when there is nothing to say.
    package internal(set) var repair: String
  }

  /// A line of the export and its image.
  package struct Place: Hashable, Sendable {
    /// Counted from 1; 0 where there are no lines.
    package let line: Int
    /// The address of the image; empty when the line names none.
    package let image: String
    /// The image in a project; nil outside one.
    package let subject: ID<Image>?
    /// What is wrong there.
    package internal(set) var detail: String

    /// Names a line.
    package init(line: Int, image: String, subject: ID<Image>? = nil, detail: String = "") {
      self.line = line
      self.image = image
      self.subject = subject
      self.detail = detail
    }
  }

  /// Files of one kind that lines name.
  package struct FileTally: Equatable, Sendable {
    /// Files that were looked at.
    package internal(set) var checked = 0
    /// Files that are not here, so that nothing is known about them.
    package internal(set) var missing = 0
    /// The first of these, as the line names it.
    package internal(set) var firstMissing = ""

    /// Starts with none.
    package init() {}

    mutating func note(_ name: String, isHere: Bool) {
      if isHere {
        checked += 1
      } else {
        if missing == 0 { firstMissing = name }
        missing += 1
      }
    }
  }

  /// How many places a finding names unless more are asked for.
  package static let usualPlaces = 20

  /// What is counted: lines of a manifest, or images of a folder.
  package internal(set) var unit = "line"
  /// Lines that were looked at.
  package internal(set) var lines = 0
  /// Lines that the consumer would refuse.
  package internal(set) var invalidLines = 0
  /// Lines that it would pass over.
  package internal(set) var ignoredLines = 0
  /// Broken rules about lines, in the order in which they first occurred.
  package internal(set) var findings: [Finding] = []
  /// Broken rules about the whole, each of which ends the consumer's work unless it is a warning.
  package internal(set) var terminal: [Finding] = []
  /// The pictures that lines name.
  package internal(set) var pictures = FileTally()
  /// The masks that lines name.
  package internal(set) var masks = FileTally()
  private let placeLimit: Int

  /// Starts with nothing looked at; each finding names at most `placeLimit` places.
  package init(placeLimit: Int = usualPlaces) {
    self.placeLimit = placeLimit
  }

  /// Whether the consumer would take everything.
  package var isClean: Bool { findings.isEmpty && terminal.isEmpty }
  /// Whether the consumer would refuse the whole, or anything of it.
  package var hasErrors: Bool {
    invalidLines > 0 || (terminal + findings).contains { !$0.isWarning }
  }

  mutating func add(_ rule: some PreflightRule, _ detail: String, at place: Place) {
    var place = place
    place.detail = detail
    guard let index = findings.firstIndex(where: { $0.rule == rule.rawValue }) else {
      findings.append(
        Finding(
          rule: rule.rawValue, isWarning: rule.isWarning, count: 1, places: [place],
          detail: detail, repair: rule.repair))
      return
    }
    findings[index].count += 1
    if findings[index].places.count < placeLimit { findings[index].places.append(place) }
  }

  mutating func addTerminal(
    _ rule: some PreflightRule, _ detail: String, isWarning: Bool = false
  ) {
    terminal.append(
      Finding(
        rule: rule.rawValue, isWarning: isWarning, count: 1, places: [], detail: detail,
        repair: rule.repair))
  }

  /// Says in other words what to do about a rule.
  mutating func setRepair(_ text: String, of rule: some PreflightRule) {
    guard let index = findings.firstIndex(where: { $0.rule == rule.rawValue }) else { return }
    findings[index].repair = text
  }
}
