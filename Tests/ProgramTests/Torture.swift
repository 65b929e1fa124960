import Foundation
import Testing

/// Tests that kill the program or take its disk away, one after the other and alone.
enum Torture {
  /// Whether `make torture` runs.
  static let isAsked = ProcessInfo.processInfo.environment["PLUMBLINE_KILLS"] != nil
  /// What the report says of tests that did not run.
  static let hint: Comment = "make torture runs it"
}
