import Store

/// A data object as the store gives it to an annotator; the workbench has a `WorkItem` of its own.
typealias StoredWork = WorkItem

/// A data object as the store gives it to a reviewer; the workbench has a `ReviewItem` of its own.
typealias StoredReview = ReviewItem

/// A data object as the store gives it to a lead who decides; the workbench has an
/// `AdjudicationItem` of its own.
typealias StoredAdjudication = AdjudicationItem
