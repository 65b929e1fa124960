import FoundationEssentials
import Raster

/// Draws the bakery sample project: `BakeryGenerator OUTDIR`.
///
/// The same program writes the same bytes on every run. Files that are there already are
/// overwritten; nothing is removed.
@main
struct BakeryGenerator {
  static func main() async throws {
    guard CommandLine.arguments.count == 2 else {
      throw Misuse(description: "usage: BakeryGenerator OUTDIR, as in SampleProjects/bakery")
    }
    let project = SampleProject(photographs: try await photographs())
    let folder = URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory)
    for (path, bytes) in project.files { try write(bytes, to: folder.appending(path: path)) }
  }

  /// The program was called wrongly.
  private struct Misuse: Error, CustomStringConvertible {
    var description: String
  }

  /// All pictures in manifest order, two at a time.
  private static func photographs() async throws -> [Photograph] {
    try await withThrowingTaskGroup(of: (Int, Photograph).self) { group in
      var finished: [Int: Photograph] = [:]
      for (index, brief) in Programme.briefs.enumerated() {
        if index >= 2, let (done, photograph) = try await group.next() {
          finished[done] = photograph
        }
        group.addTask { (index, try Photograph.taken(of: brief, seed: 1_000 + UInt64(index))) }
      }
      for try await (done, photograph) in group { finished[done] = photograph }
      return finished.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  private static func write(_ bytes: [UInt8], to file: URL) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}
