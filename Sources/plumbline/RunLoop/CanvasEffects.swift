import AnnotationModel
import Store
import Synchronization
import Workbench

/// Does what the canvas asks of the store, in one session of one annotator.
final class CanvasEffects: Sendable {
  let annotator: AnnotatorView
  private let library: ImageLibrary
  private let desk = Mutex(Desk())

  /// What is known of the data objects that were shown.
  private struct Desk {
    /// The names of data objects, by their places in the job.
    var keys: [Int: DataObjectKey] = [:]
    /// The place of the data object that was handed out last.
    var held: Int?
    /// Data objects that the annotator left for later.
    var passed: Set<DataObjectKey> = []
    var leaseSeconds: Int?
    /// Data objects that were known to be sent back when the annotator was told last.
    var returned: Set<DataObjectKey>?
  }

  init(_ annotator: AnnotatorView, library: ImageLibrary) {
    self.annotator = annotator
    self.library = library
  }

  /// Begins with what is handed out, what was sent back before anything else.
  func resume() throws(StoreError) -> [Action] {
    _ = try newsOfReturned()
    if try annotator.dataObjectCount() == 0 {
      return [.nothingToOpen("this job has no images yet; add some with plumbline init")]
    }
    do throws(StoreError) {
      return try takeNext(whenNoneAt: try annotator.resumeIndex() ?? 0)
    } catch {
      // Looking must not need a disk that can be written.
      guard !error.isTakenOver else { throw error }
      return try open(try annotator.resumeIndex() ?? 0)
        + [.notice(Notice(error.description, .error))]
    }
  }

  /// Begins with the data object at a place, else with what is handed out.
  func resume(at index: Int?) throws(StoreError) -> [Action] {
    guard let index else { return try resume() }
    return try open(index)
  }

  func answer(to effect: Effect) throws(StoreError) -> [Action] {
    switch effect {
    case .open(let index): return try open(index)
    case .reload(let index):
      guard let item = try item(at: index) else { return [.refused("the image left the job")] }
      return [.reloaded(item)]
    case .openUnfinished(let index): return try pass(index)
    case .apply(let changes, let number, let seconds):
      let entry = try annotator.apply(changes, to: try key(number), activeSeconds: seconds)
      return [.saved(entry: Int(entry))]
    case .submit(let number, let index, let seconds):
      let entry = try annotator.submit(try key(number), activeSeconds: seconds)
      return [.saved(entry: Int(entry))] + (try takeNext(whenNoneAt: index))
    case .reopen(let number, let index):
      let entry = try annotator.reopen(try key(number))
      return try revisit(index, entry: Int(entry), what: "opened again")
    case .skip(let number, let index, let reason):
      let entry = try annotator.skip(try key(number), reason: reason)
      return [.saved(entry: Int(entry))] + (try takeNext(whenNoneAt: index))
    case .undo:
      guard let undone = try annotator.undo() else { return [.refused("nothing to undo")] }
      return try revisit(
        undone.index, entry: Int(undone.entry), what: "undid \(undone.description)")
    case .redo:
      guard let redone = try annotator.redo() else { return [.refused("nothing to redo")] }
      return try revisit(
        redone.index, entry: Int(redone.entry), what: "redid \(redone.description)")
    default: return []
    }
  }

  // MARK: Leases

  /// Gives back what was handed out and not touched, unless it is the one at this place.
  func release(unlessAt index: Int? = nil) throws(StoreError) {
    guard let held = desk.withLock({ $0.held }), held != index else { return }
    desk.withLock { $0.held = nil }
    guard let item = try annotator.item(at: held), item.state == .leased else { return }
    try annotator.release(item.dataObject)
  }

  /// Keeps what was handed out and not touched.
  func heartbeat() throws(StoreError) -> [Action] {
    try annotator.heartbeat()
    let news = try newsOfReturned()
    guard let held = desk.withLock({ $0.held }) else { return news }
    return [try holding(try annotator.item(at: held)?.state)] + news
  }

  /// Tells once of what was sent back since the annotator began or was told last.
  private func newsOfReturned() throws(StoreError) -> [Action] {
    let returned = try annotator.returned()
    let known = desk.withLock { desk in
      defer { desk.returned = returned }
      return desk.returned ?? returned
    }
    let count = returned.subtracting(known).count
    guard count > 0 else { return [] }
    return [
      .notice(
        Notice(
          count == 1
            ? "1 image was sent back to you; it comes next"
            : "\(count) images were sent back to you; they come next", .error))
    ]
  }

