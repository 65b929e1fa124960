/// How often a method is right about gold that it was not shown.
package struct GoldCheck: Hashable, Sendable {
  /// Gold items that at least one annotator answered.
  package let items: Int
  /// How many the method got right while they were held out.
  package let right: Int
  /// How many a majority vote gets right.
  package let rightByMajority: Int

  /// The share of right answers; nil without items.
  package var accuracy: Double? { items == 0 ? nil : Double(right) / Double(items) }

  /// Holds out each of `folds` parts of the gold in turn; the others teach the method.
  ///
  /// Parts are made of the items in their order, every `folds`-th to one part, so they are the same
  /// on every run.
  package init(
    _ table: AnswerTable, method: ClassConsolidation.Method, options: DawidSkene.Options = .init(),
    gold: [Int: Int], folds: Int = 5
  ) throws(ConsolidationError) {
    let known = gold.sorted { $0.key < $1.key }
    let votes = MajorityVote.run(table)
    var (items, right, byMajority) = (0, 0, 0)
    for fold in 0..<min(folds, known.count) {
      let held = known.enumerated().filter { $0.offset % folds == fold }.map(\.element)
      var shown = gold
      for (item, _) in held { shown[item] = nil }
      let result = try ClassConsolidation.run(
        table, method: method, options: options, gold: shown)
      for (item, truth) in held where votes.support[item] > 0 {
        items += 1
        right += result.consensus.labels[item] == truth ? 1 : 0
        byMajority += votes.labels[item] == truth ? 1 : 0
      }
    }
    (self.items, self.right, rightByMajority) = (items, right, byMajority)
  }
}
