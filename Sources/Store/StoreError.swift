package import AnnotationModel
import GRDB

/// Why the store could not do what was asked; every message says what to do next.
package enum StoreError: Error, Equatable {
  /// There is a project in the directory already.
  case projectExists(directory: String)
  /// There is no project in the directory.
  case noProject(directory: String)
  /// The file is not a project of this program.
  case notAProject(file: String)
  /// A later version of the program has changed the project.
  case newerSchema(file: String, migration: String)
  /// The directory lies on a file system of another host.
  case networkFileSystem(directory: String, kind: String)
  /// The directory or file cannot be made, opened or written.
  case cannotOpen(path: String, reason: String)
  /// Others kept the database locked for longer than the busy timeout.
  case busy(action: String)
  /// The disk is full; nothing of the action was kept.
  case diskFull(action: String)
  /// The database cannot be written by this user or on this file system.
  case readOnly(action: String)
  /// The disk refused to read or write; nothing of the action was kept.
  case diskFailed(action: String, detail: String)
  /// The database file is damaged.
  case damaged(action: String, detail: String)
  /// SQLite refused for another reason.
  case database(action: String, detail: String)
  /// The person lacks the role.
  case notAllowed(person: String, role: Person.Role)
  /// Nothing of that name or id is known.
  case unknown(kind: String, name: String)
  /// The name is in use.
  case nameTaken(kind: String, name: String)
  /// A value breaks a rule.
  case invalid(String)
  /// The data object was submitted and must be reopened first.
  case submitted(index: Int)
  /// The data object is not submitted.
  case notSubmitted(index: Int)
  /// Somebody or another session changed it first.
  case outdated(index: Int, detail: String)
  /// The person has opened the job in a newer session.
  case takenOver(job: String)
  /// As many persons as the job asks for have the data object.
  case taken(index: Int)
  /// The person's draft was idle for so long that others got the data object.
  case reclaimed(index: Int)
  /// The data object was removed because somebody's consent was withdrawn.
  case purged(index: Int)
  /// The person was removed from the project, or no longer has the role.
  case removed(role: Person.Role)
  /// The person is now part of another person.
  case merged(into: String)
  /// The data object has no answer that could be reviewed, or its answer is gold.
  case nothingToReview(index: Int)
  /// Another reviewer is at the data object.
  case inReview(index: Int)
  /// The review of the data object is finished, or it is back with its annotators.
  case reviewed(index: Int)
  /// No annotator's submitted answer stands behind what is reviewed.
  case noAnnotator(index: Int)
  /// An entry cannot be undone.
  case cannotUndo(entry: EntryNumber, reason: String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .projectExists(let directory):
      "\(directory) already holds a project; open it, or choose another directory"
    case .noProject(let directory):
      "\(directory) holds no project; make one with \"plumbline init\""
    case .notAProject(let file):
      "\(file) is not a Plumbline project; move it away or choose another directory"
    case .newerSchema(let file, let migration):
      "\(file) was changed by a newer Plumbline (\"\(migration)\"); update this program"
    case .networkFileSystem(let directory, let kind):
      "\(directory) is on a network file system (\(kind)), where several processes would damage "
        + "the database; keep the project on a disk of the host where people log in"
    case .cannotOpen(let path, let reason): "cannot open \(path): \(reason)"
    case .busy(let action):
      "\(action): others kept the project locked for too long; try again"
    case .diskFull(let action): "\(action): the disk is full; free some space and try again"
    case .readOnly(let action):
      "\(action): the project cannot be written; check the permissions of its directory and files"
    case .diskFailed(let action, let detail):
      "\(action): the disk cannot be written or read (\(detail)); see that it is mounted and "
        + "healthy, and open the project again"
    case .damaged(let action, let detail):
      "\(action): the database is damaged (\(detail)); restore a backup"
    case .database(let action, let detail): "\(action): the database refused: \(detail)"
    default: workDescription
    }
  }

  private var workDescription: String {
    switch self {
    case .notAllowed(let person, let role):
      "\(person) is not \(role.article) \(role.rawValue) of this project; ask a lead for the role"
    case .unknown(let kind, let name): "there is no \(kind) \"\(name)\" in this project"
    case .nameTaken(let kind, let name): "there is already a \(kind) \"\(name)\"; choose another"
    case .invalid(let reason): reason
    case .submitted(let index):
      "image \(index + 1) is submitted; reopen it before changing it"
    case .notSubmitted(let index): "image \(index + 1) is not submitted, so it cannot be reopened"
    case .outdated(let index, let detail):
      "image \(index + 1) was changed elsewhere (\(detail)); load it again"
    case .takenOver(let job):
      "you have opened \"\(job)\" in a newer session, which goes on from here; close this one"
    case .taken(let index):
      "image \(index + 1) is with as many people as the job asks for; take another one"
    case .reclaimed(let index):
      "image \(index + 1) went to somebody else while it was left alone; your draft of it is kept, "
        + "and a lead can make room for it"
    case .purged(let index): "image \(index + 1) was removed from the project; take another one"
    case .removed(let role):
      "you are no longer \(role.article) \(role.rawValue) of this project, so nothing more is saved; "
        + "ask a lead"
    case .merged(let name):
      "you are known as \(name) now; open the job again to go on"
    case .nothingToReview(let index):
      "image \(index + 1) has no answer to review; take another one"
    case .inReview(let index):
      "image \(index + 1) is with another reviewer; take another one"
    case .reviewed(let index):
      "the review of image \(index + 1) is over; reopen it, if it was yours, or take another one"
    case .noAnnotator(let index):
      "no annotator's answer stands behind image \(index + 1), so nobody can be asked to do it "
        + "again; correct it here"
    case .cannotUndo(let entry, let reason): "entry #\(entry) cannot be undone: \(reason)"
    default: ""
    }
  }
}

extension StoreError {
  /// Translates whatever a database access threw while doing `action`.
  init(_ error: any Error, while action: String) {
    switch error {
    case let error as StoreError: self = error
    case let error as ModelError: self = .invalid(error.description)
    case let error as DatabaseError: self.init(error, while: action)
    default: self = .database(action: action, detail: "\(error)")
    }
  }

  private init(_ error: DatabaseError, while action: String) {
    let detail = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(action: action)
    case .SQLITE_FULL: self = .diskFull(action: action)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly(action: action)
    case .SQLITE_IOERR: self = .diskFailed(action: action, detail: detail)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(action: action, detail: detail)
    default: self = .database(action: action, detail: detail)
    }
  }
}

extension Person.Role {
  fileprivate var article: String { self == .annotator ? "an" : "a" }
}
