import AnnotationModel
import Interchange

/// How the answers of a job become a manifest.
struct ManifestOptions {
  /// What stands before a picture's key; nil leaves each `source-ref` as it came.
  var prefix: String?
  /// The frame of the coordinates.
  var frame = Export.Frame.upright
  /// Whether images without an answer are written too.
  var includesUnlabelled = false
  /// Whether a line holds nothing but its image and this answer, for strict readers.
  var isSingle = false
  /// Another label attribute name than the job's.
  var attribute: String?
  /// Whether every line is written anew, in the documented form.
  var rewritesLines = false
  /// What stands before the name of a mask; nil names it relative to the manifest.
  var maskPrefix: String?

  /// Whether a line that is still right may leave byte for byte as it came.
  var keepsLines: Bool {
    prefix == nil && frame == .upright && !isSingle && attribute == nil && maskPrefix == nil
      && !rewritesLines
  }
}
