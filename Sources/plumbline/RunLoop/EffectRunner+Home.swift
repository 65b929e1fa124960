import AnnotationModel
import Store
import Workbench

extension EffectRunner {
  /// What the home screen shows, in the workbench's terms.
  func homeSummary() throws(StoreError) -> Workbench.HomeSummary {
    let summary = try store.home(for: person)
    return Workbench.HomeSummary(
      jobs: summary.jobs.map { job in
        HomeJob(
          id: job.id, name: job.name, task: job.task, images: job.images, answered: job.answered,
          submitted: job.mine?.submitted ?? 0, left: job.left, returned: job.returned,
          toReview: job.review?.left ?? 0)
      },
      people: summary.people.map {
        HomePerson(
          name: $0.person.name, roles: $0.person.roles, submitted: $0.submitted,
          gold: $0.gold?.f1)
      })
  }

  /// How far answers agree in each of these jobs; only leads are told.
  func agreement(in jobs: [ID<Job>]) throws(StoreError) -> [Action] {
    let lead = try store.lead(person)
    var actions: [Action] = []
    for id in jobs {
      actions.append(.agreement(id, try AgreementSample.measure(try job(id), as: lead)))
    }
    return actions
  }
}
