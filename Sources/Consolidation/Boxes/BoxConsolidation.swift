import AnnotationModel

/// Makes one set of boxes out of several annotators' boxes, over all the images of a job.
///
/// Boxes are clustered without regard to class; each cluster that exists becomes one box with the
/// median of each edge and the most probable class.
package enum BoxConsolidation {
  /// How much annotators count.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// Every annotator counts the same.
    case majorityVote
    /// Annotators count by how well they are estimated to answer.
    case dawidSkene
  }

  /// Who decides whether a cluster of boxes is an object.
  package enum Existence: Hashable, Sendable {
    /// More than half of the annotators who answered the image drew it.
    case majority
    /// The model, in which "not drawn" is one more answer, finds it likelier than not.
    case model
    /// The majority, but where half or fewer drew it the model may still find that it is there.
    ///
    /// Where exactly half drew it, that takes a probability above one half; where fewer did, one
    /// above `minority`. Measured over made-up scenes and the bakery with 2 to 7 answers an image,
    /// `informedMajority(minority: 0.85)` is never below `majority` by more than 0.001 of F1. It
    /// gains 0.01 to 0.04 with 4 answers and 0.02 to 0.07 with 2, where asking for more than half
    /// loses too much. `model` alone is better still on crowded images with 5 answers (0.004),
    /// worse with 3 answers (0.01 to 0.02), where it lets inventions through, and no better when a
    /// fifth of the images is gold.
    case informedMajority(minority: Double)
  }

  /// How the edges of a box are found from those of its contributors.
  package enum Coordinates: String, Hashable, Sendable, CaseIterable {
    /// The median of each edge: nothing has to be known of the annotators.
    case median
    /// The mean of each edge, weighed by how precisely each annotator is found to place it, without
    /// each one's bias; see `EdgeModel`.
    case precisionWeighted
  }

  /// How to consolidate.
  package struct Options: Hashable, Sendable {
    /// The least mean intersection over union at which clusters are joined, above 0 and at most 1.
    ///
    /// Between 0.3 and 0.5 the choice moves F1 by less than 0.001.
    package var overlapThreshold: Double
    /// Who decides on existence; a majority vote always asks the majority.
    package var existence: Existence
    /// How edges are found; a majority vote always takes the median.
    package var coordinates: Coordinates
    /// How the model of the classes is fitted.
    package var dawidSkene: DawidSkene.Options
    /// How the model of existence is fitted.
    ///
    /// Its prior is stronger than that of the classes: with two or three annotators the answers
    /// alone hardly say who invents and who misses.
    package var presence: DawidSkene.Options

    /// Makes options.
    package init(
      overlapThreshold: Double = 0.4, existence: Existence = .informedMajority(minority: 0.85),
      coordinates: Coordinates = .precisionWeighted,
      dawidSkene: DawidSkene.Options = DawidSkene.Options(),
      presence: DawidSkene.Options = DawidSkene.Options(
        prior: .dirichlet(diagonal: 8, offDiagonal: 1))
    ) {
      self.overlapThreshold = overlapThreshold
      self.existence = existence
      self.coordinates = coordinates
      self.dawidSkene = dawidSkene
      self.presence = presence
    }
  }

  /// Consolidates the answers of all images.
  ///
  /// Two models are fitted over all clusters. One knows only the classes that were drawn and says
  /// what a thing is; the other, with "not drawn" beside the classes, says whether it is there.
  /// One model for both names fewer things rightly: how often somebody misses a class says little
  /// about what they take it for. Annotator and class indexes count from 0, below the two counts.
  /// Throws when one is out of range or an annotator answered an image twice.
  package static func run(
    images: [BoxTask], annotatorCount: Int, classCount: Int, method: Method,
    options: Options = Options()
  ) throws(ConsolidationError) -> BoxConsensus {
    try check(images, annotatorCount: annotatorCount, options)
    let tables = try ClusterTables(
      images: images, annotatorCount: annotatorCount, classCount: classCount,
      overlapThreshold: options.overlapThreshold)
    let beliefs =
      switch method {
      case .majorityVote: BoxBeliefs(votesOf: tables)
      case .dawidSkene: try BoxBeliefs(fitting: tables, options: options)
      }
    let edges = EdgeModel(tables.clusters.flatMap(\.self), annotatorCount: annotatorCount)
    let weighs = method == .dawidSkene && options.coordinates == .precisionWeighted
    let rule = method == .majorityVote ? .majority : options.existence
    var item = 0
    let boxes = zip(images, tables.clusters).map { image, clusters in
      clusters.compactMap { cluster in
        defer { item += 1 }
        return beliefs.box(
          of: cluster, item: item, support: image.answers.count,
          placed: weighs ? edges.box(of: cluster) : Box(medianOf: cluster.map(\.content.box)))
      }.sorted(by: precedes)
    }
    let consensus = boxes.map { $0.filter(rule.accepts) }
    return BoxConsensus(
      images: consensus, rejected: boxes.map { $0.filter { !rule.accepts($0) } },
      annotators: beliefs.reports(on: images, consensus, edges, annotatorCount: annotatorCount),
      iterations: beliefs.iterations, objective: beliefs.objective, converged: beliefs.converged)
  }

  private static func check(
    _ images: [BoxTask], annotatorCount: Int, _ options: Options
  ) throws(ConsolidationError) {
    guard options.overlapThreshold > 0, options.overlapThreshold <= 1 else {
      throw .illegalOption(
        name: "overlap threshold", value: options.overlapThreshold,
        allowed: "a number above 0 and at most 1")
    }
    for (index, image) in images.enumerated() {
      var seen = Set<Int>()
      for answer in image.answers {
        // An annotator who drew nothing anywhere never reaches the answer tables.
        guard answer.annotator >= 0, answer.annotator < annotatorCount else {
          throw .indexOutOfRange(what: "annotator", index: answer.annotator, count: annotatorCount)
        }
        guard seen.insert(answer.annotator).inserted else {
          throw .repeatedAnswer(image: index, annotator: answer.annotator)
        }
      }
    }
  }

  private static func precedes(_ first: ConsensusBox, _ second: ConsensusBox) -> Bool {
    let edges = [first.box, second.box].map { ($0.top, $0.left, $0.bottom, $0.right) }
    if edges[0] != edges[1] { return edges[0] < edges[1] }
    let origins = (first.contributors[0], second.contributors[0])
    return (origins.0.annotator, origins.0.boxIndex) < (origins.1.annotator, origins.1.boxIndex)
  }
}

extension BoxConsolidation.Existence {
  /// Whether a cluster is an object under this rule.
  func accepts(_ box: ConsensusBox) -> Bool {
    let doubled = 2 * box.contributors.count
    return switch self {
    case .majority: doubled > box.support
    case .model: box.existence > 0.5
    case .informedMajority(let minority):
      doubled > box.support || box.existence > (doubled == box.support ? 0.5 : minority)
    }
  }
}
