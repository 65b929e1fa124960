/// Makes one set of labels per item out of several annotators' sets: one yes-or-no question per
/// label, each with matrices of its own, because a person may know cats well and dogs badly.
package enum MultiLabelConsolidation {
  /// One answer: an annotator chose some labels for an item, perhaps none.
  package struct Answer: Hashable, Sendable {
    /// Index of the item, from 0.
    package let item: Int
    /// Index of the annotator, from 0.
    package let worker: Int
    /// Indexes of the chosen labels.
    package let labels: Set<Int>
    /// Indexes of labels about which it says nothing: they were suggested, or not, and left so.
    package let unasked: Set<Int>

    /// Makes an answer.
    package init(item: Int, worker: Int, labels: Set<Int>, unasked: Set<Int> = []) {
      self.item = item
      self.worker = worker
      self.labels = labels
      self.unasked = unasked
    }
  }

  /// The outcome.
  package struct Result: Hashable, Sendable {
    /// The answer to each label's question; class 1 is yes.
    package let questions: [ClassConsolidation.Result]

    /// The labels that apply to an item, ascending: those likelier than not.
    package func labels(of item: Int) -> [Int] {
      questions.indices.filter { questions[$0].consensus.labels[item] == 1 }
    }

    /// The probability that a label applies to an item.
    package func probability(of label: Int, item: Int) -> Double {
      questions[label].consensus.posteriors[item * 2 + 1]
    }
  }

  /// Consolidates the answers; `gold` maps items to the labels that are known to apply.
  ///
  /// Of several answers of one annotator to one item the last counts.
  package static func run(
    _ answers: [Answer], itemCount: Int, workerCount: Int, labelCount: Int,
    method: ClassConsolidation.Method, options: DawidSkene.Options = .init(),
    gold: [Int: Set<Int>] = [:]
  ) throws(ConsolidationError) -> Result {
    guard labelCount > 0 else { throw .noClasses }
    for label in answers.flatMap(\.labels) + gold.values.flatMap(\.self)
    where label < 0 || label >= labelCount {
      throw .indexOutOfRange(what: "class", index: label, count: labelCount)
    }
    var questions: [ClassConsolidation.Result] = []
    for label in 0..<labelCount {
      let table = try AnswerTable(
        answers.filter { !$0.unasked.contains(label) }.map {
          .init(item: $0.item, worker: $0.worker, choice: $0.labels.contains(label) ? 1 : 0)
        }, itemCount: itemCount, workerCount: workerCount, classCount: 2, repeats: .lastWins)
      questions.append(
        try ClassConsolidation.run(
          table, method: method, options: options,
          gold: gold.mapValues { $0.contains(label) ? 1 : 0 }))
    }
    return Result(questions: questions)
  }
}
