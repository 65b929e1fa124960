import AnnotationModel
import Store
import Synchronization
import Workbench

/// Does what the review asks of the store, in one session of one reviewer.
final class ReviewEffects: Sendable {
  let queue: ReviewQueue
  private let library: ImageLibrary
  private let desk = Mutex(Desk())

  /// What is known of the data objects that were shown.
  private struct Desk {
    /// The names of data objects, by their places in the job.
    var keys: [Int: DataObjectKey] = [:]
    /// The data object that was handed out last.
    var held: DataObjectKey?
    /// Data objects that the reviewer left for later.
    var passed: Set<DataObjectKey> = []
    var leaseSeconds: Int?
  }

  init(_ queue: ReviewQueue, library: ImageLibrary) {
    self.queue = queue
    self.library = library
  }

  func answer(to effect: Effect) throws(StoreError) -> [Action] {
    switch effect {
    case .reviewNext: return try next()
    case .reload(let index): return try reload(index)
    case .decide(let change, let number, let seconds):
      let entry = try queue.decide(
        [ReviewDecision(change)], on: try key(number), activeSeconds: seconds)
      return [.saved(entry: Int(entry))]
    case .finishReview(let number, let acceptingRest, let seconds):
      let entry = try queue.finish(
        try key(number), acceptingRest: acceptingRest, activeSeconds: seconds)
      return [.saved(entry: Int(entry))] + (try next())
    case .openReview(let number):
      let key = try key(number)
      let item = try queue.take(key)
      try release(unless: key)
      desk.withLock { $0.held = item.dataObject }
      return [.reviewing(self.item(item), try progress()), try holding(true)]
        + notices(of: item.image)
    case .readSheet(let label): return [.sheet(try sheet(of: label))]
    case .passReview(let number):
      let key = try key(number)
      _ = desk.withLock { $0.passed.insert(key) }
      return try next()
    case .sendBack(let number, let reason):
      let entry = try queue.sendBack(try key(number), reason: reason)
      return [.saved(entry: Int(entry))] + (try next())
        + [.notice(Notice("image \(number + 1) goes back; they get it first", .success))]
    case .undo:
      guard let undone = try queue.undo() else { return [.refused("nothing to undo")] }
      return try revisit(undone, what: "undid \(undone.description)")
    case .redo:
      guard let redone = try queue.redo() else { return [.refused("nothing to redo")] }
      return try revisit(redone, what: "redid \(redone.description)")
    default: return []
    }
  }

  /// Shows what is next in the queue; what was left for later comes once all else is done.
  func next() throws(StoreError) -> [Action] {
    try release()
    let passed = desk.withLock { $0.passed }
    guard let item = try queue.take(passing: passed) else {
      desk.withLock { $0.passed = [] }
      return [.reviewedAll(try progress(), passed: passed.count), .holding(until: nil)]
    }
    desk.withLock { $0.held = item.dataObject }
    return [.reviewing(self.item(item), try progress()), try holding(true)]
      + notices(of: item.image)
  }

  /// The images that will probably be reviewed next.
  func upcoming() -> [ID<Image>] {
    let (held, passed) = desk.withLock { ($0.held, $0.passed) }
    // Two whole pictures of 12 megapixels take 72 MB; what cannot be read ahead is read later.
    let items = (try? queue.upcoming(2, after: held, passing: passed)) ?? []
    for item in items { library.remember(item.image) }
    return items.map(\.image.id)
  }

  /// The most doubtful undecided boxes of a label among the next images of the queue.
  private func sheet(of label: ID<Label>) throws(StoreError) -> ReviewSheet {
    let passed = desk.withLock { $0.passed }
    var crops: [ReviewSheet.Crop] = []
    for item in try queue.upcoming(Self.searched, after: nil, passing: passed)
    where library.remember(item.image) == .present {
      desk.withLock { $0.keys[item.index] = item.dataObject }
      for number in item.order(labels: queue.job.labels) where item.verdicts[number] == nil {
        guard let shape = item.shapes.first(where: { $0.number == number }),
          shape.label == label
        else { continue }
        crops.append(
          ReviewSheet.Crop(
            number: Int64(item.index), shape: number, image: item.image.id,
            box: shape.geometry.bounds, confidence: shape.confidence))
      }
      if crops.count >= ReviewSheet.capacity { break }
    }
    return ReviewSheet(label: label, crops: crops)
  }

