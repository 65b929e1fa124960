/// Why a consolidation could not be started.
package enum ConsolidationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An index of an item, annotator, class or answer lies outside what was announced.
  case indexOutOfRange(what: String, index: Int, count: Int)
  /// There is no class to choose from.
  case noClasses
  /// The confusion matrices of so many annotators do not fit in memory, or in 32-bit codes.
  case tooLarge(workers: Int, classes: Int)
  /// The posteriors of so many items do not fit in memory.
  case tooManyPosteriors(items: Int, classes: Int)
  /// A parameter has a value that makes no sense.
  case illegalOption(name: String, value: Double, allowed: String)
  /// One annotator answered the same image twice.
  case repeatedAnswer(image: Int, annotator: Int)

  /// A mask belongs to an image of another size.
  case sizesDiffer(image: Int)

  package var description: String {
    switch self {
    case .indexOutOfRange(let what, let index, let count):
      "\(what) \(index) does not exist: there are \(count), counted from 0"
    case .noClasses: "there is no class to choose from; give the job at least one label"
    case .tooLarge(let workers, let classes):
      "\(workers) annotators with \(classes) by \(classes) labels each are too many for memory; "
        + "give fewer labels, or consolidate in parts"
    case .tooManyPosteriors(let items, let classes):
      "\(items) items with \(classes) labels each are too many for memory; give fewer labels, or "
        + "consolidate in parts"
    case .illegalOption(let name, let value, let allowed):
      "\(name) is \(value); give \(allowed)"
    case .sizesDiffer(let image):
      "a mask of image \(image) has another size than the image; check its EXIF orientation"
    case .repeatedAnswer(let image, let annotator):
      "annotator \(annotator) answered image \(image) twice; keep the newest round only"
    }
  }
}
