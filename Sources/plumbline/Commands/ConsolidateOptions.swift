import ArgumentParser
import Consolidation

/// How answers are weighed, by the names that people type.
enum ConsolidationMethod: String, ExpressibleByArgument, CaseIterable {
  /// Majority vote.
  case mv
  /// Dawid-Skene.
  case ds
  /// Dawid-Skene with one probability per annotator.
  case onecoin
  /// Ground Truth's modified Dawid-Skene.
  case gt
  /// GLAD.
  case glad
  /// STAPLE, for masks.
  case staple

  /// The long names of the two methods for boxes are understood too.
  init?(argument: String) {
    switch argument {
    case "dawidSkene": self = .ds
    case "majorityVote": self = .mv
    default: self.init(rawValue: argument)
    }
  }

  /// The method for classes; nil for one that is about masks only.
  var forClasses: ClassConsolidation.Method? {
    switch self {
    case .mv: .majorityVote
    case .ds: .dawidSkene
    case .onecoin: .oneCoin
    case .gt: .groundTruth
    case .glad: .glad
    case .staple: nil
    }
  }

  /// The method for masks; nil for those that are about classes only.
  ///
  /// A vote is smoothed lightly, which is at least as good as a bare one on real masks.
  var forMasks: MaskConsolidation.Method? {
    switch self {
    case .mv: .smoothedVote
    case .ds: .pooledDawidSkene
    case .staple: .staple
    case .onecoin, .gt, .glad: nil
    }
  }

  /// The method for boxes; nil for those that are about classes only.
  var forBoxes: BoxConsolidation.Method? {
    switch self {
    case .mv: .majorityVote
    case .ds: .dawidSkene
    case .onecoin, .gt, .glad, .staple: nil
    }
  }
}

/// What is held of annotators before they answer, as people type it.
struct PriorArgument: ExpressibleByArgument {
  let prior: DawidSkene.Prior

  init(_ prior: DawidSkene.Prior) { self.prior = prior }

  init?(argument: String) {
    switch argument {
    case "none": prior = .none
    case "standard": prior = .standard
    default:
      let counts = argument.split(separator: ",").compactMap { Double($0) }
      guard counts.count == 2 else { return nil }
      prior = .dirichlet(diagonal: counts[0], offDiagonal: counts[1])
    }
  }

  var defaultValueDescription: String { "standard" }
}

/// How a model is fitted.
struct FittingOptions: ParsableArguments {
  @Option(
    help: "Pseudo-answers of each annotator: standard (2,0.5), none, or right,wrong.")
  var prior = PriorArgument(.standard)

  @Option(help: "Stop when the objective changes by less than this share of itself.")
  var tolerance = 1e-7

  @Option(help: "Stop after this many iterations.")
  var iterations = 200

  @Option(help: "Threads to work with; the result does not depend on it.")
  var threads = 1

  /// The options of the models.
  var model: DawidSkene.Options {
    DawidSkene.Options(
      prior: prior.prior, tolerance: tolerance, iterationLimit: iterations,
      threads: max(1, threads))
  }
}

/// What is read and written besides a plain table of answers.
struct AnswerFileOptions: ParsableArguments {
  @Option(help: "Write the labels here, for a table of answers.", completion: .file())
  var out: String?

  @Option(help: "Known truth: a table with the columns item,truth.", completion: .file())
  var gold: String?

  @Option(
    help: "Write each annotator's skill and confusion matrix here.", completion: .file())
  var workers: String?

  @Option(help: "Write the probability of every label here.", completion: .file())
  var posteriors: String?

  @Option(help: "The labels to choose from, with commas; without it, those that occur.")
  var labels: String?

  @Flag(help: "Count every answer where one worker answered an item again; else the last counts.")
  var countRepeats = false

  @Flag(help: "Replace files that are there.")
  var force = false

  /// Whether none of the files is given.
  var isEmpty: Bool {
    [out, gold, workers, posteriors, labels].allSatisfy { $0 == nil }
  }

  /// The labels to choose from; nil when those that occur are meant.
  var labelList: [String]? {
    labels?.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
  }
}
