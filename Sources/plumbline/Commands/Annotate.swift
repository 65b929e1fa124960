import AnnotationModel
import ArgumentParser
import Foundation
import Interchange
import Pictures
import Screen
import Store
import Terminal
import Workbench

/// Opens the canvas of a job.
struct Annotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw and fix labels on the images of a job.",
    discussion: """
      The canvas opens where you were. ? shows every key; nothing has to be saved.

        plumbline breads
        plumbline annotate breads --job boxes --language ja
      """)

  @OptionGroup var project: ProjectOptions

  @Option(help: "The language of label names, such as ja; by default that of the locale.")
  var language: String?

  @Option(help: "A theme: its name, or its file.")
  var theme: String?

  @Option(help: .hidden)
  var script: String?

  @Option(help: .hidden)
  var saveScreen: String?

  @MainActor
  func run() async throws {
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    let library = ImageLibrary()
    // The newest session of a person is the one that writes; an older one is told at its next key.
    let annotator = try open.store.annotator(open.person, job: job).newSession()
    let runner = EffectRunner(annotator, library: library)
    let environment = ProcessInfo.processInfo.environment
    let context = JobContext(
      jobName: job.name, labels: job.labels, personName: open.person.name,
      language: language ?? Locale.language(of: environment))
    let theme = try ThemeFile.find(theme, environment: environment)
    if let script {
      let run = try ScriptRun(script: LocalPath(script), runner: runner, context: context)
      return try run.finish(saving: saveScreen.map { try LocalPath($0) }, theme: theme)
    }
    try await show(runner: runner, library: library, context: context, theme: theme)
  }

  @MainActor
  private func show(
    runner: EffectRunner, library: ImageLibrary, context: JobContext, theme: Theme
  ) async throws {
    let environment = ProcessInfo.processInfo.environment
    let session: TerminalSession
    do {
      session = try TerminalSession(TerminalSession.Configuration(environment: environment))
    } catch {
      throw Failure(error.description)
    }
    defer { session.end() }
    let engine = PictureEngine { try library.bytes(of: $0) }
    let loop = RunLoop(
      RunLoop.Dependencies(
        session: session, runner: runner, engine: engine, theme: theme,
        environment: environment), context: context)
    let unsaved = await loop.run()
    session.end()
    if let reason = unsaved.first { throw Failure("the last change was not saved: \(reason)") }
    // Shells say 128 and the signal's number of a program that a signal ended.
    if let signal = loop.endingSignal { throw ExitCode(128 + signal) }
  }
}

/// What the environment says about language.
private enum Locale {
  /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set; `en` for none.
  static func language(of environment: [String: String]) -> String {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    let code = String((value ?? "").prefix { $0.isLetter }).lowercased()
    return code.count == 2 ? code : "en"
  }
}
