import AnnotationModel
import Interchange
import Store

/// Makes the jobs of a plan, as one act.
struct JobFolderImporter {
  /// What came of one job.
  struct Outcome {
    let planned: PlannedJob
    let job: Job
    var lines = ImportedLines()
    var failed = 0
    var unlabelled = 0
    var repaired = 0
    var missingMasks = 0
    /// Lines that cannot be read and were kept as they are.
    var unread = 0
    /// Lines that cannot be read and were not kept.
    var notKept = 0
    var notes: [String] = []
    var layers = 0
    var knownLayers = 0
    /// The job of an earlier import, when it has the same lines.
    var known: KnownJobs.Known?
    var reconciliation: Reconciliation?
  }

  private let store: Store
  let lead: LeadView
  private var jobImport: JobImport
  /// What came of each job, in the order of the plan.
  private(set) var outcomes: [Outcome] = []
  /// What was left out.
  private(set) var rejects = Rejects()

  init(store: Store, lead: LeadView) {
    self.store = store
    self.lead = lead
    jobImport = JobImport(by: lead)
  }

  /// Takes in everything; gives the journal entry, nil when nothing came in.
  mutating func run(_ plan: JobPlan) throws -> EntryNumber? {
    rejects.merge(plan.rejects)
    let knownJobs = try KnownJobs(lead)
    var made: [Int: Job] = [:]
    let bar = ProgressBar("importing jobs", total: plan.jobs.count)
    defer { bar.finish() }
    for (place, planned) in plan.jobs.enumerated() {
      bar.advance()
      guard let task = planned.task ?? planned.fallbackTask,
        let attribute = planned.attributeName ?? planned.attributeName(for: task)
      else {
        rejects.add(
          planned.folder.root.description,
          "job \(planned.name) is \(planned.typeName); such jobs are not imported")
        continue
      }
      if let known = try knownJobs.job(of: planned, attribute: attribute, task: task) {
        made[place] = known.job
        try revisit(known, planned)
        continue
      }
      let job = try jobImport.addJob(
        JobDraft(
          name: try freeName(planned.name), attribute: attribute, task: task,
          labels: planned.labels.map { .new(name: $0) },
          annotatorsPerImage: planned.annotatorsPerImage,
          parent: planned.parent.flatMap { made[$0]?.id }))
      made[place] = job
      try fill(job, planned, parent: planned.parent.flatMap { made[$0] })
    }
    return try jobImport.finish()
  }

  /// Compares each job that came in with its files.
  mutating func reconcile() throws {
    for index in outcomes.indices where outcomes[index].known == nil {
      guard let manifest = outcomes[index].planned.sourceManifest else { continue }
      outcomes[index].reconciliation = try Reconciliation(
        job: outcomes[index].job, manifest: manifest, lead: lead)
    }
  }

  mutating func reject(_ error: InterchangeError) { rejects.add(error) }
  mutating func reject(_ place: String, _ reason: String) { rejects.add(place, reason) }

  mutating func addLayers(_ layers: [ImportedLayer], to job: Job) throws -> LayerImport {
    try jobImport.addLayers(layers, to: job)
  }

  mutating func addLines(
    _ lines: [ImportedLine], to job: Job, _ planned: PlannedJob
  ) throws -> ImportedLines {
    try jobImport.addLines(lines, to: job, from: planned.name, placed: Self.placed)
  }

  private func freeName(_ wanted: String) throws -> String {
    let taken = Set(try store.jobNames())
    var name = wanted
    var number = 2
    while taken.contains(name) {
      name = "\(wanted) (\(number))"
      number += 1
    }
    return name
  }

  /// Looks whether the folder of a known job has answers that are new.
  private mutating func revisit(_ known: KnownJobs.Known, _ planned: PlannedJob) throws {
    var outcome = Outcome(planned: planned, job: known.job)
    outcome.known = known
    if planned.answers != nil {
      if known.job.labels.map(\.name) == planned.labels {
        try takeAnswers(of: planned, into: known.job, &outcome)
      } else {
        outcome.notes.append(
          "its labels were changed since, so the answers of its workers were not looked at again")
      }
    }
    outcomes.append(outcome)
  }

  private mutating func fill(_ job: Job, _ planned: PlannedJob, parent: Job?) throws {
    var outcome = Outcome(planned: planned, job: job)
    if let manifest = planned.sourceManifest {
      let lines = try ManifestLines(manifest, job: planned)
      outcome.lines = try jobImport.addLines(
        lines, to: job, from: planned.name, basedOn: parent, placed: Self.placed)
      try jobImport.addUnreadLines(lines.unread, to: job)
      (outcome.unread, outcome.notKept) = (lines.unread.count, lines.notKept)
      if let failure = lines.failure { rejects.add(failure) }
      rejects.merge(lines.rejects)
      tellLeftOut(outcome.lines, of: manifest, lines)
      (outcome.failed, outcome.unlabelled) = (lines.failed, lines.unlabelled)
      (outcome.repaired, outcome.missingMasks) = (lines.repaired, lines.missingMasks)
      outcome.notes = lines.notes
    }
    if job.name != planned.name {
      outcome.notes.insert(
        "the project has a job \"\(planned.name)\" with other lines, so this one has another name",
        at: 0)
    }
    if planned.answers != nil { try takeAnswers(of: planned, into: job, &outcome) }
    outcomes.append(outcome)
  }

  /// Names the lines that stay out, and those about an image that has a line already.
  private mutating func tellLeftOut(
    _ result: ImportedLines, of manifest: LocalPath, _ lines: ManifestLines
  ) {
    for rejected in result.rejected {
      rejects.add("\(manifest):\(lines.lineNumber(of: rejected.number))", rejected.reason)
    }
    for repeated in result.repeated {
      rejects.add(
        "\(manifest):\(lines.lineNumber(of: repeated.number))",
        "it is about the same image as line \(lines.lineNumber(of: repeated.earlier)); both are "
          + "kept, and the answer of the image is the last one given")
    }
  }

  /// A geometry of the manifest in the upright frame of an image whose bytes were read.
  private static func placed(
    _ image: Image, _ claimed: ImageSize?, _ geometry: Geometry
  ) throws -> Geometry {
    do {
      return try FrameOfReference(image: image, claimed: claimed).upright(geometry)
    } catch let failure as Failure {
      let name = image.locations.first?.place.text ?? image.id.description
      throw LineRefusal("\(name): \(failure.message)")
    }
  }
}

extension PlannedJob {
  /// The manifest that says which images the job is about.
  var sourceManifest: LocalPath? { folder.manifest ?? folder.inputs.first }

  /// A manifest without answers becomes a job of boxes with no labels yet.
  var fallbackTask: TaskType? {
    attribute == nil && answers?.kind == nil && manifest != nil ? .boundingBox : nil
  }

  /// The attribute name for a task that the files do not tell.
  func attributeName(for task: TaskType) -> LabelAttributeName? {
    LabelAttributeName(legalizing: name, for: task)
  }
}
