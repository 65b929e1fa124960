package import AnnotationModel

/// What one annotator marked; nil for nothing.
package struct VoteOfMask: Hashable, Sendable {
  /// Index of the annotator, the same over all images.
  package let annotator: Int
  /// The marked pixels.
  package let mask: Mask?

  /// Makes a vote.
  package init(annotator: Int, mask: Mask?) {
    self.annotator = annotator
    self.mask = mask
  }
}

/// The masks of several annotators that mean the same thing or surface.
struct MaskGroup: Sendable {
  /// One annotator's part.
  struct Member: Sendable {
    let annotator: Int
    let classIndex: Int
    let mask: Mask
  }

  /// At most one of each annotator, ascending.
  let members: [Member]
  /// The class with the most members; the lowest of equals.
  let classIndex: Int

  private init(_ members: [Member]) {
    self.members = members
    let counts = Dictionary(grouping: members, by: \.classIndex).mapValues(\.count)
    let most = counts.values.max() ?? 0
    classIndex = counts.filter { $0.value == most }.keys.min() ?? 0
  }

  /// The groups of an image, ordered by class and then by their first member.
  static func groups(
    of image: MaskTask, subject: MaskConsolidation.Subject, classCount: Int
  ) -> [MaskGroup] {
    let answers = image.answers.sorted { $0.annotator < $1.annotator }
    switch subject {
    case .surfaces: return (0..<classCount).compactMap { surface($0, answers) }
    case .things(let overlap): return things(answers, overlap: overlap)
    }
  }

  /// All masks of a class, joined per annotator.
  private static func surface(_ classIndex: Int, _ answers: [MaskAnswer]) -> MaskGroup? {
    let members = answers.compactMap { answer -> Member? in
      let own = answer.masks.filter { $0.classIndex == classIndex }.map(\.mask)
      guard let first = own.first else { return nil }
      return Member(
        annotator: answer.annotator, classIndex: classIndex,
        mask: own.dropFirst().reduce(first) { $0.union($1) ?? $0 })
    }
    return members.isEmpty ? nil : MaskGroup(members)
  }

  private static func things(_ answers: [MaskAnswer], overlap: Double) -> [MaskGroup] {
    let members = answers.flatMap { answer in
      answer.masks.map {
        Member(annotator: answer.annotator, classIndex: $0.classIndex, mask: $0.mask)
      }
    }
    let bounds = members.map(\.mask.bounds)
    let clusters = OneEachClustering.clusters(
      annotators: members.map(\.annotator), threshold: overlap
    ) { first, second in
      bounds[first].intersection(bounds[second]) == nil
        ? 0 : members[first].mask.intersectionOverUnion(members[second].mask)
    }
    let groups = clusters.map { cluster in MaskGroup(cluster.map { members[$0] }) }
    return groups.enumerated().sorted {
      ($0.element.classIndex, $0.offset) < ($1.element.classIndex, $1.offset)
    }.map(\.element)
  }
}
