import AnnotationModel
import Foundation

/// The wall clock, read only here and handed to whoever needs a moment.
enum Clock {
  /// This moment.
  @Sendable static func now() -> Timestamp {
    Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }
}
