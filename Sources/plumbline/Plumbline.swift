import ArgumentParser
import Foundation
import Interchange

/// The program: its subcommands, and how it ends.
@main
struct Plumbline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plumbline",
    abstract: "Make the ground truth of images, in a terminal.",
    discussion: """
      A project is a directory with one database. Make one from a folder of pictures:

        plumbline init breads --images ~/photos --labels anpan,melonpan

      Draw boxes in it, review them, combine what several people drew, and write a manifest:

        plumbline breads
        plumbline consolidate breads
        plumbline export breads --format ground-truth --out breads.manifest

      Exit status: 0 done, 1 failed, 2 wrong usage, 3 done with some inputs rejected.
      """,
    version: "0.1.0",
    subcommands: [
      Home.self, Annotate.self, Review.self, Init.self, Import.self, Consolidate.self,
      Agreement.self, Export.self, Preflight.self, Compare.self, Show.self, Status.self, Log.self,
      ListImages.self, Backup.self, Verify.self, Doctor.self, PersonCommand.self, JobCommand.self,
      LabelCommand.self, Restore.self, Undo.self, Runs.self, Relink.self, PurgeCommand.self,
      Roles.self,
    ],
    defaultSubcommand: Home.self)

  static func main() async {
    do {
      try refuseMistypedCommand(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      RunningCommand.begin(type(of: command))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      finish(with: error)
    }
  }

  /// `plumbline exprot` names no project, but a subcommand that was meant.
  private static func refuseMistypedCommand(_ word: String?) throws {
    guard let word, !word.hasPrefix("-"), !word.contains("/"),
      (try? LocalPath(word).entryKind()) != .folder
    else { return }
    let names =
      configuration.subcommands.map { $0.configuration.commandName ?? "\($0)".lowercased() }
      + ["help"]
    guard !names.contains(word),
      let near = names.first(where: { EditDistance.between($0, word) <= 2 })
    else { return }
    throw ValidationError("There is no command or project \"\(word)\". Did you mean \"\(near)\"?")
  }

  /// Prints an error for a person and ends with the status that scripts can rely on.
  private static func finish(with error: any Error) -> Never {
    if let rejected = error as? RejectedInputs {
      Foundation.exit(rejected.status.rawValue)
    }
    if let known = KnownFailure(error) {
      let lines = known.description.split(separator: "\n").map {
        PrintableText.escaping(String($0), limit: .max)
      }
      StandardError.write("plumbline: \(lines.joined(separator: "\n"))\n")
      Foundation.exit(Failure.Status.failed.rawValue)
    }
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code == .success {
      print(message)
    } else if !message.isEmpty {
      StandardError.write(message + "\n")
    }
    // EX_USAGE (64) is the parser's own; scripts of this program expect 2.
    let isUsage = code == .validationFailure
    Foundation.exit(isUsage ? Failure.Status.wrongUsage.rawValue : code.rawValue)
  }
}
