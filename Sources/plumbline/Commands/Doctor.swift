import ArgumentParser
import Foundation
import Interchange

/// Looks whether a project and the terminal are as they should be.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check a project and what this terminal can do, and say what to do.",
    discussion: """
      Reads the whole database: SQLite's own check, references, counters, and the journal's chain \
      of hashes. A project of an older version is brought up to date after a copy of it; \
      otherwise nothing is changed, and the screen is not taken over. The exit status is 1 when \
      something is wrong.

        plumbline doctor --test-card
        plumbline doctor breads --json
        plumbline doctor --use half

      --use keeps how pictures are sent to this kind of terminal, for every command from then on; \
      auto takes it back. --graphics and --format of other commands count more.
      """)

  @Argument(
    help: "The project's directory; without one, only the terminal is looked at.",
    completion: .directory)
  var directory: String?

  @Option(name: .customLong("as"), help: "Look as another person of the project, for tests.")
  var personName: String?

  @Flag(help: "Print JSON for programs.")
  var json = false

  @Option(help: "How pictures are sent to this kind of terminal from now on.")
  var use: PictureWish?

  @Flag(help: "Draw a card for the eye, as pictures would be drawn.")
  var testCard = false

  func run() throws {
    let project = directory.map { ProjectExamination($0, as: personName).findings } ?? []
    let environment = ProcessInfo.processInfo.environment
    let isTalking = isatty(STDOUT_FILENO) == 1 && isatty(STDIN_FILENO) == 1
    let screen = ShowScreen(environment: environment, questions: isTalking)
    var preferences = try TerminalPreferences(environment: environment)
    if let use {
      try preferences.prefer(
        use.format,
        of: TerminalPreferences.name(of: screen.capabilities, environment: environment),
        environment: environment)
    }
    let preference = preferences.preference(
      for: screen.capabilities, environment: environment)
    var terminal = TerminalExamination(
      environment: environment, isTerminal: isatty(STDOUT_FILENO) == 1,
      isDescribed: TerminalDescriptions(environment: environment).contains
    ).findings
    terminal +=
      GraphicsExamination(
        screen, isTalking: isTalking, preferring: preference
      ).findings
    let wrong = (project + terminal).count { $0.verdict == .wrong }
    if json {
      printJSON(project: project, terminal: terminal, wrong: wrong)
    } else {
      if let directory { Self.print(project, under: "project \(directory)") }
      Self.print(terminal, under: "terminal")
      Swift.print(wrong == 0 ? "nothing is wrong" : "\(wrong) wrong")
      if testCard {
        try TestCard.show(
          on: screen,
          as: GraphicsChoice(for: screen.capabilities, preferring: preference).format)
      }
    }
    if wrong > 0 { throw ExitCode(Failure.Status.failed.rawValue) }
  }

  private static func print(_ findings: [Finding], under title: String) {
    Swift.print(PrintableText.escaping(title))
    for finding in findings { Swift.print(finding.text) }
  }

  private func printJSON(project: [Finding], terminal: [Finding], wrong: Int) {
    var writer = JSONWriter()
    writer.beginObject()
    for (key, findings) in [("project", project), ("terminal", terminal)] {
      writer.key(key)
      writer.beginArray()
      for finding in findings { finding.append(to: &writer) }
      writer.endArray()
    }
    writer.member("wrong", wrong)
    writer.endObject()
    Swift.print(String(decoding: writer.bytes, as: UTF8.self))
  }
}
