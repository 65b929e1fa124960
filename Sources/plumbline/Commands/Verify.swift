import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Reads pictures whole and says which changed, are missing, or are there twice.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read pictures whole: find what changed, is missing, or is there twice.",
    discussion: """
      Taking pictures in reads their headers only. This reads the rest and keeps a SHA-256 of \
      each; pictures that were read before are read again when their date changed, or with --all. \
      It can be cut off at any time and goes on with the next call. Changed pictures are named \
      and left as the project knows them.

        plumbline verify breads
        plumbline verify breads --all --rejects changed.txt
      """)

  @OptionGroup var project: ProjectDirectory

  @Flag(help: "Read again what seems to be as it was.")
  var all = false

  @Option(help: "Where to write everything that changed or is missing.", completion: .file())
  var rejects: String?

  func run() throws {
    try Rejects.check(rejects)
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let check = ContentCheck(lead, readsAll: all)
    _ = try lead.noteContents(check)
    if let failure = check.failure { throw failure }
    print(
      "\(Count.text(check.added, "picture")) read for the first time, \(check.same) read again "
        + "and unchanged, \(check.passed) passed over as unchanged")
    try printDuplicates(lead)
    try check.rejects.report(to: rejects)
    if !check.rejects.isEmpty { throw RejectedInputs() }
  }

  /// One line for each group of pictures with the same bytes.
  private func printDuplicates(_ lead: LeadView) throws {
    var last: [UInt8] = []
    while case let groups = try lead.duplicates(after: last), let end = groups.last {
      for group in groups {
        let names = try group.images.map { try Self.name(of: lead.image($0)) }
        print("the same picture: \(names.joined(separator: "  "))")
      }
      last = end.hash
    }
  }

  private static func name(of image: Image) -> String {
    PrintableText.escaping(image.locations.first?.place.text ?? "\(image.id)", limit: .max)
  }
}
