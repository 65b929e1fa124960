import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Brings an image's answers back to how they were.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Bring everybody's answers to an image back to how they were.",
    discussion: """
      Give a moment (UTC, as "plumbline log" shows them) or the number of a journal entry, after \
      which the image stands again; 0 is before everything. This is an entry of its own, which \
      "plumbline undo" takes back. Imports and runs are taken back as a whole, by "plumbline undo".

        plumbline restore breads --image IMG_1.jpg --to '2026-11-20 14:00' --dry-run
        plumbline restore breads --image IMG_1.jpg --to-entry 1200
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "The file name, the path or the id of the image.")
  var image: String

  @Option(help: "The moment, such as '2026-11-20 14:00' or 2026-11-20T14:00:05.")
  var to: String?

  @Option(help: "The number of the journal entry.")
  var toEntry: Int?

  @Flag(help: "Show what would change; write nothing.")
  var dryRun = false

  func validate() throws {
    if (to == nil) == (toEntry == nil) { throw ValidationError("Give --to or --to-entry.") }
    if let to, Self.moment(to) == nil {
      throw ValidationError("--to \(to) is no moment; write it like '2026-11-20 14:00'.")
    }
  }

  func run() throws {
    let open = try project.open()
    let lead = try open.store.lead(open.person)
    let job = try open.job(named: project.jobName)
    let id = try ImageArgument.find(image, lead)
    let point: RestorePoint =
      if let moment = to.flatMap(Self.moment) {
        .moment(moment)
      } else {
        .entry(EntryNumber(toEntry ?? 0))
      }
    let restored = try lead.restore(id, in: job, to: point, tryOut: dryRun)
    for line in lines(restored) { print(PrintableText.escaping(line, limit: .max)) }
  }

  /// A moment with or without seconds; a whole day is its beginning.
  private static func moment(_ text: String) -> Timestamp? {
    Timestamp(text) ?? Timestamp(text + ":00") ?? Timestamp(text + "T00:00:00")
  }

  private func lines(_ restored: Restored) -> [String] {
    let place = restored.to == 0 ? "before everything" : "after entry #\(restored.to)"
    let verb = restored.entry == nil ? "would be" : "is"
    let number = restored.entry.map { ", entry #\($0)" } ?? ""
    let entries = "\(restored.entries) \(restored.entries == 1 ? "entry" : "entries")"
    var lines = ["\(image) \(verb) as it was \(place): \(entries) made up for\(number)"]
    for change in restored.changes {
      let differs =
        change.shapesDiffer && change.before.shapes == change.after.shapes
        ? ", other shapes" : ""
      lines.append(
        "  \(change.person ?? "the review"): \(change.before.text) becomes "
          + "\(change.after.text)\(differs)")
    }
    if restored.changes.isEmpty { lines.append("  it stands as it did then already") }
    for batch in restored.batches {
      lines.append("  left as it is: the import or run of entry #\(batch)")
    }
    return lines
  }
}

extension Restored.Change.Standing {
  fileprivate var text: String { "\(state) with \(Count.text(shapes, "shape"))" }
}