  private func holding(_ state: AssignmentState?) throws(StoreError) -> Action {
    var seconds = desk.withLock { $0.leaseSeconds } ?? 0
    if seconds == 0 {
      seconds = try annotator.leaseSeconds()
      desk.withLock { [seconds] in $0.leaseSeconds = seconds }
    }
    return LeaseNote.action(isHeld: state == .leased, seconds: seconds)
  }

  /// Leaves the data object at a place for later and shows what is handed out next.
  private func pass(_ index: Int) throws(StoreError) -> [Action] {
    if let item = try annotator.item(at: index) {
      _ = desk.withLock { $0.passed.insert(item.dataObject) }
    }
    return try takeNext(whenNoneAt: index)
  }

  private func takeNext(whenNoneAt index: Int) throws(StoreError) -> [Action] {
    try release()
    let passed = desk.withLock { $0.passed }
    if let item = try annotator.take(passing: passed) { return try show(taken: item) }
    // Whatever was left for later is what is left now.
    desk.withLock { $0.passed = [] }
    if !passed.isEmpty, let item = try annotator.take() { return try show(taken: item) }
    return try open(index)
      + [.notice(Notice("nothing is left for you in this job; thank you", .success))]
  }

  private func show(taken item: StoredWork) throws(StoreError) -> [Action] {
    desk.withLock { $0.held = item.index }
    let shown = self.item(item)
    return [.opened(shown, try progress()), try holding(item.state)] + notices(of: item.image)
  }

  // MARK: Looking

  /// Shows a data object without taking it; an edit of it will.
  private func open(_ index: Int) throws(StoreError) -> [Action] {
    guard let item = try annotator.item(at: index) else {
      return [.nothingToOpen("there is no image \(index + 1)")]
    }
    let shown = self.item(item)
    var actions: [Action] = [.opened(shown, try progress()), try holding(item.state)]
    do throws(StoreError) {
      try release(unlessAt: index)
      try annotator.visit(item.dataObject)
    } catch {
      guard !error.isTakenOver else { return actions + [.takenOver(annotator.job.name)] }
      // Where one was is a convenience; looking on must not need a disk that can be written.
      actions.append(
        .notice(Notice("this place is not remembered: \(error.description)", .error)))
    }
    return actions + notices(of: item.image)
  }

  private func revisit(
    _ index: Int, entry: Int, what: String
  ) throws(StoreError) -> [Action] {
    try release(unlessAt: index)
    guard let item = try annotator.item(at: index) else {
      throw .unknown(kind: "image", name: "\(index + 1)")
    }
    if item.state == .leased { desk.withLock { $0.held = index } }
    return [
      .revisited(self.item(item), try progress(), entry: entry, what: what),
      try holding(item.state),
    ]
  }

  /// The images that will probably be shown next, after the one at a place.
  func upcoming(after index: Int) -> [ID<Image>] {
    let next = (try? annotator.nextUnfinished(after: index)).flatMap { $0 }
    let places = [index + 1, next].compactMap { $0 }
    return places.compactMap { place in
      guard let item = try? annotator.item(at: place) else { return nil }
      library.remember(item.image)
      return item.image.id
    }
  }

  // MARK: In the workbench's terms

  private func key(_ number: Workbench.WorkItem.Number) throws(StoreError) -> DataObjectKey {
    if let known = desk.withLock({ $0.keys[Int(number)] }) { return known }
    guard let item = try annotator.item(at: Int(number)) else {
      throw .unknown(kind: "image", name: "\(number + 1)")
    }
    return item.dataObject
  }

  private func notices(of image: Image) -> [Action] {
    library.notice(of: image).map { [.notice($0)] } ?? []
  }

  private func progress() throws(StoreError) -> Workbench.Progress {
    let progress = try annotator.progress()
    return Workbench.Progress(submitted: progress.submitted, total: progress.total)
  }

  private func item(at index: Int) throws(StoreError) -> Workbench.WorkItem? {
    try annotator.item(at: index).map { self.item($0) }
  }

  /// A data object in the workbench's terms; its number is its place in the job.
  private func item(_ item: StoredWork) -> Workbench.WorkItem {
    desk.withLock { $0.keys[item.index] = item.dataObject }
    return Workbench.WorkItem(
      number: Int64(item.index), index: item.index, image: item.image.id, size: item.image.size,
      orientation: item.image.orientation, name: ImageLibrary.name(of: item.image),
      isPresent: library.remember(item.image) == .present,
      isRemoved: item.image.isRemoved, state: item.state,
      shapes: item.layer?.shapes ?? [], nextShapeNumber: item.nextShapeNumber,
      reason: item.reason)
  }
}

extension StoreError {
  /// Whether a newer session of the same person has the job.
  var isTakenOver: Bool {
    if case .takenOver = self { true } else { false }
  }
}