  /// Images that are searched for boxes of one label.
  private static let searched = 40

  // MARK: Leases

  /// Gives back what was handed out, unless something was decided or it is this one.
  func release(unless object: DataObjectKey? = nil) throws(StoreError) {
    guard let held = desk.withLock({ $0.held }), held != object else { return }
    desk.withLock { $0.held = nil }
    try queue.release(held)
  }

  /// Keeps what was handed out.
  func heartbeat() throws(StoreError) -> [Action] {
    try queue.heartbeat()
    return [try holding(desk.withLock { $0.held != nil })]
  }

  private func holding(_ isHeld: Bool) throws(StoreError) -> Action {
    var seconds = desk.withLock { $0.leaseSeconds } ?? 0
    if seconds == 0 {
      seconds = try queue.leaseSeconds()
      desk.withLock { [seconds] in $0.leaseSeconds = seconds }
    }
    return LeaseNote.action(isHeld: isHeld, seconds: seconds)
  }

  // MARK: Going back

  private func reload(_ index: Int) throws(StoreError) -> [Action] {
    guard let known = try queue.item(at: index) else {
      return [.refused("image \(index + 1) is no longer yours to review; s goes to the next")]
    }
    // Taken again, so that what is shown now is what may be decided about.
    let item = try queue.take(known.dataObject)
    desk.withLock { $0.held = item.dataObject }
    return [.reviewReloaded(self.item(item))]
  }

  private func revisit(_ undone: ReviewUndone, what: String) throws(StoreError) -> [Action] {
    try release(unless: undone.item.dataObject)
    desk.withLock {
      $0.held = undone.item.dataObject
      // What one comes back to is no longer for later.
      $0.passed.remove(undone.item.dataObject)
    }
    return [
      .reviewRevisited(
        item(undone.item), try progress(), entry: Int(undone.entry), what: what),
      try holding(true),
    ]
  }

  // MARK: In the workbench's terms

  private func key(_ number: Workbench.WorkItem.Number) throws(StoreError) -> DataObjectKey {
    if let known = desk.withLock({ $0.keys[Int(number)] }) { return known }
    guard let item = try queue.item(at: Int(number)) else {
      throw .unknown(kind: "image to review", name: "\(number + 1)")
    }
    return item.dataObject
  }

  private func notices(of image: Image) -> [Action] {
    library.notice(of: image).map { [.notice($0)] } ?? []
  }

  private func progress() throws(StoreError) -> Workbench.ReviewProgress {
    let progress = try queue.progress()
    return Workbench.ReviewProgress(
      reviewed: progress.reviewed, left: progress.left, returned: progress.returned)
  }

  /// A data object in the workbench's terms; its number is its place in the job.
  private func item(_ item: StoredReview) -> Workbench.ReviewItem {
    desk.withLock { $0.keys[item.index] = item.dataObject }
    let verdicts = item.verdicts.compactMapValues {
      Workbench.ReviewVerdict(rawValue: $0.rawValue)
    }
    return Workbench.ReviewItem(
      work: Workbench.WorkItem(
        number: Int64(item.index), index: item.index, image: item.image.id,
        size: item.image.size, orientation: item.image.orientation,
        name: ImageLibrary.name(of: item.image),
        isPresent: library.remember(item.image) == .present, isRemoved: item.image.isRemoved,
        state: state(of: item),
        shapes: item.shapes, nextShapeNumber: item.nextShapeNumber, reason: item.reason),
      verdicts: verdicts, rejected: item.rejected, canSendBack: item.canSendBack,
      lastReason: item.lastReason)
  }

  private func state(of item: StoredReview) -> AssignmentState {
    switch item.state {
    case .waiting: .waiting
    case .draft: .draft
    case .reviewed: .submitted
    case .returned: .returned
    }
  }
}
