import ArgumentParser

/// Opens the home screen of a project.
struct Home: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "home",
    abstract: "Open a project: its jobs, what is left in each, and what you can do.",
    discussion: """
      A directory alone opens its home screen:

        plumbline breads
      """)

  @OptionGroup var project: ProjectDirectory
  @OptionGroup var screen: ScreenOptions

  @MainActor
  func run() async throws {
    try await screen.run(.home, in: try project.open(), directory: project.directory)
  }
}
