package import AnnotationModel

/// What a whole manifest holds, attribute by attribute, from one reading in bounded memory.
package struct ManifestSurvey: Sendable {
  /// Objects, good and bad.
  package private(set) var objects = 0
  /// Lines that cannot be read.
  package private(set) var rejected = 0
  /// Lines with something repaired or doubtful.
  package private(set) var doubtful = 0
  /// Lines of inline text.
  package private(set) var texts = 0
  /// The attributes by name, in the order in which they first occur.
  package private(set) var attributes: [Attribute] = []
  /// What the next reading need not check again; nil when too many lines cannot be read.
  package private(set) var checked: CheckedManifest?
  private var places: [String: Int] = [:]

  /// Line numbers that are remembered: beyond this the file is no manifest.
  private static let mostRejected = 10_000

  /// What the lines of a manifest say under one attribute name.
  package struct Attribute: Sendable {
    /// The label attribute name.
    package let name: String
    /// What most of its lines are.
    package internal(set) var kind: ManifestKind
    /// Lines that carry an answer.
    package internal(set) var labelled = 0
    /// Lines whose label is `null`.
    package internal(set) var unlabelled = 0
    /// Lines with metadata and no label.
    package internal(set) var failed = 0
    /// Boxes, labels or mask classes, by the name of their class.
    package internal(set) var perName: [String: Int] = [:]
    /// The names of the classes by index.
    package internal(set) var classes: [Int: String] = [:]
    /// Indexes that had two names: the later name and its line.
    package internal(set) var conflicts: [(index: Int, name: String, line: Int)] = []
    /// The names of the jobs that answered, by the number of their lines.
    package internal(set) var jobNames: [String: Int] = [:]
    /// The newest answer.
    package internal(set) var newest: Timestamp?
    /// Whether any line says what an adjustment did.
    package internal(set) var isAdjustment = false
    /// Things that were counted without looking their names up, by class index.
    fileprivate var tallies: [(name: String?, things: Int)] = []

    /// The job that most lines name; nil when none is named.
    package var jobName: String? {
      jobNames.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }

  /// Reads a manifest to its end.
  package init(_ path: LocalPath) throws(InterchangeError) {
    var reader = try ManifestReader(path)
    let stamp = try reader.stamp()
    var rejectedLines: Set<Int> = []
    while let record = try reader.next() {
      switch record {
      case .blank: doubtful += 1
      case .rejected(_, let error, _):
        rejected += 1
        if rejected <= Self.mostRejected, let line = error.line { rejectedLines.insert(line) }
      case .line(let line): take(line)
      }
    }
    for place in attributes.indices { attributes[place].settle() }
    objects = reader.objectCount
    if rejectedLines.count == rejected {
      checked = CheckedManifest(stamp: stamp, rejectedLines: rejectedLines)
    }
  }

  private mutating func take(_ line: ManifestLine) {
    if !line.warnings.isEmpty { doubtful += 1 }
    if case .text = line.source { texts += 1 }
    for attribute in line.attributes {
      let place = places[attribute.name] ?? attributes.count
      if place == attributes.count {
        places[attribute.name] = place
        attributes.append(Attribute(name: attribute.name, kind: attribute.kind))
      }
      attributes[place].take(attribute, line: line.lineNumber)
    }
  }
}

extension ManifestSurvey.Attribute {
  mutating func take(_ attribute: ManifestAttribute, line: Int) {
    if labelled == 0, case .other = kind { kind = attribute.kind }
    let metadata = attribute.metadata
    if let name = metadata.jobName { jobNames[name, default: 0] += 1 }
    if let date = metadata.createdAt { newest = max(newest ?? date, date) }
    if metadata.adjustmentStatus != nil { isAdjustment = true }
    switch attribute.content {
    case .failed: failed += 1
    case .unlabelled: unlabelled += 1
    case .undecoded: labelled += 1
    case .boxes(let boxes):
      labelled += 1
      for box in boxes.boxes { count(box.name, index: box.classID, line: line) }
    case .label(let label), .verdict(let label, _):
      labelled += 1
      count(label.name, index: label.classID, line: line)
    case .labels(let labels):
      labelled += 1
      for label in labels { count(label.name, index: label.classID, line: line) }
    case .mask(let mask):
      labelled += 1
      for item in mask.classes where !item.isBackground {
        count(item.name, index: item.index ?? 0, line: line)
      }
    }
  }

  private mutating func count(_ name: String, index: Int, line: Int) {
    // Nearly always the class has the name that it had before; there are millions of things.
    if tallies.indices.contains(index), tallies[index].name == name {
      tallies[index].things += 1
      return
    }
    perName[name, default: 0] += 1
    guard let known = classes[index] else {
      classes[index] = name
      if (0..<Self.mostTallies).contains(index) {
        while tallies.count <= index { tallies.append((nil, 0)) }
        tallies[index].name = name
      }
      return
    }
    if known != name, conflicts.count < 1000 { conflicts.append((index, name, line)) }
  }

  /// Counts the tallied things by their names, once all are there.
  mutating func settle() {
    for case let (name?, things) in tallies where things > 0 { perName[name, default: 0] += things }
    tallies = []
  }

  /// Class indexes that are tallied, so that a table of them stays small.
  private static let mostTallies = 4096
}
