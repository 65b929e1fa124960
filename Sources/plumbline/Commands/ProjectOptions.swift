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
    let jobs = try store.jobs()
    let names = jobs.map { "\"\($0.name)\"" }.joined(separator: ", ")
    if let name {
      if let job = jobs.first(where: { $0.name == name }) { return job }
      throw Failure(
        "there is no job \"\(name)\" in this project",
        hint: jobs.isEmpty ? Self.makeAJob : "its jobs are \(names)")
    }
    switch jobs.count {
    case 0:
      throw Failure("the project has no job yet", hint: Self.makeAJob)
    case 1: return jobs[0]
    default:
      throw Failure("the project has several jobs", hint: "choose one with --job: \(names)")
    }
  }

  /// What to do in a project without a job.
  static let makeAJob = "make one with \"plumbline job add\", or import a Ground Truth job"
}
