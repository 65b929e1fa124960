/// The one day on which the sample's pictures were taken, and the next, when they were labelled.
enum Day {
  /// When a picture was taken, as EXIF writes it, from minutes after midnight.
  static func exif(minute: Int) -> String {
    "2026:05:11 \(two(minute / 60)):\(two(minute % 60)):\(two(minute * 37 % 60))"
  }

  /// A moment of the labelling day in ISO 8601, UTC, from milliseconds after midnight.
  static func iso(milliseconds: Int) -> String {
    "2026-05-12T\(clock(milliseconds / 1000, separator: ":")).\(three(milliseconds % 1000))Z"
  }

  /// A moment as Ground Truth's newer file names have it: without colons.
  static func fileName(seconds: Int) -> String {
    "2026-05-12_\(clock(seconds, separator: "_"))"
  }

  /// A moment as manifests have it: a six-digit fraction and no zone.
  static func manifest(milliseconds: Int) -> String {
    "2026-05-12T\(clock(milliseconds / 1000, separator: ":")).\(three(milliseconds % 1000))000"
  }

  private static func clock(_ seconds: Int, separator: String) -> String {
    [seconds / 3600, seconds / 60 % 60, seconds % 60].map(two).joined(separator: separator)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  private static func three(_ number: Int) -> String { (number < 100 ? "0" : "") + two(number) }
}
