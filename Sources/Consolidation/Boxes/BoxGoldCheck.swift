/// How often a method is right about boxes of gold images that it was not shown.
package struct BoxGoldCheck: Hashable, Sendable {
  /// Gold images that at least one annotator answered.
  package let images: Int
  /// How the method's boxes match the gold while it was held out.
  package let score: DetectionScore
  /// How a majority vote's do.
  package let majority: DetectionScore

  /// Holds out each of `folds` parts of the gold images in turn; the others teach the method.
  ///
  /// Parts are made of the images in their order, every `folds`-th to one part, so they are the
  /// same on every run.
  package init(
    _ tasks: [BoxTask], annotatorCount: Int, classCount: Int, method: BoxConsolidation.Method,
    options: BoxConsolidation.Options = .init(), folds: Int = 5
  ) throws(ConsolidationError) {
    let known = tasks.indices.filter { tasks[$0].gold != nil && !tasks[$0].answers.isEmpty }
    images = known.count
    let blind = tasks.map { BoxTask(answers: $0.answers) }
    let votes = try BoxConsolidation.run(
      images: blind, annotatorCount: annotatorCount, classCount: classCount,
      method: .majorityVote, options: options)
    var (own, theirs) = (DetectionScore(), DetectionScore())
    for fold in 0..<min(folds, known.count) {
      let held = known.enumerated().filter { $0.offset % folds == fold }.map(\.element)
      var shown = tasks
      for index in held { shown[index] = blind[index] }
      let result = try BoxConsolidation.run(
        images: shown, annotatorCount: annotatorCount, classCount: classCount, method: method,
        options: options)
      for index in held {
        let gold = tasks[index].gold ?? []
        own += DetectionScore(predicted: result.images[index].map(\.labeled), gold: gold)
        theirs += DetectionScore(predicted: votes.images[index].map(\.labeled), gold: gold)
      }
    }
    (score, majority) = (own, theirs)
  }
}

extension ConsensusBox {
  /// The box with its class alone.
  package var labeled: LabeledBox { LabeledBox(box: box, classIndex: classIndex) }
}
