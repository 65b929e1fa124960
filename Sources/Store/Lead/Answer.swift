package import AnnotationModel

/// The layer that counts for one data object.
package struct Answer: Hashable, Sendable {
  /// The place of the data object in the job, from 0.
  package let index: Int
  /// The picture.
  package let image: Image
  /// What the manifests said about it, in the order of the lines; empty for folders.
  package let lines: [SourceLine]
  /// The answer; nil when there is none yet.
  package let layer: Layer?
  /// How many annotators have submitted an answer.
  package let annotators: Int
}
