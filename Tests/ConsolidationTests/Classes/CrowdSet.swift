import Consolidation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A public crowd data set that may lie beside the repository, in `../shared/data/crowd`.
struct CrowdSet {
  let table: AnswerTable
  /// Item and its true class.
  let truth: [(item: Int, label: Int)]

  /// The folder, found from this source file.
  static let folder: String = {
    let steps = #filePath.split(separator: "/").dropLast(4)
    return "/" + steps.dropLast().joined(separator: "/") + "/shared/data/crowd"
  }()

  static var arePresent: Bool {
    FileManager.default.fileExists(atPath: folder + "/bluebird/label.csv")
  }

  init(_ name: String) throws {
    if name == "birds" {
      try self.init(birds: Self.folder + "/birds")
    } else {
      try self.init(tables: name)
    }
  }

  private init(tables name: String) throws {
    let labels = try Self.rows(name + "/label.csv")
    let truth = try Self.rows(name + "/truth.csv").map { (item: $0[0], label: $0[1]) }
    func count(_ values: [Int]) -> Int { (values.max() ?? -1) + 1 }
    table = try AnswerTable(
      labels.map { .init(item: $0[0], worker: $0[1], choice: $0[2]) },
      itemCount: count(labels.map { $0[0] } + truth.map(\.item)),
      workerCount: count(labels.map { $0[1] }),
      classCount: count(labels.map { $0[2] } + truth.map(\.label)), repeats: .lastWins)
    self.truth = truth
  }

  /// The Ground Truth job: one folder of worker responses per line of its manifest.
  private init(birds folder: String) throws {
    let images = try BirdsJob(folder: folder)
    table = try AnswerTable(
      images.answers, itemCount: images.truth.count, workerCount: images.workerCount,
      classCount: images.labels.count, repeats: .lastWins)
    truth = Array(images.truth.enumerated().map { (item: $0.offset, label: $0.element) })
  }

  private static func rows(_ path: String) throws -> [[Int]] {
    let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",").compactMap { Int($0) }
    }
  }

  /// The share of right labels in percent, over the items whose truth is known.
  func accuracy(_ consensus: ClassConsensus) -> Double {
    let right = truth.count { consensus.labels[$0.item] == $0.label }
    return 100 * Double(right) / Double(truth.count)
  }
}
