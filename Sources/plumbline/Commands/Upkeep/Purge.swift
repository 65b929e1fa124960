import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Removes an image or a person for good.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Remove everything about an image or a person whose consent was withdrawn.",
    discussion: """
      This cannot be undone, so the name has to be given a second time. Ids and the headers of the \
      journal stay, and the journal still verifies. Backups and the pictures' own files are not \
      touched: delete them where they are.

        plumbline purge image breads IMG_1.jpg --yes IMG_1.jpg
        plumbline purge person breads hanako --yes hanako
      """,
    subcommands: [OfImage.self, OfPerson.self])

  /// `purge image`.
  struct OfImage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "image", abstract: "Remove everything about an image.")

    @OptionGroup var project: ProjectDirectory

    @Argument(help: "Its file name, its path or its id.")
    var name: String

    @Option(help: "The same name again, as confirmation.")
    var yes: String?

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      let image = try ImageArgument.find(name, lead)
      try Confirmation.check(name, repeated: yes)
      PurgeReport.print(try lead.purge(image), about: name)
    }
  }

  /// `purge person`.
  struct OfPerson: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "person", abstract: "Remove everything about a person.")

    @OptionGroup var project: ProjectDirectory

    @Argument(help: "What they are called in the project.")
    var name: String

    @Option(help: "The same name again, as confirmation.")
    var yes: String?

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      let person = try CurrentPerson.named(name, in: open.store)
      try Confirmation.check(name, repeated: yes)
      PurgeReport.print(try lead.purge(person), about: name)
    }
  }
}

/// The second giving of a name, without which nothing is removed for good.
private enum Confirmation {
  static func check(_ name: String, repeated: String?) throws {
    guard let repeated else {
      throw Failure(
        "removing \"\(name)\" cannot be undone; nothing was changed",
        hint: "give the name again to confirm: --yes \"\(name)\"")
    }
    guard repeated == name else {
      throw Failure("--yes \"\(repeated)\" is not \"\(name)\"; nothing was changed")
    }
  }
}

/// What a purge tells.
private enum PurgeReport {
  static func print(_ purged: Purged, about name: String) {
    Swift.print(
      "removed \(PrintableText.escaping(name)): \(Count.text(purged.layers, "layer")) and the "
        + "content of \(purged.payloads) journal \(purged.payloads == 1 ? "entry" : "entries"), "
        + "entry #\(purged.entry)")
  }
}
