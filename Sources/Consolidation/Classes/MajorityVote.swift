/// The class with the most answers wins; every annotator counts the same.
package enum MajorityVote {
  /// Counts votes; the posterior of a class is its share of the answers.
  ///
  /// An item without answers has the same posterior for every class and support 0.
  package static func run(_ table: AnswerTable) -> ClassConsensus {
    let unknown = [Int32](repeating: -1, count: table.itemCount)
    return ClassConsensus(table: table, posteriors: shares(table), gold: unknown)
  }

  /// Counts votes; items of known class (`gold[item]` at least 0) are that class.
  static func run(_ table: AnswerTable, gold: [Int32]) -> ClassConsensus {
    var shares = shares(table)
    for item in 0..<table.itemCount where gold[item] >= 0 {
      for label in 0..<table.classCount {
        shares[item * table.classCount + label] = label == Int(gold[item]) ? 1 : 0
      }
    }
    return ClassConsensus(table: table, posteriors: shares, gold: gold)
  }

  static func shares(_ table: AnswerTable) -> [Double] {
    let classes = table.classCount
    var shares = [Double](repeating: 0, count: table.itemCount * classes)
    for item in 0..<table.itemCount {
      let range = table.offsets[item]..<table.offsets[item + 1]
      for code in table.codes[range] { shares[item * classes + Int(code) % classes] += 1 }
      for index in item * classes..<(item + 1) * classes {
        shares[index] = range.isEmpty ? 1 / Double(classes) : shares[index] / Double(range.count)
      }
    }
    return shares
  }
}
