import AnnotationModel
import Interchange
import Store

extension JobFolderImporter {
  /// Takes the raw answers of a job as one layer per worker, object and round.
  mutating func takeAnswers(
    of planned: PlannedJob, into job: Job, _ outcome: inout Outcome
  ) throws {
    if planned.sourceManifest == nil, outcome.known == nil {
      outcome.lines = try addLines(ImportedLine.objects(of: planned.folder), to: job, planned)
    }
    var layers: [ImportedLayer] = []
    try RawAnswers(planned.folder).forEach { object in
      for error in object.rejected { reject(error) }
      guard let image = try image(of: object, in: job) else { return }
      let known = try lead.image(image)
      var rounds: [String: Int] = [:]
      for answer in object.answers {
        rounds[answer.workerID, default: 0] += 1
        let round = rounds[answer.workerID] ?? 1
        if let layer = layer(answer, round: round, about: known, job: job, place: object.place) {
          layers.append(layer)
        }
      }
      if layers.count >= 2000 { try flush(&layers, in: job, &outcome) }
    }
    try flush(&layers, in: job, &outcome)
  }

  private mutating func flush(
    _ layers: inout [ImportedLayer], in job: Job, _ outcome: inout Outcome
  ) throws {
    let result = try addLayers(layers, to: job)
    outcome.layers += result.added
    outcome.knownLayers += result.known
    for rejected in result.rejected { reject(job.name, rejected.reason) }
    layers.removeAll(keepingCapacity: true)
  }

  private mutating func image(of object: RawAnswers.Object, in job: Job) throws -> ID<Image>? {
    if let reference = object.reference {
      let found = try lead.image(at: .uri(reference.description))
      if let found { return found }
    }
    if let id = object.id, let found = try lead.image(onLine: id, of: job) { return found }
    if !object.answers.isEmpty {
      reject(
        object.place,
        object.id.map { "no manifest line \($0) went in, which would say the image that is meant" }
          ?? "nothing says which image this is about")
    }
    return nil
  }

  private mutating func layer(
    _ answer: WorkerAnswer, round: Int, about image: Image, job: Job, place: String
  ) -> ImportedLayer? {
    var layer = ImportedLayer(
      image: image.id,
      source: .person(.groundTruthWorker(answer.workerID), name: answer.workerID), shapes: [],
      submittedAt: answer.submittedAt, activeSeconds: answer.seconds, comment: answer.comment,
      round: round)
    do {
      let frame = FrameOfReference(image: image, claimed: answer.imageSize)
      switch answer.content {
      case .boxes(let boxes, _):
        layer.shapes = try boxes.map {
          try shape($0.label, try frame.upright(.box($0.box)), job: job)
        }
      case .polygons(let polygons, _):
        layer.shapes = try polygons.map {
          try shape($0.label, try frame.upright(.polygon($0.polygon)), job: job)
        }
      case .mask(let png, let classes):
        let read = try ClassMaskReader(classes: classes)
          .read(png, origin: RecordOrigin(file: place, part: "mask of \(answer.workerID)"))
        layer.shapes = try read.masks.map {
          try shape($0.class.name, try frame.upright(.mask($0.mask)), job: job)
        }
      case .label(let label): layer.tags = [try tag(label, job: job)]
      case .labels(let labels): layer.tags = try labels.map { try tag($0, job: job) }
      case .other: throw Failure("it is of a custom template and cannot be understood")
      }
      return layer
    } catch {
      let reason = (error as? Failure)?.message ?? KnownFailure(error)?.description ?? "\(error)"
      reject(place, "answer of \(answer.workerID): \(reason)")
      return nil
    }
  }

  private func shape(_ name: String, _ geometry: Geometry, job: Job) throws -> ImportedShape {
    ImportedShape(label: try label(name, job: job), geometry: geometry)
  }

  private func tag(_ name: String, job: Job) throws -> Tag {
    Tag(label: try label(name, job: job))
  }

  private func label(_ name: String, job: Job) throws -> ID<Label> {
    guard let label = job.label(named: LabelName.normalized(name)) else {
      throw Failure("job \(job.name) has no label \"\(name)\"")
    }
    return label.id
  }
}

extension WorkerAnswer {
  /// The size of the image that the worker saw; nil when not said.
  var imageSize: ImageSize? {
    switch content {
    case .boxes(_, let size), .polygons(_, let size): size
    default: nil
    }
  }
}
