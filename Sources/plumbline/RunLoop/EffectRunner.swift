import AnnotationModel
import Foundation
import Store
import Synchronization
import Workbench

/// Does what the workbench asks of the store, one effect after the other.
///
/// Calls block until the database has answered, so they belong on a queue of their own, and on one
/// only: an undo must not overtake the edit that it takes back.
final class EffectRunner: Sendable {
  private let annotator: AnnotatorView
  private let library: ImageLibrary
  private let keys = Mutex<[Workbench.WorkItem.Number: DataObjectKey]>([:])

  init(_ annotator: AnnotatorView, library: ImageLibrary) {
    self.annotator = annotator
    self.library = library
  }

  /// Performs an effect and says what came of it; effects that are not for the store give nothing.
  func perform(_ effect: Effect) -> [Action] {
    do throws(StoreError) {
      return try answer(to: effect)
    } catch {
      guard case .apply(_, let number, _) = effect else {
        return [.failed(error.description, answersWait: true)]
      }
      return [
        .failed(error.description, answersWait: false), .outdated(index: Int(number)),
      ]
    }
  }

  /// The place to start at: where this person was, else the first unfinished data object.
  func start() -> [Action] {
    do throws(StoreError) {
      if try annotator.dataObjectCount() == 0 {
        return [.nothingToOpen("this job has no images yet; add some with plumbline init")]
      }
      if let index = try annotator.resumeIndex() { return try open(index) }
      return try open(try annotator.nextUnfinished(after: -1) ?? 0)
    } catch {
      return [.failed(error.description, answersWait: true)]
    }
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

  private func answer(to effect: Effect) throws(StoreError) -> [Action] {
    switch effect {
    case .open(let index): return try open(index)
    case .reload(let index):
      guard let item = try item(at: index) else { return [.refused("the image left the job")] }
      return [.reloaded(item)]
    case .openUnfinished(let index): return try openUnfinished(after: index)
    case .apply(let changes, let number, let seconds):
      return [
        .saved(
          entry: Int(
            try annotator.apply(changes, to: try key(number), activeSeconds: seconds)))
      ]
    case .submit(let number, let index, let seconds):
      let entry = try annotator.submit(try key(number), activeSeconds: seconds)
      return [.saved(entry: Int(entry))] + (try openUnfinished(after: index))
    case .reopen(let number, let index):
      let entry = try annotator.reopen(try key(number))
      return [try revisited(index, entry: Int(entry), what: "opened again")]
    case .skip(let number, let index, let reason):
      let entry = try annotator.skip(try key(number), reason: reason)
      return [.saved(entry: Int(entry))] + (try openUnfinished(after: index))
    case .undo:
      guard let undone = try annotator.undo() else { return [.refused("nothing to undo")] }
      return [
        try revisited(undone.index, entry: Int(undone.entry), what: "undid \(undone.description)")
      ]
    case .redo:
      guard let redone = try annotator.redo() else { return [.refused("nothing to redo")] }
      return [
        try revisited(redone.index, entry: Int(redone.entry), what: "redid \(redone.description)")
      ]
    case .redraw, .suspend, .quit: return []
    }
  }

  private func key(
    _ number: Workbench.WorkItem.Number
  ) throws(StoreError) -> DataObjectKey {
    if let known = keys.withLock({ $0[number] }) { return known }
    guard let item = try annotator.item(at: Int(number)) else {
      throw .unknown(kind: "image", name: "\(number + 1)")
    }
    return item.dataObject
  }

  private func open(_ index: Int) throws(StoreError) -> [Action] {
    guard let item = try item(at: index) else {
      return [.nothingToOpen("there is no image \(index + 1)")]
    }
    var actions: [Action] = [.opened(item, try progress())]
    do throws(StoreError) {
      try annotator.visit(try key(item.number))
    } catch {
      // Where one was is a convenience; looking on must not need a disk that can be written.
      actions.append(
        .notice(Notice("this place is not remembered: \(error.description)", .error)))
    }
    if let change = try changeOfFile(at: index) { actions.append(.notice(change)) }
    return actions
  }

  /// What to say when an image's file is not the one that was added.
  private func changeOfFile(at index: Int) throws(StoreError) -> Notice? {
    guard let image = try annotator.item(at: index)?.image,
      case .changed(let now) = library.remember(image), let size = image.size
    else { return nil }
    return Notice(
      "the file has changed since it was added: it was \(size) and is \(now) now; put the old one "
        + "back", .error)
  }

  private func openUnfinished(after index: Int) throws(StoreError) -> [Action] {
    if let next = try annotator.nextUnfinished(after: index) { return try open(next) }
    if let first = try annotator.nextUnfinished(after: -1) { return try open(first) }
    let actions = try open(index)
    return actions + [.notice(Notice("every image is finished", .success))]
  }

  private func revisited(_ index: Int, entry: Int, what: String) throws(StoreError) -> Action {
    guard let item = try item(at: index) else {
      throw .unknown(kind: "image", name: "\(index + 1)")
    }
    return .revisited(item, try progress(), entry: entry, what: what)
  }

  private func progress() throws(StoreError) -> Workbench.Progress {
    let progress = try annotator.progress()
    return Workbench.Progress(submitted: progress.submitted, total: progress.total)
  }

  /// A data object in the workbench's terms; its number is its place in the job.
  private func item(at index: Int) throws(StoreError) -> Workbench.WorkItem? {
    guard let item = try annotator.item(at: index) else { return nil }
    keys.withLock { $0[Int64(index)] = item.dataObject }
    let standing = library.remember(item.image)
    return Workbench.WorkItem(
      number: Int64(index), index: index, image: item.image.id, size: item.image.size,
      orientation: item.image.orientation, name: ImageLibrary.name(of: item.image),
      isPresent: standing == .present, state: item.state, shapes: item.layer?.shapes ?? [],
      nextShapeNumber: item.nextShapeNumber, reason: item.reason)
  }
}
