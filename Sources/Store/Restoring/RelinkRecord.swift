import FoundationEssentials

/// The noting that a folder with all that lies below it is elsewhere.
struct RelinkRecord: Hashable, Codable {
  /// The path that was known, with its last slash.
  var from: Data
  /// The path that is known now, with its last slash.
  var to: Data

  /// The action that takes this one back.
  var inverse: RelinkRecord { RelinkRecord(from: to, to: from) }
}
