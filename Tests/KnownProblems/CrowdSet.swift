package import Consolidation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A public crowd data set: answers, and what is true of some items.
package struct CrowdSet {
  /// The answers.
  package let table: AnswerTable
  /// Item and its true class.
  package let truth: [(item: Int, label: Int)]

  /// Reads a set by its name: two tables in a folder, or a labelling job called `birds`.
  package init(_ name: String, in folder: String) throws {
    if name == "birds" {
      try self.init(birds: folder + "/birds")
    } else {
      try self.init(tables: folder + "/" + name)
    }
  }

  private init(tables folder: String) throws {
    let labels = try Self.rows(folder + "/label.csv")
    let truth = try Self.rows(folder + "/truth.csv").map { (item: $0[0], label: $0[1]) }
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
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",").compactMap { Int($0) }
    }
  }

  /// What one item makes of the accuracy, and what rounding to two decimals hides, in points.
  package var oneItem: Double { 100 / Double(truth.count) + 0.01 }

  /// The share of right labels in percent, over the items whose truth is known.
  package func accuracy(_ consensus: ClassConsensus) -> Double {
    let right = truth.count { consensus.labels[$0.item] == $0.label }
    return 100 * Double(right) / Double(truth.count)
  }
}
