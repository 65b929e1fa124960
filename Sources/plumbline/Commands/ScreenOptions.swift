import AnnotationModel
import ArgumentParser
import Foundation
import Interchange
import Pictures
import Screen
import Store
import Terminal
import Workbench

/// How the screens look, for the commands that open one.
struct ScreenOptions: ParsableArguments {
  @Option(help: "The language of label names, such as ja; by default that of the locale.")
  var language: String?

  @Option(help: "A theme: its name, or its file.")
  var theme: String?

  @Option(help: "How pictures are sent; by default the best that the terminal has.")
  var graphics: PictureFormat?

  @Option(help: "How much of pictures is sent; by default what the link can carry.")
  var detail: PictureDetail = .auto

  @Option(help: .hidden)
  var script: String?

  @Option(help: .hidden)
  var saveScreen: String?

  /// Opens a screen and works on it until the person leaves.
  @MainActor
  func run(_ start: EffectRunner.Start, in project: OpenProject, directory: String) async throws {
    let environment = ProcessInfo.processInfo.environment
    let library = ImageLibrary()
    let runner = EffectRunner(
      store: project.store, person: project.person, library: library,
      language: language ?? Locale.language(of: environment))
    let account = Account(
      projectName: project.store.project.name, directory: directory,
      personName: project.person.name, roles: project.person.roles)
    let theme = try ThemeFile.find(theme, environment: environment)
    if let script {
      let run = try ScriptRun(
        script: LocalPath(script), runner: runner, start: start, account: account)
      return try run.finish(saving: saveScreen.map { try LocalPath($0) }, theme: theme)
    }
    try await show(
      start, account: account, theme: theme, runner: runner, library: library,
      environment: environment, preferences: try TerminalPreferences(environment: environment))
  }

  @MainActor
  private func show(
    _ start: EffectRunner.Start, account: Account, theme: Theme, runner: EffectRunner,
    library: ImageLibrary, environment: [String: String], preferences: TerminalPreferences
  ) async throws {
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
        environment: environment, preferences: preferences, graphics: graphics,
        detail: detail.fineness), start: start,
      account: account)
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
