import AnnotationModel
import Interchange
import TOMLKit

/// What a project starts from: the text of a `project.toml`, read once by `init --from`.
struct Recipe: Decodable {
  /// The project.
  var project: Project?
  /// The labels in the order of their class indexes.
  var label: [LabelEntry]
  /// The job.
  var job: JobEntry
  /// Where the pictures are.
  var images: Images
  /// Other people's answers to take in.
  var `import`: Imports?

  /// `[project]`.
  struct Project: Decodable {
    /// What the project is called.
    var name: String?
  }

  /// `[[label]]`.
  struct LabelEntry: Decodable {
    /// The name in files.
    var name: String
    /// A short code.
    var code: String?
    /// Names by language.
    var names: [String: String]?
    /// Other spellings.
    var aliases: [String]?
    /// `#rrggbb`.
    var color: String?
    /// `solid`, `dashed`, `dotted` or `double`.
    var line: String?
    /// The confidence below which a prediction is doubted, 0...1.
    var threshold: Number?
  }

  /// `[job]`.
  struct JobEntry: Decodable {
    /// Its name.
    var name: String
    /// Its label attribute name.
    var attribute: String?
    /// Its task type.
    var task: String?
    /// How many persons answer each image.
    var annotators: Int?
  }

  /// `[images]`.
  struct Images: Decodable {
    /// Files and folders, relative to the recipe.
    var paths: [String]
    /// What stands before a picture's path in a manifest.
    var prefix: String?
  }

  /// `[import]`; every path is relative to the recipe.
  struct Imports: Decodable {
    /// A Ground Truth input manifest.
    var manifest: String?
    /// A folder of Ground Truth worker responses.
    var worker_responses: String?
    /// A folder of DetectCustomLabels responses, or a JSON Lines file.
    var predictions: String?
    /// An augmented manifest of known truth.
    var gold: String?
    /// The model that made the predictions.
    var model: Model?
  }

  /// `[import.model]`.
  struct Model: Decodable {
    /// Its name.
    var name: String
    /// Its version.
    var version: String?
    /// The confidence below which it was not asked to answer, 0...100 as Rekognition takes it.
    var min_confidence: Number?
  }

  /// A number that may be written without a point: TOML tells 30 from 30.0.
  struct Number: Decodable {
    /// Its value.
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let whole = try? container.decode(Int.self) {
        value = Double(whole)
      } else {
        value = try container.decode(Double.self)
      }
    }
  }

  /// Reads a recipe.
  static func read(_ path: LocalPath) throws -> Recipe {
    let text = String(decoding: try path.contents(limit: 1 << 20), as: UTF8.self)
    do {
      return try TOMLDecoder().decode(Recipe.self, from: text)
    } catch let error as DecodingError {
      throw Failure("recipe \(path): \(Self.reason(error))", hint: Self.hint)
    } catch {
      throw Failure("recipe \(path) cannot be read: \(error)", hint: Self.hint)
    }
  }

  private static let hint = "SampleProjects/bakery/project.toml shows every key"

  private static func reason(_ error: DecodingError) -> String {
    func place(_ context: DecodingError.Context, _ key: String? = nil) -> String {
      (context.codingPath.map(\.stringValue) + [key].compactMap { $0 }).joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context): return "\(place(context, key.stringValue)) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(place(context)) is not of the right type"
    case .dataCorrupted(let context): return "\(place(context)): \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}
