import AnnotationModel
import Interchange
import Store

/// The jobs of earlier imports, to find the one that a folder would make again.
///
/// A job is the same when it has the attribute and the task, and its lines, those that stayed out
/// among them, are those of the folder, byte for byte. Its name and labels may have been changed.
struct KnownJobs {
  /// A job of an earlier import with the same lines.
  struct Known {
    let job: Job
    /// Its lines.
    var lines = 0
    /// Lines that stayed out.
    var leftOut = 0
  }

  private let lead: LeadView
  private let jobs: [Job]

  /// Looks at what the project has now; jobs that come in later are not found.
  init(_ lead: LeadView) throws {
    self.lead = lead
    jobs = try lead.importedJobs()
  }

  /// The job that the files of a folder were imported as; nil when there is none.
  func job(
    of planned: PlannedJob, attribute: LabelAttributeName, task: TaskType
  ) throws -> Known? {
    for job in jobs where job.attribute == attribute && job.task == task {
      if let manifest = planned.sourceManifest {
        if let known = try compare(job, with: manifest) { return known }
      } else if let known = try compare(job, with: ImportedLine.objects(of: planned.folder)) {
        return known
      }
    }
    return nil
  }

  private func compare(_ job: Job, with manifest: LocalPath) throws -> Known? {
    var known = Known(job: job)
    var source = try ObjectLines(manifest)
    var stored = KeptLines(of: job, lead: lead)
    while let object = try source.peek() {
      source.advance()
      // Lines that are too long to be read were not kept.
      if object.bytes.isEmpty { continue }
      guard let line = try stored.next(), line.number == object.number, line.raw == object.bytes
      else { return nil }
      known.lines += 1
      if line.isLeftOut { known.leftOut += 1 }
    }
    return try stored.next() == nil && known.lines > 0 ? known : nil
  }

  /// The same for lines that were made of answers; those of one number are in no order.
  private func compare(_ job: Job, with lines: [ImportedLine]) throws -> Known? {
    var known = Known(job: job)
    var wanted = Set(lines.map(\.raw))
    var stored = KeptLines(of: job, lead: lead)
    while let line = try stored.next() {
      guard let raw = line.raw, wanted.remove(raw) != nil else { return nil }
      known.lines += 1
      if line.isLeftOut { known.leftOut += 1 }
    }
    return wanted.isEmpty && known.lines > 0 ? known : nil
  }
}

/// The lines of a job as an import kept them, read a page at a time.
private struct KeptLines {
  private let job: Job
  private let lead: LeadView
  private var page: ArraySlice<KeptLine> = []
  private var last = -1

  init(of job: Job, lead: LeadView) {
    self.job = job
    self.lead = lead
  }

  /// The next line; nil at the end.
  mutating func next() throws -> KeptLine? {
    if page.isEmpty {
      page = try lead.keptLines(of: job, after: last)[...]
      last = page.last?.number ?? last
    }
    return page.popFirst()
  }
}

extension ImportedLine {
  /// The lines of a job without a manifest: its answers themselves say which images they are about.
  static func objects(of folder: JobFolder) -> [ImportedLine] {
    var lines: [ImportedLine] = []
    var seen = Set<String>()
    RawAnswers(folder).forEach { object in
      guard let reference = object.reference?.description, seen.insert(reference).inserted
      else { return }
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("source-ref", reference)
      writer.endObject()
      lines.append(
        ImportedLine(
          number: object.id ?? lines.count, sourceRef: reference, raw: writer.bytes,
          claimedSize: object.answers.lazy.compactMap(\.imageSize).first, answer: nil))
    }
    return lines
  }
}
