import ArgumentParser
import Store

/// Takes back one journal entry of a lead.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Take back an import, a run, a merge of people, a restoring or a moved folder.",
    discussion: """
      The number is the one that "plumbline log" shows. Taking back is an entry of its own, and \
      taking that one back does it again. What people draw and review is undone on their screens.

        plumbline undo breads 123
      """)

  @OptionGroup var project: ProjectDirectory

  @Argument(help: "The number of the entry.")
  var entry: Int

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let undone = try lead.undo(EntryNumber(entry))
    print("entry #\(entry) is taken back by entry #\(undone)")
  }
}
