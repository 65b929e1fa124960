import AnnotationModel
import Interchange

/// Which jobs an import of a folder makes, and what it leaves out.
struct JobPlan {
  /// The jobs; a parent comes before its children.
  private(set) var jobs: [PlannedJob] = []
  /// What was found besides.
  let scan: JobScan
  /// What could not be read while surveying.
  private(set) var rejects = Rejects()

  /// Surveys everything below a folder.
  init(_ folder: LocalPath) throws {
    scan = try JobScan(folder)
    for error in scan.rejected { rejects.add(error) }
    for folder in scan.jobs {
      do {
        jobs += try Self.jobs(of: folder)
      } catch let error as InterchangeError {
        rejects.add(error)
      }
    }
    dropCopies()
    connect()
    nameApart()
  }

  /// The jobs of one folder: one for each attribute of its manifest, the folder's own last.
  private static func jobs(of folder: JobFolder) throws -> [PlannedJob] {
    let manifest = try (folder.manifest ?? folder.inputs.first).map { try ManifestSurvey($0) }
    let hasAnswers =
      folder.workerResponses != nil || !folder.requests.isEmpty || !folder.humanLoops.isEmpty
    let answers = hasAnswers ? AnswerSurvey(folder) : nil
    let categories = try folder.categories.map { try LabelCategories($0).names } ?? []
    guard let manifest, !manifest.attributes.isEmpty else {
      return [job(folder, nil, manifest, answers, categories)]
    }
    let own = ownAttribute(of: manifest, folder: folder)
    let others = manifest.attributes.filter { $0.name != own.name }
      .sorted { ($0.newest?.microseconds ?? 0, $0.name) < ($1.newest?.microseconds ?? 0, $1.name) }
    return others.map { job(folder, $0, manifest, nil, []) }
      + [job(folder, own, manifest, answers, categories)]
  }

  /// The attribute that the folder's job wrote: the one whose job or name is the folder's, else the
  /// newest.
  private static func ownAttribute(
    of manifest: ManifestSurvey, folder: JobFolder
  ) -> ManifestSurvey.Attribute {
    let all = manifest.attributes
    return all.first { $0.jobName == folder.name }
      ?? all.first { $0.name == folder.name || $0.name == folder.name + "-ref" }
      ?? all.max {
        ($0.newest?.microseconds ?? 0, $0.name) < ($1.newest?.microseconds ?? 0, $1.name)
      } ?? all[0]
  }

  private static func job(
    _ folder: JobFolder, _ attribute: ManifestSurvey.Attribute?, _ manifest: ManifestSurvey?,
    _ answers: AnswerSurvey?, _ categories: [String]
  ) -> PlannedJob {
    let kind = attribute?.kind ?? answers?.kind
    var list = LabelList(categories: categories)
    if let attribute { list.add(attribute) }
    list.add(answers?.labels ?? [])
    return PlannedJob(
      folder: folder, attribute: attribute, manifest: manifest, answers: answers,
      name: attribute?.jobName ?? folder.name, task: kind?.task,
      typeName: kind?.title ?? "input manifest", labels: list.names, parent: nil,
      notes: list.notes)
  }

  /// An attribute that a chained manifest repeats is its own job's only once: where that job's
  /// folder is here, its copies go.
  private mutating func dropCopies() {
    var best: [String: Int] = [:]
    for (place, job) in jobs.enumerated() {
      guard let attribute = job.attribute else { continue }
      let key = attribute.name + "\0" + (attribute.jobName ?? "")
      guard let other = best[key] else {
        best[key] = place
        continue
      }
      if Self.isOwner(job), !Self.isOwner(jobs[other]) { best[key] = place }
    }
    let kept = Set(best.values)
    jobs = jobs.enumerated().filter { kept.contains($0.offset) || $0.element.attribute == nil }
      .map(\.element)
  }

  private static func isOwner(_ job: PlannedJob) -> Bool {
    job.attribute?.jobName == job.folder.name || job.answers != nil
  }

  /// Finds for each job the newest earlier attribute of its manifest that has a job of its own.
  private mutating func connect() {
    var order = jobs
    order.sort {
      ($0.attribute?.newest?.microseconds ?? 0, $0.name)
        < ($1.attribute?.newest?.microseconds ?? 0, $1.name)
    }
    jobs = order
    for place in jobs.indices {
      guard let own = jobs[place].attribute, let manifest = jobs[place].manifest else { continue }
      let before = manifest.attributes.filter {
        $0.name != own.name && $0.newest?.microseconds ?? 0 <= own.newest?.microseconds ?? 0
      }
      jobs[place].parent = jobs[..<place].lastIndex { candidate in
        before.contains {
          $0.name == candidate.attribute?.name && $0.jobName == candidate.attribute?.jobName
        }
      }
    }
  }

  private mutating func nameApart() {
    var taken = Set<String>()
    for place in jobs.indices {
      let wanted = PrintableText.escaping(LabelName.normalized(jobs[place].name), limit: 120)
      var name = wanted.isEmpty ? "job" : wanted
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(wanted) (\(number))"
        number += 1
      }
      jobs[place].name = name
    }
  }
}

/// The labels of an imported job, each at the place of its class index.
struct LabelList {
  /// The names.
  private(set) var names: [String] = []
  /// What a person should know about them.
  private(set) var notes: [String] = []
  private var known: Set<String> = []

  init(categories: [String]) {
    add(categories)
  }

  /// Adds names that are not there yet at the end.
  mutating func add(_ more: [String]) {
    for name in more.map(LabelName.normalized) where !name.isEmpty && known.insert(name).inserted {
      names.append(name)
    }
  }

  /// Adds the classes of an attribute at their indexes; indexes that no line names get a stand-in.
  mutating func add(_ attribute: ManifestSurvey.Attribute) {
    let isMask = attribute.kind == .semanticSegmentation
    var owners: [String: (index: Int, name: String)] = [:]
    var unused: Set<String> = []
    for (index, written) in attribute.classes.sorted(by: { $0.key < $1.key }) {
      let name = LabelName.normalized(written)
      if let owner = owners[name] {
        notes.append(
          "classes \(owner.index) \"\(owner.name)\" and \(index) \"\(written)\" differ in blanks or "
            + "composition only; they are one label, \"\(name)\"")
        unused.insert("class \(isMask ? index - 1 : index)")
      } else {
        owners[name] = (index, written)
      }
      guard !known.contains(name) else { continue }
      // Value 0 of a mask is the background, so the first class has the value 1.
      let place = isMask ? index - 1 : index
      if place >= names.count, place < 10_000 {
        for gap in names.count..<place { add([Job.placeholder(gap)]) }
      }
      add([name])
    }
    add(Array(attribute.perName.keys.sorted()))
    let gaps = names.filter {
      $0.hasPrefix("class ") && Int($0.dropFirst(6)) != nil && !unused.contains($0)
    }
    if !gaps.isEmpty {
      notes.append(
        "no line names \(Count.text(gaps.count, "class")): \(gaps.prefix(8).joined(separator: ", "))"
      )
    }
    for conflict in attribute.conflicts.prefix(3) {
      notes.append(
        "line \(conflict.line): class \(conflict.index) is \"\(conflict.name)\" there and "
          + "\"\(attribute.classes[conflict.index] ?? "")\" before; matched by name")
    }
  }
}
