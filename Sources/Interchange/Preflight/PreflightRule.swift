/// A rule of a consumer.
package protocol PreflightRule: RawRepresentable where RawValue == String {
  /// Whether it is only a warning: the consumer takes what breaks it.
  var isWarning: Bool { get }
  /// What to do about it; empty where nothing can be done but to correct the answers.
  var repair: String { get }
}
