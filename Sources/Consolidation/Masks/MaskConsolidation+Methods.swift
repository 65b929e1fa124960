import AnnotationModel

extension MaskConsolidation {
  /// The consensus of every group of every image; nil where nothing is left of it.
  static func fuse(
    _ images: [MaskTask], _ groups: [[MaskGroup]], _ annotatorCount: Int, method: Method,
    subject: Subject
  ) throws(ConsolidationError) -> [[Mask?]] {
    switch method {
    case .smoothedVote:
      return zip(images, groups).map { smoothed($0, $1, subject: subject) }
    case .majorityVote:
      return zip(images, groups).map { image, groups in
        groups.map {
          MaskVote.majority(
            $0.members.map(\.mask), annotators: voters($0, image, subject), size: image.size)
        }
      }
    case .staple:
      var fused: [[Mask?]] = []
      for (image, groups) in zip(images, groups) {
        var masks: [Mask?] = []
        for group in groups {
          let votes = votes(group, image, subject).map(\.mask)
          masks.append(try Staple.fit(votes, size: image.size).mask)
        }
        fused.append(masks)
      }
      return fused
    case .pooledDawidSkene:
      return try pooled(images, groups, annotatorCount, subject: subject)
    }
  }

  private static func smoothed(
    _ image: MaskTask, _ groups: [MaskGroup], subject: Subject
  ) -> [Mask?] {
    if case .surfaces = subject {
      return MaskVote.labels(
        groups.map { $0.members.map(\.mask) }, annotators: image.answers.count, size: image.size)
    }
    return groups.map {
      MaskVote.smoothed(
        $0.members.map(\.mask), annotators: voters($0, image, subject), size: image.size)
    }
  }

  private static func pooled(
    _ images: [MaskTask], _ groups: [[MaskGroup]], _ annotatorCount: Int, subject: Subject
  ) throws(ConsolidationError) -> [[Mask?]] {
    let stacks = zip(images, groups).flatMap { image, groups in
      groups.map { PooledMasks.Image(size: image.size, masks: votes($0, image, subject)) }
    }
    var masks = try PooledMasks.fit(stacks, annotatorCount: annotatorCount).masks[...]
    return groups.map { groups in groups.map { _ in masks.popFirst() ?? nil } }
  }

  /// How many annotators a group needs most of.
  ///
  /// Surfaces are asked of everybody. Of a thing, its outline is asked of those who found it, once
  /// more than half of them did.
  private static func voters(_ group: MaskGroup, _ image: MaskTask, _ subject: Subject) -> Int {
    guard case .things = subject, 2 * group.members.count > image.answers.count else {
      return image.answers.count
    }
    return group.members.count
  }

  private static func votes(
    _ group: MaskGroup, _ image: MaskTask, _ subject: Subject
  ) -> [VoteOfMask] {
    let marked = Dictionary(
      group.members.map { ($0.annotator, $0.mask) }, uniquingKeysWith: { first, _ in first })
    let asked = image.answers.map(\.annotator).sorted()
    guard voters(group, image, subject) < asked.count else {
      return asked.map { VoteOfMask(annotator: $0, mask: marked[$0]) }
    }
    return group.members.map { VoteOfMask(annotator: $0.annotator, mask: $0.mask) }
  }
}
