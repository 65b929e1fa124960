import AnnotationModel
import ArgumentParser
import Consolidation
import Interchange
import Raster
import Store

/// What went wrong, for a person: what failed, and what to do next.
struct Failure: Error, Equatable, CustomStringConvertible {
  /// What failed, naming the thing.
  let message: String
  /// What to do about it; empty when there is nothing to say.
  let hint: String

  init(_ message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }

  var description: String { hint.isEmpty ? message : "\(message)\n  \(hint)" }

  /// How the program ends.
  enum Status: Int32 {
    case done = 0
    case failed = 1
    case wrongUsage = 2
    case someRejected = 3
  }
}

/// An error that is told to a person in its own words, from whichever module it comes.
struct KnownFailure: CustomStringConvertible {
  /// What failed, and what to do next.
  let description: String

  /// Recognises the errors of this program; nil for any other.
  init?(_ error: any Error) {
    switch error {
    case let error as InterchangeError:
      description = error.description + (error.hint.map { "\n  " + $0 } ?? "")
    case let error as Failure: description = error.description
    case let error as StoreError: description = error.description
    case let error as ConsolidationError: description = error.description
    case let error as ModelError: description = error.description
    case let error as ImageError: description = error.description
    default: return nil
    }
  }
}
