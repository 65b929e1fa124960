import AnnotationModel

extension State {
  /// The status line at home, most important first.
  var homeStatus: [String] {
    guard let summary = home.summary else { return ["reading the project"] }
    if summary.jobs.isEmpty { return ["no job yet"] }
    var parts = ["job \(home.selection + 1)/\(summary.jobs.count)"]
    guard let job = home.job else { return parts }
    if account.roles.contains(.annotator) {
      if job.returned > 0 { parts.append("\(job.returned) sent back to you") }
      parts.append("\(job.left) left for you")
    }
    if !account.roles.isDisjoint(with: [.reviewer, .lead]) {
      parts.append("\(job.toReview) to review")
    }
    return parts
  }
}
