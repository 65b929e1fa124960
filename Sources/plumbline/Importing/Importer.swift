import AnnotationModel
import Interchange
import Store

/// Takes manifests, answers and predictions into a job, and counts what came of it.
struct Importer {
  let lead: LeadView
  let job: Job
  let plan: ImportPlan
  let index: ImageIndex
  /// What was left out.
  private(set) var rejects = Rejects()
  /// Sentences for the person who runs the command.
  private(set) var summary: [String] = []

  init(_ plan: ImportPlan, into job: Job, lead: LeadView) {
    self.plan = plan
    self.job = job
    self.lead = lead
    index = ImageIndex(lead)
  }

  /// Takes in everything the plan names, in the order in which later parts need earlier ones.
  mutating func run() throws {
    if let manifest = plan.manifest { try takeManifest(manifest) }
    for folder in plan.workerResponses { try takeWorkerResponses(folder) }
    for path in plan.predictions { try takePredictions(path) }
    for path in plan.gold { try takeGold(path) }
  }

  mutating func reject(_ error: InterchangeError) { rejects.add(error) }
  mutating func reject(_ place: String, _ reason: String) { rejects.add(place, reason) }

  // MARK: Manifests

  private mutating func takeManifest(_ path: LocalPath) throws {
    var reader = try ManifestReader(path)
    var objects: [NewDataObject] = []
    while let record = try reader.next() {
      switch record {
      case .line(let line):
        summary += line.warnings.map(\.description)
        if let object = try dataObject(for: line, file: path) { objects.append(object) }
      case .rejected(_, let error, _), .blank(let error): rejects.add(error)
      }
    }
    let added = try lead.addDataObjects(objects, to: job)
    for (object, image) in zip(objects, added.images) { try rememberAddress(object, of: image) }
    summary.append(
      "\(path.description): \(objects.count) lines, \(added.added) new to the job, "
        + "\(added.known) known")
  }

  private mutating func dataObject(
    for line: ManifestLine, file: LocalPath
  ) throws -> NewDataObject? {
    guard case .reference(let reference) = line.source else {
      rejects.add("\(file):\(line.lineNumber)", "the line holds text, not an image")
      return nil
    }
    let source = SourceLine(
      number: line.objectID, sourceRef: reference.description, raw: line.object.bytes)
    switch try index.image(for: reference) {
    case .image(let image): return NewDataObject(.image(image), line: source)
    case .none:
      return NewDataObject(
        .place(.uri(reference.description)), claimedSize: claimedSize(in: line), line: source)
    case .several:
      rejects.add(
        "\(file):\(line.lineNumber)",
        "several files are called \(reference.fileName), and the folders do not tell which is meant"
      )
      return nil
    }
  }

  private func claimedSize(in line: ManifestLine) -> ImageSize? {
    for attribute in line.attributes {
      if case .boxes(let boxes) = attribute.content { return boxes.imageSize }
    }
    return nil
  }

  /// Notes the address of an image whose file is here, so that later files find it at once.
  private func rememberAddress(_ object: NewDataObject, of image: ID<Image>) throws {
    guard case .image = object.subject, let address = object.line?.sourceRef,
      try lead.image(at: .uri(address)) == nil
    else { return }
    try lead.addLocation(Image.Location(.uri(address), state: .notFetched), to: image)
  }

  // MARK: Layers

  mutating func take(_ layers: [ImportedLayer], from path: LocalPath, what: String) throws {
    let result = try lead.importLayers(layers, into: job)
    for rejected in result.rejected { rejects.add(path.description, rejected.reason) }
    summary.append(
      "\(path.description): \(result.added) \(what), \(result.known) known already")
  }

  private mutating func takeWorkerResponses(_ path: LocalPath) throws {
    let folder = try WorkerResponseFolder.scan(path)
    for error in folder.rejected { rejects.add(error) }
    var layers: [ImportedLayer] = []
    let bar = ProgressBar("reading answers", total: folder.objects.count)
    defer { bar.finish() }
    for object in folder.objects {
      bar.advance()
      guard let image = try lead.image(onLine: object.id, of: job) else {
        rejects.add(
          object.files.first?.description ?? path.description,
          "no manifest line \(object.id) in job \(job.name); give the job's manifest with --manifest"
        )
        continue
      }
      let answers = WorkerResponseFolder.answers(about: object)
      for error in answers.rejected { rejects.add(error) }
      let known = try lead.image(image)
      for worker in answers.workers {
        let file = object.files.last ?? path
        layers += try self.layers(of: worker, about: known, file: file)
      }
    }
    try take(layers, from: path, what: "answers")
  }

  /// One layer for each answer of a worker, oldest first.
  private mutating func layers(
    of worker: WorkerRounds, about image: Image, file: LocalPath
  ) throws -> [ImportedLayer] {
    var layers: [ImportedLayer] = []
    for (round, answer) in worker.answers.enumerated() {
      guard case .boxes(let boxes, let seenSize) = answer.content else {
        rejects.add(
          file.description, "the answer of \(worker.workerID) is not about boxes, as the job is")
        continue
      }
      let frame = FrameOfReference(image: image, claimed: seenSize)
      do {
        let shapes = try boxes.compactMap { box in
          try shape(box.label, box.box, nil, frame: frame, place: file.description)
        }
        layers.append(
          ImportedLayer(
            image: image.id,
            source: .person(.groundTruthWorker(worker.workerID), name: worker.workerID),
            shapes: shapes, submittedAt: answer.submittedAt, activeSeconds: answer.seconds,
            comment: answer.comment, round: round + 1))
      } catch let error as Failure {
        rejects.add(file.description, "answer of \(worker.workerID): \(error.message)")
      }
    }
    return layers
  }

  /// A shape in the upright frame; a label that the job does not have is rejected by name.
  mutating func shape(
    _ label: String, _ box: Box, _ confidence: Confidence?, frame: FrameOfReference, place: String
  ) throws -> ImportedShape? {
    guard let known = job.label(named: LabelName.normalized(label)) else {
      rejects.add(place, "job \(job.name) has no label \"\(label)\"; its box was left out")
      return nil
    }
    guard let upright = try frame.upright(box) else {
      rejects.add(place, "a box of \"\(label)\" lies outside the image and was left out")
      return nil
    }
    return ImportedShape(label: known.id, geometry: .box(upright), confidence: confidence)
  }

  // MARK: Gold

  private mutating func takeGold(_ path: LocalPath) throws {
    var reader = try ManifestReader(path)
    var layers: [ImportedLayer] = []
    while let record = try reader.next() {
      switch record {
      case .rejected(_, let error, _), .blank(let error): rejects.add(error)
      case .line(let line):
        for attribute in line.attributes {
          guard case .boxes(let boxes) = attribute.content,
            case .reference(let reference) = line.source
          else { continue }
          let place = "\(path):\(line.lineNumber)"
          guard case .image(let id) = try index.image(for: reference) else {
            rejects.add(place, "no image of this project is \(reference)")
            continue
          }
          let frame = FrameOfReference(image: try lead.image(id), claimed: boxes.imageSize)
          do {
            let shapes = try boxes.boxes.compactMap {
              try shape($0.name, $0.box, $0.confidence, frame: frame, place: place)
            }
            layers.append(
              ImportedLayer(
                image: id, source: .gold, shapes: shapes,
                submittedAt: attribute.metadata.createdAt))
          } catch let failure as Failure {
            rejects.add(place, "\(reference): \(failure.message)")
          }
        }
      }
    }
    try take(layers, from: path, what: "images with known truth")
  }
}
