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
    /// The model for images with at least this many answers and where exactly half drew it.
    ///
    /// Measured on made-up scenes: with three answers the model lets too many inventions through
    /// (F1 0.02 lower), even where a fifth of the images is gold; with five or more it equals the
    /// majority or beats it (by 0.008 on crowded images); with two or four it is far better than
    /// asking for more than half (by 0.05), because it knows whom to believe.
    case modelFrom(answers: Int)
  }

  /// How to consolidate.
  package struct Options: Hashable, Sendable {
    /// The least mean intersection over union at which clusters are joined, above 0 and at most 1.
    ///
    /// Between 0.3 and 0.5 the choice moves F1 by less than 0.001.
    package var overlapThreshold: Double
    /// Who decides on existence; a majority vote always asks the majority.
    package var existence: Existence
    /// How the models are fitted.
    package var dawidSkene: DawidSkene.Options

    /// Makes options.
    package init(
      overlapThreshold: Double = 0.4, existence: Existence = .modelFrom(answers: 5),
      dawidSkene: DawidSkene.Options = DawidSkene.Options()
    ) {
      self.overlapThreshold = overlapThreshold
      self.existence = existence
      self.dawidSkene = dawidSkene
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
      case .dawidSkene: try BoxBeliefs(fitting: tables, options: options.dawidSkene)
      }
    var consensus: [[ConsensusBox]] = []
    var rejected: [[ConsensusBox]] = []
    var item = 0
    for (image, clusters) in zip(images, tables.clusters) {
      var sorted: (kept: [ConsensusBox], dropped: [ConsensusBox]) = ([], [])
      for cluster in clusters {
        let box = beliefs.box(of: cluster, item: item, support: image.answers.count)
        let rule = method == .majorityVote ? .majority : options.existence
        if let box, rule.accepts(box) { sorted.kept.append(box) }
        if let box, !rule.accepts(box) { sorted.dropped.append(box) }
        item += 1
      }
      consensus.append(sorted.kept.sorted(by: precedes))
      rejected.append(sorted.dropped.sorted(by: precedes))
    }
    return BoxConsensus(
      images: consensus, rejected: rejected,
      annotators: beliefs.reports(on: images, consensus, annotatorCount: annotatorCount),
      iterations: beliefs.iterations, converged: beliefs.converged)
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
    let boxes = (first.box, second.box)
    let edges = (
      (boxes.0.top, boxes.0.left, boxes.0.bottom, boxes.0.right),
      (boxes.1.top, boxes.1.left, boxes.1.bottom, boxes.1.right)
    )
    if edges.0 != edges.1 { return edges.0 < edges.1 }
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
    case .modelFrom(let answers):
      box.support >= answers || doubled == box.support
        ? box.existence > 0.5 : doubled > box.support
    }
  }
}
