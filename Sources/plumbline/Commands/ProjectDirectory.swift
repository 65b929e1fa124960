import ArgumentParser
import Store

/// The project that a command works on, for commands that are not about one job.
struct ProjectDirectory: ParsableArguments {
  @Argument(help: "The project's directory.", completion: .directory)
  var directory: String

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
