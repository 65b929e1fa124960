import AnnotationModel
import FoundationEssentials

/// The noting that a folder with all that lies below it is elsewhere.
struct RelinkRecord: Hashable, Codable {
  /// The path that was known, with its last slash.
  var from: Data
  /// The path that is known now, with its last slash.
  var to: Data
  /// The files that moved; nil when the folder moved as a whole.
  ///
  /// By image and not by name: what is purged later has no name left here.
  var files: [KnownFile.Key]?

  /// The action that takes this one back.
  var inverse: RelinkRecord {
    RelinkRecord(from: to, to: from, files: files.map { $0.reversed() })
  }
}
