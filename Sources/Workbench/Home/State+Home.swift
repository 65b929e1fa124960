import AnnotationModel
import Screen

extension State {
  /// Takes what the project answers at home.
  mutating func updateHome(_ action: Action) -> [Effect] {
    switch action {
    case .home(let summary, let visit): return take(summary, visit: visit)
    case .homeIsDue(let visit):
      return screen == .home && visit == home.visit ? [.readHome(visit: visit)] : []
    case .agreement(let job, let agreement): home.agreement[job] = agreement
    default: break
    }
    return []
  }

  private mutating func take(_ summary: HomeSummary, visit: Int) -> [Effect] {
    let chosen = home.job?.id
    home.summary = summary
    home.selection =
      summary.jobs.firstIndex { $0.id == chosen }
      ?? min(home.selection, max(0, summary.jobs.count - 1))
    guard screen == .home, visit == home.visit else { return [] }
    var effects: [Effect] = [.readHomeLater(visit: visit)]
    if account.roles.contains(.lead), !home.hasAskedAgreement, !summary.jobs.isEmpty {
      home.hasAskedAgreement = true
      effects.append(.measureAgreement(summary.jobs.map(\.id)))
    }
    guard home.isAwaited else { return effects }
    home.isAwaited = false
    return effects + releaseHeld()
  }

  /// Comes home, where what was known before shows until the project has been read again.
  mutating func comeHome() -> [Effect] {
    screen = .home
    home.visit += 1
    home.isAwaited = true
    home.hasAskedAgreement = false
    return waiting(for: .leave(visit: home.visit))
  }

  /// Runs a command of the home screen; nil for any other.
  mutating func performAtHome(_ command: Command) -> [Effect]? {
    switch command {
    case .nextJob: home.selection = min(home.selection + 1, max(0, home.jobs.count - 1))
    case .previousJob: home.selection = max(0, home.selection - 1)
    case .openJob:
      return performAtHome(account.roles.contains(.annotator) ? .annotateJob : .reviewJob)
    case .annotateJob: return home.job.map { waiting(for: .annotate($0.id)) } ?? []
    case .reviewJob: return home.job.map { waiting(for: .review($0.id)) } ?? []
    case .consolidateJob: return home.job.map { waiting(for: .consolidate($0.id)) } ?? []
    case .preflightJob: return home.job.map { waiting(for: .preflight($0.id)) } ?? []
    default: return nil
    }
    return []
  }

  /// Why a command cannot run at home; nil when it can.
  func reasonAtHome(against command: Command) -> String? {
    switch command {
    case .undo, .redo: return "open a job first; undo belongs to a job"
    case .openJob, .annotateJob, .reviewJob, .consolidateJob, .preflightJob, .nextJob,
      .previousJob:
      guard let job = home.job else { return "there is no job to open yet" }
      return reason(against: command, in: job)
    default: return nil
    }
  }

  private func reason(against command: Command, in job: HomeJob) -> String? {
    let mayAnnotate = account.roles.contains(.annotator)
    let mayReview = !account.roles.isDisjoint(with: [.reviewer, .lead])
    switch command {
    case .annotateJob where !mayAnnotate:
      return "you are not an annotator of this project; ask a lead for the role"
    case .reviewJob where !mayReview:
      return "you are not a reviewer of this project; ask a lead for the role"
    case .consolidateJob where !account.roles.contains(.lead),
      .preflightJob where !account.roles.contains(.lead):
      return "you are not a lead of this project; ask a lead for the role"
    case .openJob where !mayAnnotate && !mayReview:
      return "you have no role in this project; ask a lead for one"
    case .openJob, .annotateJob, .reviewJob, .consolidateJob, .preflightJob:
      return job.images == 0 ? "\(job.name) has no images yet" : nil
    default: return nil
    }
  }

  /// A click on a job chooses it, one on the chosen job opens it.
  mutating func handleAtHome(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .wheelUp: return perform(.previousJob, key: .up)
    case .wheelDown: return perform(.nextJob, key: .down)
    case .press(.left):
      let layout = HomeLayout(self)
      let index = layout.firstJob + mouse.position.row - layout.jobs.row
      guard layout.jobs.contains(mouse.position), home.jobs.indices.contains(index) else {
        return []
      }
      if home.selection == index { return perform(.openJob, key: .enter) }
      home.selection = index
    default: break
    }
    return []
  }
}
