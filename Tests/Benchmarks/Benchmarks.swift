import ArgumentParser

/// Measures what the product promises about speed, with the real store and the real program.
///
/// Build for release and run on a quiet machine; each subcommand prints a table with its targets.
@main
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure what Plumbline promises about speed.",
    discussion: """
        swift run -c release Benchmarks commits
        swift run -c release Benchmarks large --keep /var/tmp/large
        swift run -c release Benchmarks init
        swift run -c release Benchmarks pictures photograph.jpg
        swift run -c release Benchmarks sixels photograph.jpg --out sixels
        swift run -c release Benchmarks accuracy ../shared/data
      """,
    subcommands: [
      Commits.self, Large.self, InitSpeed.self, PictureSpeed.self, SixelFiles.self, ClassSpeed.self,
      MaskSpeed.self, Accuracy.self, AnnotatorProcess.self, ImportProcess.self,
    ])
}

/// A benchmark that could not be run, or whose result is not just slow but wrong.
struct Fault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
