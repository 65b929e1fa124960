import AnnotationModel
import Foundation

/// The wall clock, read only here and handed to whoever needs a moment.
enum Clock {
  /// This moment.
  @Sendable static func now() -> Timestamp {
    Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded()))
  }

  /// The time of day some seconds from now, in the host's time zone, such as `14:59`.
  static func timeOfDay(in seconds: Int) -> String {
    let moment = Date().addingTimeInterval(Double(seconds))
    let parts = Calendar(identifier: .gregorian).dateComponents([.hour, .minute], from: moment)
    func two(_ number: Int?) -> String {
      String((100 + (number ?? 0)).description.dropFirst())
    }
    return "\(two(parts.hour)):\(two(parts.minute))"
  }
}
