/// The steps of GLAD's EM algorithm.
struct GladSteps {
  private let table: AnswerTable
  /// The known class of every item, -1 where there is none.
  private let gold: [Int32]
  /// Whose each answer is, in the order of the table's codes.
  private let workers: [Int]
  /// Which class each answer names.
  private let choices: [Int]
  /// The probability that each answer is right.
  private var rightness: [Double]
  private(set) var abilities: [Double]
  private(set) var logEases: [Double]
  private(set) var posteriors: [Double]

  /// The mean of both priors, whose variance is 1.
  private static let priorMean = 1.0
  /// How often a step is halved before it is given up.
  private static let halvings = 12

  /// Begins with the shares of the votes and the means of the priors.
  init(_ table: AnswerTable, gold: [Int32]) {
    self.table = table
    self.gold = gold
    workers = table.codes.map { Int($0) / table.classCount }
    choices = table.codes.map { Int($0) % table.classCount }
    abilities = Array(repeating: Self.priorMean, count: table.workerCount)
    logEases = Array(repeating: Self.priorMean, count: table.itemCount)
    posteriors = MajorityVote.shares(table)
    rightness = Array(repeating: 0, count: table.codes.count)
    for item in 0..<table.itemCount { clamp(item) }
    noteRightness()
  }

  private mutating func clamp(_ item: Int) {
    guard gold[item] >= 0 else { return }
    for label in 0..<table.classCount {
      posteriors[item * table.classCount + label] = label == Int(gold[item]) ? 1 : 0
    }
  }

  private mutating func noteRightness() {
    for item in 0..<table.itemCount {
      for index in table.offsets[item]..<table.offsets[item + 1] {
        rightness[index] = posteriors[item * table.classCount + choices[index]]
      }
    }
  }

  /// What an answer adds to the expected log-likelihood at `product` = ability times ease.
  private static func gain(_ product: Double, _ rightness: Double) -> Double {
    rightness * logLogistic(product) + (1 - rightness) * logLogistic(-product)
  }

  /// Moves all abilities uphill; the expected objective is a sum over annotators, each concave.
  mutating func improveAbilities() {
    let eases = logEases.map(exponential)
    var slope = abilities.map { Self.priorMean - $0 }
    var curvature = [Double](repeating: 1, count: abilities.count)
    for item in 0..<table.itemCount {
      for index in table.offsets[item]..<table.offsets[item + 1] {
        let share = logistic(abilities[workers[index]] * eases[item])
        slope[workers[index]] += eases[item] * (rightness[index] - share)
        curvature[workers[index]] += eases[item] * eases[item] * share * (1 - share)
      }
    }
    let before = abilities
    let height = values(of: before, eases)
    var steps = zip(slope, curvature).map { $0 / $1 }
    for _ in 0..<Self.halvings {
      abilities = zip(before, steps).map { $0 + $1 }
      let reached = values(of: abilities, eases)
      let failed = steps.indices.filter { reached[$0] < height[$0] }
      if failed.isEmpty { return }
      for worker in failed { steps[worker] /= 2 }
    }
    let reached = values(of: abilities, eases)
    for worker in before.indices where reached[worker] < height[worker] {
      abilities[worker] = before[worker]
    }
  }

  /// The part of the expected objective that belongs to each annotator.
  private func values(of abilities: [Double], _ eases: [Double]) -> [Double] {
    var values = abilities.map { -($0 - Self.priorMean) * ($0 - Self.priorMean) / 2 }
    for item in 0..<table.itemCount {
      for index in table.offsets[item]..<table.offsets[item + 1] {
        values[workers[index]] += Self.gain(
          abilities[workers[index]] * eases[item], rightness[index])
      }
    }
    return values
  }

  /// Moves the ease of every item uphill.
  mutating func improveEases() {
    for item in 0..<table.itemCount {
      let ease = exponential(logEases[item])
      var slope = Self.priorMean - logEases[item]
      // Only the part of the curvature that is never negative, so that the step goes uphill.
      var curvature = 1.0
      for index in table.offsets[item]..<table.offsets[item + 1] {
        let product = abilities[workers[index]] * ease
        let share = logistic(product)
        slope += product * (rightness[index] - share)
        curvature += product * product * share * (1 - share)
      }
      let before = logEases[item]
      let height = value(ofLogEase: before, item)
      var step = slope / curvature
      for _ in 0..<Self.halvings where value(ofLogEase: before + step, item) < height { step /= 2 }
      if value(ofLogEase: before + step, item) >= height { logEases[item] = before + step }
    }
  }

  /// The part of the expected objective that belongs to an item.
  private func value(ofLogEase logEase: Double, _ item: Int) -> Double {
    let ease = exponential(logEase)
    var value = -(logEase - Self.priorMean) * (logEase - Self.priorMean) / 2
    for index in table.offsets[item]..<table.offsets[item + 1] {
      value += Self.gain(abilities[workers[index]] * ease, rightness[index])
    }
    return value
  }

  /// E step: the posteriors; returns the objective.
  mutating func expect() -> Double {
    let classes = table.classCount
    let choiceLog = classes > 1 ? naturalLog(Double(classes - 1)) : 0
    var objective = 0.0
    for item in 0..<table.itemCount {
      let ease = exponential(logEases[item])
      var scores = [Double](repeating: -naturalLog(Double(classes)), count: classes)
      var wrong = 0.0
      for index in table.offsets[item]..<table.offsets[item + 1] {
        let product = abilities[workers[index]] * ease
        wrong += logLogistic(-product) - choiceLog
        // log(p / ((1 - p) / (K - 1))) of a logistic p is its argument plus log(K - 1).
        scores[choices[index]] += product + choiceLog
      }
      objective += wrong + settle(item, &scores)
      objective -= (logEases[item] - Self.priorMean) * (logEases[item] - Self.priorMean) / 2
    }
    for ability in abilities {
      objective -= (ability - Self.priorMean) * (ability - Self.priorMean) / 2
    }
    noteRightness()
    return objective
  }

  /// Turns the scores of an item into its posterior; returns the log of their sum.
  private mutating func settle(_ item: Int, _ scores: inout [Double]) -> Double {
    if gold[item] >= 0 { return scores[Int(gold[item])] }
    let best = scores.max() ?? 0
    var total = 0.0
    for label in scores.indices {
      scores[label] = exponential(scores[label] - best)
      total += scores[label]
    }
    for label in scores.indices {
      posteriors[item * scores.count + label] = scores[label] / total
    }
    return best + naturalLog(total)
  }
}
