import AnnotationModel

/// Finds out which boxes of several annotators mean the same thing.
///
/// Agglomerative clustering without regard to class: the two clusters whose boxes overlap most on
/// average are joined first, and two boxes of one annotator never come together.
package enum BoxClustering {
  /// A box of one annotator in a cluster.
  package struct Member: Hashable, Sendable {
    /// Index of the annotator.
    package let annotator: Int
    /// Index of the box in that annotator's answer.
    package let boxIndex: Int
    /// The box.
    package let content: LabeledBox
  }

  /// Clusters the boxes of one image; each holds at most one box of each annotator.
  ///
  /// Clusters are joined while their mean intersection over union is at least `threshold`. The
  /// result does not depend on the order of the answers: equal overlaps go to the lower annotator
  /// and box. Members are ordered by annotator, clusters by their first member.
  package static func clusters(of answers: [BoxAnswer], threshold: Double) -> [[Member]] {
    let members = answers.sorted { $0.annotator < $1.annotator }.flatMap { answer in
      answer.boxes.enumerated().map { index, content in
        Member(annotator: answer.annotator, boxIndex: index, content: content)
      }
    }
    return OneEachClustering.clusters(
      annotators: members.map(\.annotator), threshold: threshold
    ) { first, second in
      members[first].content.box.intersectionOverUnion(members[second].content.box)
    }.map { cluster in cluster.map { members[$0] } }
  }
}
