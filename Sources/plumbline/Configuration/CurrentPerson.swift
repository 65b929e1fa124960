import AnnotationModel
import Glibc
import Store

/// Who runs the program, as the system tells it.
enum CurrentPerson {
  /// The Unix user of this process; never taken from the environment, which anybody can set.
  static var draft: PersonDraft {
    let user = getuid()
    return PersonDraft(unixUser: user, name: name(of: user))
  }

  /// The person at work: the one named by `--as`, else the Unix user of this process.
  static func find(in store: Store, as name: String?) throws -> Person {
    if let name {
      let persons = try store.persons()
      guard let person = persons.first(where: { $0.name == name }) else {
        let known = persons.map(\.name).joined(separator: ", ")
        throw Failure("nobody here is called \"\(name)\"", hint: "this project knows \(known)")
      }
      return person
    }
    guard let person = try store.person(unixUser: getuid()) else {
      throw Failure(
        "you (\(Self.name(of: getuid()))) are not in this project",
        hint: "ask a lead to add you")
    }
    return person
  }

  private static func name(of user: uid_t) -> String {
    // Unsafe: getpwuid answers with memory of its own, which is copied before anything else runs.
    guard let entry = unsafe getpwuid(user) else { return "user\(user)" }
    return unsafe String(cString: entry.pointee.pw_name)
  }
}
