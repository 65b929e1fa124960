package import Consolidation

/// Dawid-Skene, majority vote and single annotators over the same simulated answers.
package struct MethodComparison {
  /// Scores seed by seed.
  package private(set) var dawidSkene = SeedStudy()
  package private(set) var majorityVote = SeedStudy()
  /// The mean over the annotators, seed by seed.
  package private(set) var singleF1: [Double] = []
  package private(set) var singleLabelAccuracy: [Double] = []

  /// A comparison without seeds.
  package init() {}

  /// Adds the answers of a seed.
  package mutating func add(
    tasks: [BoxTask], gold: [[LabeledBox]], annotatorCount: Int, classCount: Int
  ) throws {
    for method in BoxConsolidation.Method.allCases {
      let result = try BoxConsolidation.run(
        images: tasks, annotatorCount: annotatorCount, classCount: classCount, method: method)
      var total = DetectionScore()
      for (boxes, truth) in zip(result.images, gold) {
        let plain = boxes.map { LabeledBox(box: $0.box, classIndex: $0.classIndex) }
        total += DetectionScore(predicted: plain, gold: truth)
      }
      switch method {
      case .dawidSkene: dawidSkene.add(total)
      case .majorityVote: majorityVote.add(total)
      }
    }
    var singles = [DetectionScore](repeating: DetectionScore(), count: annotatorCount)
    for (task, truth) in zip(tasks, gold) {
      for answer in task.answers {
        singles[answer.annotator] += DetectionScore(predicted: answer.boxes, gold: truth)
      }
    }
    singleF1.append(SeedStudy.interval(singles.compactMap(\.f1)).mean)
    singleLabelAccuracy.append(SeedStudy.interval(singles.compactMap(\.labelAccuracy)).mean)
  }

  /// What Dawid-Skene gains over the vote, seed by seed, with its interval.
  package func gainOverVote(_ figure: KeyPath<SeedStudy, [Double]>) -> (mean: Double, half: Double)
  {
    let pairs = zip(dawidSkene[keyPath: figure], majorityVote[keyPath: figure])
    return SeedStudy.interval(pairs.map { $0 - $1 })
  }

  /// Mean F1 gained by Dawid-Skene over the mean single annotator, with its interval.
  package var gainOverSingle: (mean: Double, half: Double) {
    SeedStudy.interval(zip(dawidSkene.f1, singleF1).map { $0 - $1 })
  }

  /// A table for people.
  package func table(_ title: String) -> String {
    let single = SeedStudy.interval(singleF1)
    let label = SeedStudy.interval(singleLabelAccuracy)
    func text(_ value: (mean: Double, half: Double)) -> String {
      let digits = [value.mean, value.half].map { ($0 * 10_000).rounded() / 10_000 }
      return "\(digits[0]) ± \(digits[1])"
    }
    return """
      \(title), \(singleF1.count) seeds, mean ± 95 %
        \(dawidSkene.row("Dawid-Skene"))
        \(majorityVote.row("majority vote"))
        mean single annotator: F1 \(text(single)), labels \(text(label))
        gain over vote \(text(gainOverVote(\.f1))), over single \(text(gainOverSingle))
      """
  }
}
