package import AnnotationModel

/// What the home screen remembers.
package struct HomeState: Sendable, Equatable {
  /// What the project was like when it was read last; nil before the first time.
  package var summary: HomeSummary?
  /// The row of the chosen job.
  package var selection = 0
  /// How far answers agree, by job, as far as it is known.
  package var agreement: [ID<Job>: Agreement] = [:]
  /// Which stay at home this is; what was asked for in an earlier one comes too late.
  package var visit = 0
  /// Whether keys wait for the project to be read.
  package var isAwaited = false
  /// Whether agreement was asked for in this stay.
  package var hasAskedAgreement = false

  /// Makes the state before the project was read.
  package init() {}

  /// The jobs as far as they are known.
  package var jobs: [HomeJob] { summary?.jobs ?? [] }

  /// The chosen job; nil when there is none.
  package var job: HomeJob? { jobs.indices.contains(selection) ? jobs[selection] : nil }
}
