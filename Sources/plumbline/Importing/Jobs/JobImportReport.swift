import AnnotationModel
import Interchange
import Store

/// What an import of a folder found and did, in words.
enum JobImportReport {
  /// The jobs of a plan and how they continue each other.
  static func lines(of plan: JobPlan) -> [String] {
    var lines = [Count.text(plan.jobs.count, "job") + " found"]
    for (place, job) in plan.jobs.enumerated() where job.parent == nil {
      lines += tree(place, plan: plan, depth: 0)
    }
    for (kind, count) in plan.scan.passedOver.sorted(by: { $0.key < $1.key }) {
      lines.append("not read: \(count) \(kind)")
    }
    return lines
  }

  private static func tree(_ place: Int, plan: JobPlan, depth: Int) -> [String] {
    let job = plan.jobs[place]
    let indent = String(repeating: "  ", count: depth)
    let arrow = depth == 0 ? "" : "-> "
    var lines = ["\(indent)\(arrow)\(job.name)  \(describe(job))"]
    let inner = indent + "   "
    lines.append("\(inner)\(job.folder.root)")
    if !job.labels.isEmpty {
      let shown = job.labels.prefix(12).joined(separator: ", ")
      lines.append(
        "\(inner)labels: \(shown)\(job.labels.count > 12 ? ", and \(job.labels.count - 12) more" : "")"
      )
    }
    lines += job.notes.map { inner + "note: " + $0 }
    for (child, other) in plan.jobs.enumerated() where other.parent == place {
      lines += tree(child, plan: plan, depth: depth + 1)
    }
    return lines
  }

  private static func describe(_ job: PlannedJob) -> String {
    var parts = [job.task?.rawValue ?? job.typeName + (job.canBeImported ? "" : ", not imported")]
    if let manifest = job.manifest { parts.append(Count.text(manifest.objects, "line")) }
    if let attribute = job.attribute {
      parts.append("\(attribute.labelled) answered")
      if attribute.failed > 0 { parts.append("\(attribute.failed) failed") }
      if attribute.isAdjustment { parts.append("adjustment") }
    }
    if let rejected = job.manifest?.rejected, rejected > 0 {
      parts.append("\(rejected) unreadable")
    }
    if let answers = job.answers {
      parts.append(
        "\(Count.text(answers.workers.count, "worker")), \(Count.text(answers.answers, "answer"))")
    }
    return parts.joined(separator: ", ")
  }

  /// What came of one job.
  static func lines(of outcome: JobFolderImporter.Outcome) -> [String] {
    if let known = outcome.known { return self.lines(of: known, outcome) }
    let lines = outcome.lines
    var parts = [Count.text(lines.lines, "line"), "\(lines.answers) answered"]
    if outcome.failed > 0 { parts.append("\(outcome.failed) failed") }
    if outcome.unlabelled > 0 { parts.append("\(outcome.unlabelled) unlabelled") }
    if outcome.repaired > 0 { parts.append("\(outcome.repaired) repaired or doubtful") }
    if outcome.unread > 0 { parts.append("\(outcome.unread) unreadable, kept as they came") }
    if outcome.notKept > 0 { parts.append("\(outcome.notKept) unreadable, not kept") }
    if !lines.rejected.isEmpty {
      parts.append("\(lines.rejected.count) left out, kept as they came")
    }
    if !lines.repeated.isEmpty {
      parts.append("\(lines.repeated.count) about an image that has a line already")
    }
    if outcome.missingMasks > 0 { parts.append("\(outcome.missingMasks) masks not here") }
    if outcome.layers + outcome.knownLayers > 0 {
      parts.append("\(outcome.layers) workers' answers, \(outcome.knownLayers) known already")
    }
    var text = ["\(outcome.job.name): " + parts.joined(separator: ", ")]
    let counts: [Int] = lines.perClass
    let counted = zip(outcome.job.labels, counts).filter { $0.1 > 0 }
      .map { "\($0.0.name) \($0.1)" }
    if !counted.isEmpty { text.append("  " + counted.joined(separator: ", ")) }
    text += difference(outcome)
    if let reconciliation = outcome.reconciliation { text.append("  " + describe(reconciliation)) }
    text += outcome.notes.prefix(5).map { "  note: " + $0 }
    return text
  }

  /// What came of a job that an earlier import brought.
  private static func lines(
    of known: KnownJobs.Known, _ outcome: JobFolderImporter.Outcome
  ) -> [String] {
    var parts = [Count.text(known.lines, "line")]
    if outcome.layers + outcome.knownLayers > 0 {
      parts.append("\(outcome.layers) new workers' answers, \(outcome.knownLayers) known already")
    }
    var text = ["\(known.job.name): known already, " + parts.joined(separator: ", ")]
    if known.leftOut > 0 {
      text.append(
        "  note: \(Count.text(known.leftOut, "line")) stayed out of it; to try again, take the "
          + "earlier import back with \"plumbline undo\" and import once more")
    }
    return text + outcome.notes.prefix(5).map { "  note: " + $0 }
  }

  /// Where the project holds another number of things of a label than the manifest.
  private static func difference(_ outcome: JobFolderImporter.Outcome) -> [String] {
    guard let attribute = outcome.planned.attribute, outcome.missingMasks == 0 else { return [] }
    guard attribute.kind != .semanticSegmentation else { return [] }
    var claimed: [String: Int] = [:]
    for (name, count) in attribute.perName {
      claimed[LabelName.normalized(name), default: 0] += count
    }
    let reason =
      outcome.lines.rejected.isEmpty ? "" : "; the lines that were left out have the rest"
    return zip(outcome.job.labels, outcome.lines.perClass).compactMap { label, count in
      let said = claimed[label.name] ?? 0
      return said == count
        ? nil : "  \(label.name): the manifest has \(said), the project \(count)\(reason)"
    }
  }

  private static func describe(_ reconciliation: Reconciliation) -> String {
    let whole = "\(reconciliation.equal) of \(Count.text(reconciliation.objects, "line"))"
    if reconciliation.isEqual { return "an export equals the source: \(whole) byte for byte" }
    var parts = ["an export has \(whole) byte for byte"]
    if reconciliation.absent > 0 { parts.append("\(reconciliation.absent) could not be read") }
    if reconciliation.differentCount > 0 {
      let shown = reconciliation.different.map(String.init).joined(separator: ", ")
      parts.append("\(reconciliation.differentCount) differ (lines \(shown))")
    }
    return parts.joined(separator: ", ")
  }
}

extension PlannedJob {
  /// Whether Plumbline has such jobs.
  var canBeImported: Bool { task != nil || fallbackTask != nil }
}
