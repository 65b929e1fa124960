import AnnotationModel
import ArgumentParser
import Interchange
import Store

extension PersonCommand {
  /// `person merge`.
  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "merge",
      abstract: "Say that two people are one.",
      discussion: """
        Answers, identities and roles of the first count as the second's from then on. "plumbline \
        undo" with the number of the entry takes them apart again.

          plumbline person merge breads A2XQ7 --into hanako
        """)

    @OptionGroup var project: ProjectDirectory

    @Argument(help: "Who becomes part of somebody else.")
    var name: String

    @Option(help: "Whom they become part of.")
    var into: String

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      let person = try CurrentPerson.named(name, in: open.store)
      let other = try CurrentPerson.named(into, in: open.store)
      let entry = try lead.merge(person, into: other)
      print(
        "\(PrintableText.escaping(person.name)) is \(PrintableText.escaping(other.name)) now, "
          + "entry #\(entry); \"plumbline undo\" takes them apart again")
    }
  }
}
