import AnnotationModel
import Dispatch
import Interchange
import Store
import Synchronization

/// Reads picture files whole, as its readings are drawn, and compares them with what the project
/// knows of their bytes.
///
/// Only a page of images is in memory, and of each file only a piece. What was read for the first
/// time comes out as readings; noted as they come, they make a check that was cut off go on where
/// it was.
final class ContentCheck: Sequence, IteratorProtocol {
  /// Files that were read whole for the first time.
  private(set) var added = 0
  /// Files that were read whole again and are what they were.
  private(set) var same = 0
  /// Files that were not read, because length and date are those of the last time.
  private(set) var passed = 0
  /// What has changed, is missing or cannot be read.
  private(set) var rejects = Rejects()
  /// Why the project could not be read to its end; nil when it was.
  private(set) var failure: StoreError?

  private let lead: LeadView
  private let readsAll: Bool
  private var cursor: ImageCursor?
  private var isAtEnd = false
  /// Readings that were not drawn yet, the next one last.
  private var ready: [ContentReading] = []
  private let bar = ProgressBar("reading pictures whole")

  private static let page = 256

  /// Prepares a check; `readsAll` reads also what seems to be as it was.
  init(_ lead: LeadView, readsAll: Bool) {
    self.lead = lead
    self.readsAll = readsAll
  }

  /// The next reading; nil when everything was looked at.
  func next() -> ContentReading? {
    while ready.isEmpty, !isAtEnd { examinePage() }
    if ready.isEmpty { bar.finish() }
    return ready.popLast()
  }

  private func examinePage() {
    do throws(StoreError) {
      let page = try lead.contents(after: cursor, limit: Self.page)
      cursor = page.cursor
      isAtEnd = page.cursor == nil
      for outcome in examine(page.contents) { take(outcome) }
      ready.reverse()
      bar.advance(by: page.contents.count)
    } catch {
      failure = error
      isAtEnd = true
    }
  }

  private enum Outcome: Sendable {
    case new(ContentReading)
    case same
    case passed
    case rejected(place: String, reason: String)
  }

  private func take(_ outcome: Outcome) {
    switch outcome {
    case .new(let reading):
      added += 1
      ready.append(reading)
    case .same: same += 1
    case .passed: passed += 1
    case .rejected(let place, let reason): rejects.add(place, reason)
    }
  }

  /// What became of each image, in their order, whichever thread was first.
  private func examine(_ contents: [ImageContents]) -> [Outcome] {
    let outcomes = Mutex([Outcome](repeating: .passed, count: contents.count))
    let readsAll = readsAll
    DispatchQueue.concurrentPerform(iterations: contents.count) { index in
      let outcome = Self.examine(contents[index], readsAll: readsAll)
      outcomes.withLock { $0[index] = outcome }
    }
    return outcomes.withLock { $0 }
  }

  private static func examine(_ known: ImageContents, readsAll: Bool) -> Outcome {
    var failures: [(place: String, reason: String)] = []
    for path in known.paths.compactMap({ LocalPath(bytes: $0) }) {
      do {
        return try examine(PictureFile(path), at: path, known, readsAll: readsAll)
      } catch {
        failures.append((path.description, KnownFailure(error)?.description ?? "\(error)"))
      }
    }
    let first = failures.first ?? ("\(known.image)", "it has no file")
    return .rejected(place: first.place, reason: first.reason)
  }

  private static func examine(
    _ file: borrowing PictureFile, at path: LocalPath, _ known: ImageContents, readsAll: Bool
  ) throws -> Outcome {
    if let length = known.byteCount, length != file.byteCount {
      return .rejected(
        place: path.description,
        reason: "it has \(file.byteCount) bytes and had \(length) when it was added; "
          + "put the old file back")
    }
    if known.hash != nil, !readsAll, known.modifiedAt == file.modifiedAt { return .passed }
    let hash = try file.contentHash()
    guard let before = known.hash else {
      return .new(
        ContentReading(image: known.image, hash: hash, modifiedAt: file.modifiedAt))
    }
    return before == hash
      ? .same
      : .rejected(
        place: path.description,
        reason: "its bytes are not those that were read before; put the old file back")
  }
}
