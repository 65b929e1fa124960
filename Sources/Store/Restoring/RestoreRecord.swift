import AnnotationModel

/// The bringing back of one image to how it stood after an earlier entry.
///
/// The steps are the inverses of what was done since, complete in themselves, so that the entry can
/// be taken back although earlier payloads may be purged by then.
struct RestoreRecord: Hashable, Codable {
  /// The entry after which the image stood as it does again.
  var to: EntryNumber
  /// What annotators' answers go through, in this order; each names whose it is.
  var answers: [WorkRecord]
  /// What the review goes through, in this order.
  var reviews: [ReviewRecord]
  /// What leads' adjudications go through, in this order; each names whose it is.
  ///
  /// Nil in entries of older versions.
  var adjudications: [AdjudicationRecord]?

  /// The action that takes this one back.
  var inverse: RestoreRecord {
    RestoreRecord(
      to: to, answers: answers.reversed().map(\.inverse),
      reviews: reviews.reversed().map(\.inverse),
      adjudications: adjudications?.reversed().map(\.inverse))
  }
}
