import AnnotationModel
import ArgumentParser
import Store

/// The project that a command works on, and who works.
struct ProjectOptions: ParsableArguments {
  @Argument(help: "The project's directory.", completion: .directory)
  var directory: String

  @Option(name: .customLong("job"), help: "The job; needed where the project has several.")
  var jobName: String?

  @Option(name: .customLong("as"), help: "Work as another person of the project, for tests.")
  var personName: String?

  /// Opens the project as the person at work, who must be allowed to run the command.
  func open() throws -> OpenProject {
    let store = try Store.open(at: directory, now: Clock.now)
    let person = try CurrentPerson.find(in: store, as: personName)
    try RunningCommand.check(person)
    return OpenProject(store: store, person: person)
  }
}

/// A project with the person who works on it.
struct OpenProject {
  /// The project.
  let store: Store
  /// The person at work.
  let person: Person

  /// The job that is meant: the named one, else the only one.
  func job(named name: String?) throws -> Job {
    if let name { return try store.job(named: name) }
    let jobs = try store.jobs()
    switch jobs.count {
    case 0:
      throw Failure(
        "the project has no job yet", hint: "make one with \"plumbline init DIR --labels a,b\"")
    case 1: return jobs[0]
    default:
      throw Failure(
        "the project has several jobs",
        hint: "choose one with --job: "
          + jobs.map { "\"\($0.name)\"" }.joined(separator: ", "))
    }
  }
}
