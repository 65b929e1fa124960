import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// The people of a project.
struct PersonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "person",
    abstract: "List the people of a project, add them, and give them roles.",
    discussion: """
      People are who the system says they are: the Unix user who runs the program. Only leads may \
      use these commands. An annotator labels, a reviewer corrects, a lead sets up and exports.

        plumbline person list breads
        plumbline person add breads hanako --role annotator --role reviewer
        plumbline person role breads hanako lead
        plumbline person role breads hanako annotator --remove
        plumbline person merge breads A2XQ7 --into hanako
      """,
    subcommands: [List.self, Add.self, GiveRole.self, Identity.self, Merge.self])

  /// `person list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List everybody with their roles and identities.")

    @OptionGroup var project: ProjectDirectory

    @Flag(help: "Print JSON for programs.")
    var json = false

    func run() throws {
      let open = try project.open()
      // Who else is here is for leads: annotators answer without knowing of each other.
      _ = try open.store.lead(open.person)
      var output = RecordOutput()
      for person in try open.store.persons() {
        if json {
          output.append { person.append(to: &$0) }
        } else {
          print(person.line)
        }
      }
      if json { output.finish() }
    }
  }

  /// `person add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Add a Unix user of this host.",
      discussion: """
          plumbline person add breads hanako
          plumbline person add breads 1004 --name 花子 --role annotator --role reviewer
        """)

    @OptionGroup var project: ProjectDirectory

    @Argument(help: "The name they log in with, or their user id.")
    var login: String

    @Option(name: .customLong("role"), help: "What they may do; give it again for more.")
    var roles: [Person.Role] = []

    @Option(help: "What people call them; by default the name they log in with.")
    var name: String?

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      let user = try UnixUser.id(of: login)
      if let known = try open.store.person(unixUser: user) {
        throw Failure(
          "user \(login) is \"\(known.name)\" in this project already",
          hint: "\"plumbline person role\" gives further roles")
      }
      let name = try FreeName.checked(name ?? UnixUser.name(user), in: open.store)
      let added = try lead.addPerson(
        PersonDraft(unixUser: user, name: name), roles: roles.isEmpty ? [.annotator] : Set(roles))
      print("added " + added.line)
    }
  }

  /// `person role`.
  struct GiveRole: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "role", abstract: "Give somebody further roles, or take roles away.",
      discussion: """
        Taking a role away counts at once; what was done in it stays.

          plumbline person role breads hanako reviewer lead
          plumbline person role breads hanako lead --remove
        """)

    @OptionGroup var project: ProjectDirectory

    @Argument(help: "What they are called in the project.")
    var name: String

    @Argument(help: "The roles: annotator, reviewer, lead.")
    var roles: [Person.Role]

    @Flag(help: "Take these roles away; what was done in them stays.")
    var remove = false

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      let person = try CurrentPerson.named(name, in: open.store)
      let roles = Set(roles)
      let changed =
        remove ? try lead.removeRoles(roles, from: person) : try lead.addRoles(roles, to: person)
      print(changed.line)
    }
  }

  /// `person identity`.
  struct Identity: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "identity",
      abstract: "Give somebody who is here one more name by which systems know them.",
      discussion: """
        Somebody whose answers came in as those of a Ground Truth worker goes on as themselves:

          plumbline person identity breads A2XQ7 --user hanako
          plumbline person identity breads hanako --worker A2XQ8
        """)

    @OptionGroup var project: ProjectDirectory

    @Argument(help: "What they are called in the project.")
    var name: String

    @Option(help: "A Unix user of this host: a login name or a user id.")
    var user: String?

    @Option(help: "A Ground Truth worker id.")
    var worker: String?

    func validate() throws {
      if (user == nil) == (worker == nil) { throw ValidationError("Give --user or --worker.") }
    }

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      var person = try CurrentPerson.named(name, in: open.store)
      if let user {
        person = try lead.addIdentity(.unixUser(UnixUser.id(of: user)), to: person)
      }
      if let worker { person = try lead.addIdentity(.groundTruthWorker(worker), to: person) }
      print(person.line)
    }
  }
}

extension Person.Role: ExpressibleByArgument {}

/// Names of people, by which commands find them.
private enum FreeName {
  /// A name that nobody in the project has yet; throws when somebody has.
  static func checked(_ name: String, in store: Store) throws -> String {
    let name = LabelName.normalized(name)
    guard try !store.persons().contains(where: { $0.name == name }) else {
      throw Failure(
        "somebody here is called \"\(name)\" already",
        hint: "choose another name with --name, or give them this user with "
          + "\"plumbline person identity\"")
    }
    return name
  }
}

extension Person {
  /// A line for people: name, roles, identities.
  fileprivate var line: String {
    let roles = roles.map(\.rawValue).sorted().joined(separator: ", ")
    let identities = identities.map(\.text).joined(separator: ", ")
    return [name, roles.isEmpty ? "no role" : roles, identities].filter { !$0.isEmpty }
      .map { PrintableText.escaping($0) }.joined(separator: "  ")
  }

  fileprivate func append(to writer: inout JSONWriter) {
    writer.member("id", id.description)
    writer.member("name", name)
    writer.key("roles")
    writer.beginArray()
    for role in roles.map(\.rawValue).sorted() { writer.string(role) }
    writer.endArray()
    writer.key("identities")
    writer.beginArray()
    for identity in identities { writer.string(identity.text) }
    writer.endArray()
  }
}

extension Person.Identity {
  /// The identity for people.
  fileprivate var text: String {
    switch self {
    case .unixUser(let user): "user \(UnixUser.name(user)) (\(user))"
    case .groundTruthWorker(let worker): "worker \(worker)"
    case .name(let name): "name \(name)"
    }
  }
}
