import AnnotationModel
import ArgumentParser
import Consolidation
import Interchange
import Store

/// Compares the answers of a job about whole images with those in a manifest.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare the labels of a job with a manifest, line by line.",
    discussion: """
      Lists every image whose label differs, with the votes of the annotators. With --truth, a JSON \
      array of objects with "ImageId" (a file name without extension) and "Label", both are also \
      counted against it.

        plumbline compare birds ~/ground-truth/birds/output.manifest
      """)

  @OptionGroup var project: ProjectOptions

  @Argument(help: "The manifest.", completion: .file())
  var manifest: String

  @Option(help: "Known labels: JSON, an array of ImageId and Label.", completion: .file())
  var truth: String?

  func run() throws {
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    guard job.task.isAboutWholeImages, job.task != .multiLabelClassification else {
      throw Failure("job \"\(job.name)\" has no single label per image")
    }
    let lead = try open.store.lead(open.person)
    let truths = try truth.map { try Self.truths(LocalPath($0)) }
    let votes = try LabelConsolidation(
      JobAnswers(job: job, lead: lead), job: job, method: .majorityVote)
    let votesByImage = Dictionary(
      votes.outcomes.map { ($0.image.id, votes.votes(of: $0)) },
      uniquingKeysWith: { first, _ in first })
    var tally = Tally()
    var reader = try ManifestReader(LocalPath(manifest))
    while let record = try reader.next() {
      guard case .line(let line) = record else { continue }
      guard let theirs = Self.label(of: line, job: job),
        let answer = try lead.answer(onLine: line.objectID, of: job),
        let tag = answer.layer?.tags.first, let index = job.classIndex(of: tag.label)
      else {
        tally.unanswered += 1
        continue
      }
      let ours = job.labels[index].name
      let truth = Self.stem(of: line).flatMap { truths?[$0] }
      tally.count(ours: ours, theirs: theirs, truth: truth)
      if ours != theirs {
        let known = truth.map { ", truth \($0)" } ?? ""
        let text =
          "line \(line.lineNumber): here \(ours), there \(theirs)\(known); votes "
          + (votesByImage[answer.image.id] ?? "none")
        print(PrintableText.escaping(text, limit: .max))
      }
    }
    for text in tally.lines { print(text) }
  }

  private static func label(of line: ManifestLine, job: Job) -> String? {
    switch line.attribute(named: job.attribute.description)?.content {
    case .label(let label), .verdict(let label, _): LabelName.normalized(label.name)
    default: nil
    }
  }

  private static func stem(of line: ManifestLine) -> String? {
    if case .reference(let reference) = line.source { reference.stem } else { nil }
  }

  private static func truths(_ path: LocalPath) throws -> [String: String] {
    let origin = RecordOrigin(file: path.description)
    let value = try JSONValue(parsing: try path.contents(), origin: origin)
    guard let entries = value.array else { throw Failure("\(path) is no array of labels") }
    var truths: [String: String] = [:]
    for entry in entries {
      if let image = entry["ImageId"]?.string, let label = entry["Label"]?.string {
        truths[image] = LabelName.normalized(label)
      }
    }
    return truths
  }
}

/// How often two sides agree with each other and with the truth.
private struct Tally {
  var unanswered = 0
  private var count = 0
  private var equal = 0
  private var known = 0
  private var oursRight = 0
  private var theirsRight = 0

  mutating func count(ours: String, theirs: String, truth: String?) {
    count += 1
    if ours == theirs { equal += 1 }
    guard let truth else { return }
    known += 1
    if ours == truth { oursRight += 1 }
    if theirs == truth { theirsRight += 1 }
  }

  var lines: [String] {
    var lines = ["equal in \(equal) of \(count) lines (\(Self.percent(equal, of: count)))"]
    if unanswered > 0 { lines.append("\(unanswered) lines without an answer on both sides") }
    if known > 0 {
      lines.append(
        "against the truth: here \(oursRight) of \(known) (\(Self.percent(oursRight, of: known))), "
          + "there \(theirsRight) (\(Self.percent(theirsRight, of: known)))")
    }
    return lines
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "-" }
    let tenths = (part * 1000 + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
