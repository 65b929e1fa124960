import ArgumentParser
import Store

/// Opens the review of a job.
struct Review: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Decide about the answers of a job, the most doubtful first.",
    discussion: """
      Each box is accepted, rejected, given another label or corrected with one key; work that is \
      not good enough goes back to its annotator with a reason. ? shows every key.

        plumbline review breads
        plumbline review breads --job boxes
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var screen: ScreenOptions

  @MainActor
  func run() async throws {
    let open = try project.open()
    let job = try open.job(named: project.jobName)
    // Whoever may not review is told before the screen changes.
    _ = try open.store.reviewer(open.person)
    try await screen.run(.review(job), in: open, directory: project.directory)
  }
}
