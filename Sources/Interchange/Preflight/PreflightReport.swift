/// What checking an export against its consumer's rules found.
package struct PreflightReport: Equatable, Sendable {
  /// One broken rule.
  package struct Finding: Equatable, Sendable {
    /// The rule, by the consumer's own name.
    package let rule: String
    /// How often it is broken; 1 for rules about the whole.
    package internal(set) var count: Int
    /// Where, the first times: lines from 1, with the image.
    package internal(set) var places: [Place]
    /// What is wrong, the first time.
    package let detail: String
  }

  /// A line of the export and its image.
  package struct Place: Hashable, Sendable {
    /// Counted from 1.
    package let line: Int
    /// The address of the image; empty when the line names none.
    package let image: String

    /// Names a line.
    package init(line: Int, image: String) {
      self.line = line
      self.image = image
    }
  }

  /// How many places a finding names.
  static let longestList = 20

  /// Lines that were looked at.
  package internal(set) var lines = 0
  /// Lines that the consumer would refuse.
  package internal(set) var invalidLines = 0
  /// Lines that it would pass over.
  package internal(set) var ignoredLines = 0
  /// Broken rules about lines, in the order in which they first occurred.
  package internal(set) var findings: [Finding] = []
  /// Broken rules about the whole, each of which ends the consumer's work.
  package internal(set) var terminal: [Finding] = []

  /// Whether the consumer would take everything.
  package var isClean: Bool { findings.isEmpty && terminal.isEmpty }
  /// Whether the consumer would refuse the whole, or any line.
  package var hasErrors: Bool { invalidLines > 0 || !terminal.isEmpty }

  mutating func add(_ rule: String, _ detail: String, at place: Place) {
    guard let index = findings.firstIndex(where: { $0.rule == rule }) else {
      findings.append(Finding(rule: rule, count: 1, places: [place], detail: detail))
      return
    }
    findings[index].count += 1
    if findings[index].places.count < Self.longestList { findings[index].places.append(place) }
  }

  mutating func addTerminal(_ rule: String, _ detail: String) {
    terminal.append(Finding(rule: rule, count: 1, places: [], detail: detail))
  }
}

/// What is known of an image's file, for rules about images.
package struct ImageFacts: Hashable, Sendable {
  /// Pixels across and down as stored; nil when not known.
  package var width: Int?
  package var height: Int?
  /// The length of the file; nil when not known.
  package var byteCount: Int?
  /// Whether it is a JPEG or PNG that can be read; nil when not known.
  package var isReadable: Bool?

  /// Describes an image.
  package init(
    width: Int? = nil, height: Int? = nil, byteCount: Int? = nil, isReadable: Bool? = nil
  ) {
    self.width = width
    self.height = height
    self.byteCount = byteCount
    self.isReadable = isReadable
  }
}
