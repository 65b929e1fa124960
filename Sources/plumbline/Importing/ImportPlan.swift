import AnnotationModel
import Interchange

/// What to take into a job besides pictures.
struct ImportPlan {
  /// A Ground Truth manifest that says which images the job is about, in its order.
  var manifest: LocalPath?
  /// Folders of Ground Truth worker responses; they need a manifest's lines.
  var workerResponses: [LocalPath] = []
  /// DetectCustomLabels responses: files, folders of them, or JSON Lines.
  var predictions: [LocalPath] = []
  /// Augmented manifests whose answers are known truth.
  var gold: [LocalPath] = []
  /// The model behind predictions that do not name one.
  var model = ModelName()
  /// What stands before a picture's path in manifests.
  var prefix = ""

  /// The model that made predictions.
  struct ModelName {
    /// Its name.
    var name = "custom-labels"
    /// Its version.
    var version = ""
    /// The confidence below which it was not asked to answer.
    var floor: Confidence?
  }

  /// Makes a plan that takes in nothing.
  init() {}

  /// Reads the plan of a recipe; `beside` resolves its paths.
  init(
    _ imports: Recipe.Imports?, prefix: String?, beside: (String) throws -> LocalPath
  ) throws {
    self.prefix = prefix ?? ""
    guard let imports else { return }
    manifest = try imports.manifest.map(beside)
    workerResponses = try [imports.worker_responses].compactMap { $0 }.map(beside)
    predictions = try [imports.predictions].compactMap { $0 }.map(beside)
    gold = try [imports.gold].compactMap { $0 }.map(beside)
    if let model = imports.model {
      self.model.name = model.name
      self.model.version = model.version ?? ""
      self.model.floor = try model.min_confidence.map { try Self.floor(percent: $0.value) }
    }
  }

  /// Sorts paths by what they hold: worker responses, or predictions.
  mutating func add(_ path: LocalPath) throws {
    let path = try AbsolutePath.resolving(path)
    if path.entryKind() == .folder, try Self.holdsWorkerResponses(path) {
      workerResponses.append(path)
    } else {
      predictions.append(path)
    }
  }

  /// A folder holds worker responses when somewhere below it a folder named by a number holds JSON.
  private static func holdsWorkerResponses(_ folder: LocalPath) throws -> Bool {
    var open = [folder]
    while let next = open.popLast() {
      for name in try next.entryNames() {
        guard let entry = next.appending(name) else { continue }
        let isNumber = !name.isEmpty && name.allSatisfy { (0x30...0x39).contains($0) }
        switch entry.entryKind() {
        case .folder where isNumber: return true
        case .folder: open.append(entry)
        case .file, .other: continue
        }
      }
    }
    return false
  }

  /// A confidence given as 0...100, as Rekognition takes it.
  static func floor(percent: Double) throws -> Confidence {
    guard let confidence = Confidence(percent / 100) else {
      throw Failure("minimum confidence \(percent) is not between 0 and 100")
    }
    return confidence
  }
}
