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

  /// The person at work: the Unix user of this process, or the one named by `--as`.
  ///
  /// Only a lead may work as somebody else, and the superuser, who could become anybody anyway.
  static func find(in store: Store, as name: String?) throws -> Person {
    let own = try store.person(unixUser: getuid())
    if let name, name != own?.name {
      guard getuid() == 0 || own?.roles.contains(.lead) == true else {
        throw Failure("only a lead may work as somebody else", hint: "leave out --as")
      }
      return try named(name, in: store)
    }
    guard let own else {
      throw Failure(
        "you (\(Self.name(of: getuid()))) are not in this project",
        hint: "ask a lead to add you")
    }
    return own
  }

  /// The person that a lead's command is about.
  static func named(_ name: String, in store: Store) throws -> Person {
    let persons = try store.persons()
    guard let person = persons.first(where: { $0.name == name }) else {
      let known = persons.map(\.name).joined(separator: ", ")
      throw Failure("nobody here is called \"\(name)\"", hint: "this project knows \(known)")
    }
    return person
  }

  private static func name(of user: uid_t) -> String {
    // Unsafe: getpwuid answers with memory of its own, which is copied before anything else runs.
    guard let entry = unsafe getpwuid(user) else { return "user\(user)" }
    return unsafe String(cString: entry.pointee.pw_name)
  }
}
