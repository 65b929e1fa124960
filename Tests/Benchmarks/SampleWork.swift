import AnnotationModel
import Store

/// Projects of made-up images, all of one job.
enum SampleWork {
  /// The name of the job.
  static let jobName = "breads"
  /// Boxes on each image that a model has looked at.
  static let boxesPerImage = 7

  /// Makes a project whose lead is `draft`, with a job that nobody has given images yet.
  static func makeProject(
    at directory: String, annotators: Int = 1
  ) throws -> (store: Store, lead: LeadView, job: Job) {
    let draft = PersonDraft(unixUser: 1, name: "Lead")
    let store = try Store.create(at: directory, name: "benchmark", by: draft, now: Clocks.now)
    guard let person = try store.person(unixUser: 1) else { throw Fault("the lead is missing") }
    let lead = try store.lead(person)
    let job = try lead.addJob(
      JobDraft(
        name: jobName, attribute: LabelAttributeName(jobName, for: .boundingBox),
        task: .boundingBox,
        labels: [.new(name: "anpan"), .new(name: "melonpan"), .new(name: "yakisobapan")],
        annotatorsPerImage: annotators))
    return (store, lead, job)
  }

  /// Opens a project that `makeProject` made, as its lead.
  static func open(at directory: String) throws -> (store: Store, lead: LeadView, job: Job) {
    let store = try Store.open(at: directory, now: Clocks.now)
    guard let person = try store.person(unixUser: 1) else { throw Fault("the lead is missing") }
    return (store, try store.lead(person), try store.job(named: jobName))
  }

  /// An image in a folder of a thousand.
  static func image(_ number: Int, folder: String) -> NewImage {
    let path = "/photos/\(folder)/\(number / 1000)/IMG_\(number).jpg"
    guard let size = ImageSize(width: 1600, height: 1200) else {
      preconditionFailure("1600x1200 is a size")
    }
    return NewImage(
      Image.Location(.path(Array(path.utf8)), state: .present),
      measured: .init(
        size: size, mediaType: "image/jpeg", byteCount: 400_000 + number,
        modifiedAt: Timestamp(microseconds: 1_763_700_000_000_000 + Int64(number))),
      metadata: [
        .init(key: "source-ref", value: "\(folder)/IMG_\(number).jpg", origin: .pathRule)
      ])
  }

  /// What a source says about an image; the same for the same number.
  static func layer(
    on image: ID<Image>, number: Int, source: ImportedSource, job: Job
  ) -> ImportedLayer {
    let shapes = (0..<boxesPerImage).compactMap { index -> ImportedShape? in
      let left = Double((number &* 37 &+ index &* 211) % 1500)
      let top = Double((number &* 53 &+ index &* 149) % 1100)
      return Box(left: left, top: top, right: left + 80, bottom: top + 60).map {
        ImportedShape(
          label: job.labels[index % job.labels.count].id, geometry: .box($0),
          confidence: Confidence(0.5 + Double(index) / 20))
      }
    }
    return ImportedLayer(image: image, source: source, shapes: shapes)
  }

  /// A model that has looked at everything.
  static let model = ImportedSource.model(
    name: "detector", version: "1", confidenceFloor: Confidence(0.3))

  /// Brings images with boxes in, as three bulk actions; answers the ids of the images.
  @discardableResult
  static func bringIn(
    _ numbers: Range<Int>, folder: String, source: @escaping (Int) -> ImportedSource,
    lead: LeadView,
    job: Job
  ) throws -> [ID<Image>] {
    let images = try lead.addImages(numbers.lazy.map { image($0, folder: folder) }).ids
    _ = try lead.addDataObjects(images.lazy.map { NewDataObject(.image($0)) }, to: job)
    _ = try lead.importLayers(
      zip(numbers, images).lazy.map { layer(on: $1, number: $0, source: source($0), job: job) },
      into: job)
    return images
  }
}
