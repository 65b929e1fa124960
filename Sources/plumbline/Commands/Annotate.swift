import ArgumentParser
import Store

/// Opens the canvas of a job.
struct Annotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Draw and fix labels on the images of a job.",
    discussion: """
      What was sent back to you comes first, then what you began, then what nobody has. ? shows \
      every key; nothing has to be saved.

        plumbline annotate breads
        plumbline annotate breads --job boxes --language ja
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var screen: ScreenOptions

  @MainActor
  func run() async throws {
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    // Whoever may not annotate is told before the screen changes.
    _ = try open.store.annotator(open.person, job: job)
    try await screen.run(.annotate(job), in: open, directory: project.directory)
  }
}
