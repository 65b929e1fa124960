import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// The jobs of a project.
struct JobCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "job", abstract: "List the jobs of a project, add one, and set its rules.",
    discussion: """
        plumbline job list breads
        plumbline job add breads fillings --labels anko,cream --annotators 3
        plumbline job rules breads --gold-share 10
      """,
    subcommands: [List.self, Add.self, Rules.self])

  /// `job list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the jobs; \"plumbline status\" says how far they are.")

    @OptionGroup var project: ProjectDirectory

    @Flag(help: "Print JSON for programs.")
    var json = false

    func run() throws {
      let jobs = try project.open().store.jobs()
      var output = RecordOutput()
      for job in jobs {
        let parent = jobs.first { $0.id == job.parent }?.name
        if json {
          output.append { job.append(parent: parent, to: &$0) }
        } else {
          print(job.line(parent: parent))
        }
      }
      if json { output.finish() }
    }
  }

  /// `job add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Ask a further question of the project's images.",
      discussion: """
        The job gets all images of the project in the order in which they came. Labels can be \
        taken over from another job, so that both count the same things.

          plumbline job add breads fillings --labels anko,cream --annotators 3
          plumbline job add breads second-look --labels-of breads --parent breads \\
            --images-of breads --where 'confidence < 0.6'
        """)

    @OptionGroup var project: ProjectDirectory

    @Argument(help: "The name of the job; it must be new.")
    var name: String

    @Option(
      help: "Its labels in the order of their class indexes, with commas between them.",
      transform: { $0.split(separator: ",").map(String.init) })
    var labels: [String] = []

    @Option(help: "Take over the labels of this job.")
    var labelsOf: String?

    @Option(help: "What is asked of each image.")
    var task: TaskType = .boundingBox

    @Option(help: "The label attribute name in manifests.")
    var attribute: String?

    @Option(help: "How many persons answer each image.")
    var annotators = 1

    @Option(help: "The job that this one continues.")
    var parent: String?

    @Option(help: "Ask about the images of this job only, in its order.")
    var imagesOf: String?

    @Option(
      name: .customLong("where"),
      help: "Of the images of that job, those that meet this condition; see \"list\".")
    var expression: String?

    func validate() throws {
      if expression != nil, imagesOf == nil {
        throw ValidationError("--where needs --images-of: conditions are about a job's answers.")
      }
      if labels.isEmpty == (labelsOf == nil) {
        throw ValidationError("Give --labels or --labels-of.")
      }
      if annotators < 1 { throw ValidationError("--annotators must be at least 1.") }
    }

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      let selected = try selectedImages(lead, in: open.store)
      let job = try lead.addJob(try draft(in: open.store))
      let images = ProjectImages(lead)
      let added =
        if let selected {
          try lead.addDataObjects(selected.lazy.map { NewDataObject(.image($0)) }, to: job)
        } else {
          try lead.addDataObjects(images.lazy.map { NewDataObject(.image($0.id)) }, to: job)
        }
      if let error = images.failure { throw error }
      print(
        "job \"\(PrintableText.escaping(job.name))\" with \(job.labels.count) labels, "
          + "attribute \(job.attribute), \(added.added) images")
    }

    /// The images of the other job that meet the condition; nil when there is no other job.
    private func selectedImages(_ lead: LeadView, in store: Store) throws -> [ID<Image>]? {
      guard let imagesOf else { return nil }
      let job = try store.job(named: imagesOf)
      let selection = try expression.map { try SelectionExpression.parse($0, for: job) }
      let labels = job.labelsByID
      var found: [ID<Image>] = []
      var last = -1
      while case let page = try lead.listing(of: job, after: last), let end = page.last {
        found += page.filter { selection?.matches($0.subject(labels: labels)) ?? true }
          .map(\.answer.image.id)
        last = end.answer.index
      }
      guard !found.isEmpty else {
        throw Failure(
          "no image of job \"\(job.name)\" meets the condition, so no job was made",
          hint: "try the condition with \"plumbline list\"")
      }
      return found
    }

    private func draft(in store: Store) throws -> JobDraft {
      let name = LabelName.normalized(name)
      let legal = LabelAttributeName(legalizing: name, for: task)
      let labels: [LabelDraft] =
        if let labelsOf {
          try store.job(named: labelsOf).labels.map { .existing($0.id) }
        } else {
          self.labels.map { .new(name: LabelName.normalized($0)) }
        }
      return JobDraft(
        name: name, attribute: try attribute.map { try LabelAttributeName($0, for: task) } ?? legal,
        task: task, labels: labels, annotatorsPerImage: annotators,
        parent: try parent.map { try store.job(named: $0).id })
    }
  }
}

/// All images of a project, drawn page by page, so that no more than a page is in memory.
final class ProjectImages: Sequence, IteratorProtocol {
  private let lead: LeadView
  private var page: [Image] = []
  private var position = 0
  private var cursor: ImageCursor?
  private var isStarted = false
  /// What ended the sequence early; nil when it is complete.
  private(set) var failure: StoreError?

  init(_ lead: LeadView) { self.lead = lead }

  func next() -> Image? {
    if position == page.count { turnPage() }
    guard position < page.count else { return nil }
    defer { position += 1 }
    return page[position]
  }

  private func turnPage() {
    guard !isStarted || cursor != nil else { return }
    isStarted = true
    do throws(StoreError) {
      (page, cursor) = try lead.images(after: cursor, limit: 1000)
    } catch {
      failure = error
      (page, cursor) = ([], nil)
    }
    position = 0
  }
}

extension Job {
  /// The labels by their id, as selections look them up.
  var labelsByID: [ID<Label>: Label] {
    Dictionary(labels.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A line for people: name, task, labels, and what else is particular.
  fileprivate func line(parent: String?) -> String {
    var parts = [
      name, task.rawValue, "labels " + labels.map(\.name).joined(separator: ", "),
      "attribute \(attribute)", "annotators \(annotatorsPerImage)",
    ]
    if let parent { parts.append("continues \(parent)") }
    return parts.map { PrintableText.escaping($0) }.joined(separator: "  ")
  }

  fileprivate func append(parent: String?, to writer: inout JSONWriter) {
    writer.member("id", id.description)
    writer.member("name", name)
    writer.member("task", task.rawValue)
    writer.member("attribute", attribute.description)
    writer.member("annotators", annotatorsPerImage)
    writer.key("labels")
    writer.beginArray()
    for label in labels { writer.string(label.name) }
    writer.endArray()
    writer.member("parent", parent)
  }
}
