import AnnotationModel
import Screen

extension State {
  /// The status line of the review, most important first.
  var reviewStatus: [String] {
    let done = review.progress.reviewed
    let total = done + review.progress.left
    guard canvas.item != nil else { return ["\(done)/\(total) reviewed", savedText] }
    let place = min(total, done + (closedReason == nil ? 1 : 0))
    var parts = ["\(place)/\(total)"]
    if let shape = canvas.selectedShape {
      parts.append(TextWidth.printable(context.name(of: shape.label)))
      parts.append(ReviewReason.short(for: shape, context: context))
    } else {
      parts.append("whole picture")
    }
    parts.append(savedText)
    parts.append(drawingPart ?? framingText)
    if review.progress.returned > 0 { parts.append("sent back \(review.progress.returned)") }
    return parts
  }

  /// How much of the image is in view.
  private var framingText: String {
    guard review.isFramed, canvas.selection != nil else { return "" }
    switch review.framing {
    case .crop: return "crop"
    case .context: return "context"
    case .full: return "whole picture"
    }
  }
}
