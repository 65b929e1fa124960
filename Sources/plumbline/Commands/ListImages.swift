import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Lists the images of a job that meet a condition.
struct ListImages: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the images of a job that meet a condition.",
    discussion: """
      A condition compares label, confidence, state, answers, shapes, source, name, path, width, \
      height, or any metadata key, with = != < <= > >= or ~ (contains); in (a, b), is missing and \
      is known ask further; and, or, not and parentheses join. Conditions on label and confidence \
      joined by "and" are about one and the same shape. Only leads may list images.

        plumbline list breads --where 'label = anpan and confidence < 0.85'
        plumbline list breads --where 'exif.Model ~ ipad and not state = submitted' --json
      """)

  @OptionGroup var project: ProjectOptions

  @Option(name: .customLong("where"), help: "The condition; without one, all images are listed.")
  var expression: String?

  @Flag(help: "Print JSON for programs.")
  var json = false

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let job = try open.job(named: project.jobName)
    let selection = try expression.map { try SelectionExpression.parse($0, for: job) }
    let labels = job.labelsByID
    var output = RecordOutput()
    var (listed, last) = (0, -1)
    while case let page = try lead.listing(of: job, after: last), let end = page.last {
      for image in page where selection?.matches(image.subject(labels: labels)) ?? true {
        listed += 1
        let record = ImageRecord(image, labels: labels)
        if json {
          output.append { record.append(to: &$0) }
        } else {
          print(record.line)
        }
      }
      last = end.answer.index
    }
    if json {
      output.finish()
    } else {
      StandardError.write("\(listed) of \(last + 1) images\n")
    }
  }
}

/// One listed image, ready to be printed.
private struct ImageRecord {
  private let image: ListedImage
  private let labels: [ID<Label>: Label]

  init(_ image: ListedImage, labels: [ID<Label>: Label]) {
    self.image = image
    self.labels = labels
  }

  private var shapes: [Shape] { image.answer.layer?.shapes ?? [] }
  private var place: Image.Location.Place? { image.answer.image.locations.first?.place }
  private var states: [String] {
    image.states.isEmpty
      ? [AssignmentState.waiting.rawValue] : image.states.map(\.rawValue).sorted()
  }

  private func name(of shape: Shape) -> String { labels[shape.label]?.name ?? "?" }

  /// `12  IMG_1.jpg  submitted  anpan 0.93, melonpan -  device=ipad-3` with its place from 1.
  var line: String {
    let number = "\(image.answer.index + 1)"
    if image.answer.image.isRemoved { return number + "  removed" }
    let answer = shapes.map { shape in
      let confidence = shape.confidence.map { Self.decimal($0.value) } ?? "-"
      return "\(name(of: shape)) \(confidence)"
    }
    let facts = image.metadata.filter { $0.key != PictureReference.key }
      .map { "\($0.key)=\($0.value)" }
    let parts = [
      place?.fileName ?? "-", states.joined(separator: ","),
      image.answer.layer == nil ? "no answer" : answer.joined(separator: ", "),
      facts.joined(separator: ", "),
    ]
    return ([number] + parts.filter { !$0.isEmpty })
      .map { PrintableText.escaping($0) }.joined(separator: "  ")
  }

  func append(to writer: inout JSONWriter) {
    writer.member("index", image.answer.index)
    writer.member("id", image.answer.image.id.description)
    writer.member("path", place?.text)
    writer.key("isRemoved")
    writer.bool(image.answer.image.isRemoved)
    writer.member("width", image.answer.image.size?.width)
    writer.member("height", image.answer.image.size?.height)
    writer.key("states")
    writer.beginArray()
    for state in states { writer.string(state) }
    writer.endArray()
    writer.member("answers", image.answer.annotators)
    writer.member("source", image.answer.layer?.source.selectionWord)
    writer.key("shapes")
    writer.beginArray()
    for shape in shapes { append(shape, to: &writer) }
    writer.endArray()
    writer.key("metadata")
    writer.beginArray()
    for fact in image.metadata { append(fact, to: &writer) }
    writer.endArray()
  }

  private func append(_ shape: Shape, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("label", name(of: shape))
    writer.key("confidence")
    if let confidence = shape.confidence { writer.double(confidence.value) } else { writer.null() }
    let box = shape.geometry.bounds
    for (key, edge) in [
      ("left", box.left), ("top", box.top), ("right", box.right), ("bottom", box.bottom),
    ] {
      writer.key(key)
      writer.double(edge)
    }
    writer.endObject()
  }

  private func append(_ fact: Image.Metadatum, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("key", fact.key)
    writer.member("value", fact.value)
    writer.member("origin", fact.origin.rawValue)
    writer.endObject()
  }

  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
  }
}
