import Interchange

/// What the raw answers of a job's folder come to, from one reading.
struct AnswerSurvey {
  /// The workers.
  private(set) var workers: Set<String> = []
  /// Objects with at least one answer.
  private(set) var objects = 0
  /// Answers that could be read.
  private(set) var answers = 0
  /// What could not.
  private(set) var rejected: [InterchangeError] = []
  /// The labels in the order in which they first occur.
  private(set) var labels: [String] = []
  /// What most answers are about; nil when none could be understood.
  var kind: ManifestKind? {
    kinds.max { ($0.value, "\($1.key)") < ($1.value, "\($0.key)") }?.key
  }

  private var known: Set<String> = []
  private var kinds: [ManifestKind: Int] = [:]

  /// Reads all answers of a job, from whatever files it has.
  init(_ folder: JobFolder) {
    RawAnswers(folder).forEach { take($0) }
  }

  private mutating func take(_ object: RawAnswers.Object) {
    rejected += object.rejected
    if !object.answers.isEmpty { objects += 1 }
    for answer in object.answers {
      workers.insert(answer.workerID)
      answers += 1
      switch answer.content {
      case .boxes(let boxes, _): note(.boundingBox, boxes.map(\.label))
      case .polygons(let polygons, _): note(.semanticSegmentation, polygons.map(\.label))
      case .mask(_, let classes): note(.semanticSegmentation, classes.map(\.name))
      case .label(let label): note(.imageClassification, [label])
      case .labels(let labels): note(.multiLabelClassification, labels)
      case .other: note(.other("custom"), [])
      }
    }
  }

  private mutating func note(_ kind: ManifestKind, _ names: [String]) {
    kinds[kind, default: 0] += 1
    for name in names where known.insert(name).inserted { labels.append(name) }
  }
}

/// The raw answers of a job, object by object, from its worker responses, consolidation requests
/// and human loops.
struct RawAnswers {
  /// The answers of one file or folder about one object.
  struct Object {
    /// The place of the object in the manifest; nil for human loops.
    let id: Int?
    /// The image, where the file names it.
    let reference: SourceReference?
    /// Where the answers lie, for messages.
    let place: String
    /// The answers, of each worker oldest first.
    let answers: [WorkerAnswer]
    /// What could not be read.
    let rejected: [InterchangeError]
  }

  private let folder: JobFolder

  init(_ folder: JobFolder) {
    self.folder = folder
  }

  /// Calls `body` with each object; a file that cannot be read is an object without answers.
  func forEach(_ body: (Object) throws -> Void) rethrows {
    if let responses = folder.workerResponses { try forEachResponse(in: responses, body) }
    for file in folder.requests { try forEachObject(of: file, body) }
    for file in folder.humanLoops { try body(Self.object(ofLoop: file)) }
  }

  private static func object(ofLoop file: LocalPath) -> Object {
    do throws(InterchangeError) {
      let loop = try HumanLoop(file)
      return Object(
        id: nil, reference: loop.reference, place: file.description, answers: loop.answers,
        rejected: loop.rejected)
    } catch {
      return failed(file, error)
    }
  }

  private func forEachResponse(
    in folder: LocalPath, _ body: (Object) throws -> Void
  ) rethrows {
    let scan: WorkerResponseFolder
    do throws(InterchangeError) {
      scan = try WorkerResponseFolder.scan(folder)
    } catch {
      return try body(Self.failed(folder, error))
    }
    for error in scan.rejected { try body(Self.failed(folder, error)) }
    for object in scan.objects {
      let found = WorkerResponseFolder.answers(about: object)
      try body(
        Object(
          id: object.id, reference: nil, place: (object.files.last ?? folder).description,
          answers: found.workers.flatMap(\.answers), rejected: found.rejected))
    }
  }

  private func forEachObject(of file: LocalPath, _ body: (Object) throws -> Void) rethrows {
    let request: ConsolidationRequest
    do throws(InterchangeError) {
      request = try ConsolidationRequest(file)
    } catch {
      return try body(Self.failed(file, error))
    }
    for error in request.rejected { try body(Self.failed(file, error)) }
    for object in request.objects {
      try body(
        Object(
          id: object.id, reference: object.reference, place: file.description,
          answers: object.answers, rejected: []))
    }
  }

  private static func failed(_ file: LocalPath, _ error: InterchangeError) -> Object {
    Object(id: nil, reference: nil, place: file.description, answers: [], rejected: [error])
  }
}
