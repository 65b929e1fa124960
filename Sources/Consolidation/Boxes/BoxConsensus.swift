package import AnnotationModel

/// A box that several annotators' answers were made into.
package struct ConsensusBox: Hashable, Sendable {
  /// Who contributed to a box, and with what.
  package struct Contributor: Hashable, Sendable {
    /// Index of the annotator.
    package let annotator: Int
    /// Index of the box in that annotator's answer.
    package let boxIndex: Int
  }

  /// Where it is, from the edges of the contributors; see `BoxConsolidation.Coordinates`.
  package let box: Box
  /// The most probable class; the lowest index among equals.
  package let classIndex: Int
  /// Whether another class was as probable.
  package let isTied: Bool
  /// The class with the most votes, to be compared with `classIndex`.
  package let majorityClass: Int
  /// Probability of each class, given that there is an object; sums to 1.
  package let classPosterior: [Double]
  /// Probability that there is an object.
  package let existence: Double
  /// Whose boxes it was made of, ordered by annotator.
  package let contributors: [Contributor]
  /// How many annotators answered the image.
  package let support: Int
  /// How many of them said for themselves whether it is there: who left a suggested box as it was
  /// did not.
  package let evidence: Int

  /// How sure both the object and its class are; nil when fewer than two annotators found out for
  /// themselves.
  ///
  /// At most 0.99, see `ClassConsensus.confidence(of:)`. Comparable within one run; not calibrated.
  package var confidence: Confidence? {
    evidence >= 2 ? .belowCertainty(existence * classPosterior[classIndex]) : nil
  }
}

/// How one annotator's boxes compare with the consensus.
package struct AnnotatorReport: Hashable, Sendable {
  /// Index of the annotator.
  package let annotator: Int
  /// Images answered.
  package let images: Int
  /// Boxes drawn.
  package let drawn: Int
  /// Boxes drawn that became part of a consensus box.
  package let found: Int
  /// Consensus boxes on the answered images that this annotator did not draw.
  package let missed: Int
  /// Boxes found that have the consensus class.
  package let rightlyLabeled: Int
  /// The mean intersection over union of the boxes found with the consensus; nil without any.
  package let meanOverlap: Double?
  /// The estimated class confusions; nil when the method estimates none.
  package let confusion: ConfusionMatrix?
  /// What is known of how probably a thing of this job is named rightly; nil when nothing is.
  package let naming: BetaDistribution?
  /// How edges are placed against the others'; nil for an annotator without a shared box.
  package let habit: EdgeHabit?

  /// The share of the boxes drawn that the consensus shares; nil when nothing was drawn.
  package var precision: Double? { drawn == 0 ? nil : Double(found) / Double(drawn) }
  /// The share of the consensus boxes that were drawn; nil when there were none.
  package var recall: Double? {
    found + missed == 0 ? nil : Double(found) / Double(found + missed)
  }
}

/// The outcome of consolidating the boxes of many images.
package struct BoxConsensus: Hashable, Sendable {
  /// The boxes of each image, in the order of the input, ordered by top, left, bottom and right.
  package let images: [[ConsensusBox]]
  /// Clusters that were judged not to be objects, in the same order.
  package let rejected: [[ConsensusBox]]
  /// One report per annotator index.
  package let annotators: [AnnotatorReport]
  /// Iterations of the class model; 0 for a majority vote.
  package let iterations: Int
  /// The objective of the class model at the end; nil for a majority vote.
  package let objective: Double?
  /// Whether the model settled before its iteration limit; always for a majority vote.
  package let converged: Bool
}
