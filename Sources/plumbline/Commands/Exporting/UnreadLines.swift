import AnnotationModel
import Store

/// The lines of a job's manifests that could not be read, in their order, a page at a time.
struct UnreadLines {
  private let job: Job
  private let lead: LeadView
  private var page: ArraySlice<UnreadLine> = []
  private var last = -1
  private var isAtEnd = false

  init(of job: Job, lead: LeadView) {
    self.job = job
    self.lead = lead
  }

  /// The next line, if its number is below `number`.
  mutating func next(before number: Int) throws -> UnreadLine? {
    if page.isEmpty, !isAtEnd {
      page = try lead.unreadLines(of: job, after: last)[...]
      isAtEnd = page.isEmpty
    }
    guard let line = page.first, line.number < number else { return nil }
    page.removeFirst()
    last = line.number
    return line
  }
}
