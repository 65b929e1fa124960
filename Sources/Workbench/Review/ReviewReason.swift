import AnnotationModel

/// Why a box stands where it stands in the queue, in words.
enum ReviewReason {
  /// A few words for the status line.
  static func short(for shape: Shape, context: JobContext) -> String {
    guard let margin = ReviewOrder.margin(of: shape, in: context.labels),
      let confidence = shape.confidence
    else { return "confidence -" }
    let threshold = ReviewOrder.threshold(of: shape.label, in: context.labels)
    let relation = margin < 0 ? "below" : "above"
    return "\(Percent.text(confidence.value)) \(relation) \(Percent.text(threshold))"
  }

  /// A whole sentence, for the key that asks why.
  static func sentence(for shape: Shape, context: JobContext) -> String {
    let name = context.name(of: shape.label)
    guard let margin = ReviewOrder.margin(of: shape, in: context.labels),
      let confidence = shape.confidence
    else {
      return "\(name): nobody measured how sure this is; such boxes come after all measured ones"
    }
    let threshold = ReviewOrder.threshold(of: shape.label, in: context.labels)
    let isOwn = context.label(shape.label)?.threshold != nil
    let whose = isOwn ? "the threshold of \(name)" : "the usual threshold (\(name) has none)"
    let points = Int((abs(margin) * 100).rounded())
    return "\(Percent.text(confidence.value)) sure, \(points) points "
      + (margin < 0 ? "below " : "above ") + "\(Percent.text(threshold)), \(whose); "
      + "the most doubtful come first"
  }
}
