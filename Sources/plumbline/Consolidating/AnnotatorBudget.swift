import AnnotationModel
import Consolidation
import Workbench

/// What a job's result would have been with fewer annotators, by leaving out answers at random.
///
/// Every image keeps at most so many of its answers; the same plan consolidates what is left, and
/// the result is compared with that of all answers, and with gold, which it is not shown.
struct AnnotatorBudget {
  /// The rows, one per number of annotators.
  let table: ConsolidationBudget

  /// How often answers are drawn for each number.
  static let draws = 5
  /// The most images that are looked at: the first with the most answers.
  static let images = 400

  /// Tries all numbers of annotators up to the most that an image has, at most ten.
  init(of found: JobConsolidation, seed: UInt64 = 1) throws {
    let sample = AnswerSample(seed: seed)
    let answers = Self.sampled(found.answers)
    var plan = found.plan
    // Gold would make few answers look better than they are.
    plan.gold = false
    let whole = try Self.outcome(of: answers, found, plan)
    let most = min(10, answers.objects.map(\.answers.count).max() ?? 0)
    let rows = try (1...max(1, most)).map { number in
      // With all answers there is one way to draw them.
      let isWhole = answers.objects.allSatisfy { $0.answers.count <= number }
      return try Self.row(number, draws: isWhole ? 1 : Self.draws, against: whole) { draw in
        let fewer = answers.keeping {
          sample.places(keeping: number, of: $0.answers.count, item: $0.index, draw: draw)
        }
        let outcome = isWhole ? whole : try Self.outcome(of: fewer, found, plan)
        return (outcome, fewer.objects.reduce(0) { $0 + $1.answers.count })
      }
    }
    table = ConsolidationBudget(
      rows: rows, measure: BudgetOutcome.measure(found.job.task), draws: Self.draws, seed: seed,
      images: answers.objects.count)
  }

  /// One number of annotators: the mean over the draws.
  private static func row(
    _ number: Int, draws: Int, against whole: BudgetOutcome,
    _ draw: (Int) throws -> (outcome: BudgetOutcome, answers: Int)
  ) throws -> ConsolidationBudget.Row {
    var (matches, golds, answers) = ([Double](), [Double](), 0)
    for index in 0..<draws {
      let drawn = try draw(index)
      answers += drawn.answers
      if let match = drawn.outcome.match(with: whole) { matches.append(match) }
      if let gold = drawn.outcome.matchWithGold { golds.append(gold) }
    }
    return ConsolidationBudget.Row(
      annotators: number, answers: answers / draws, match: mean(matches),
      range: draws == 1 ? nil : range(matches), gold: mean(golds))
  }

  /// Few enough images to be quick, those with the most answers, in the order of the job.
  private static func sampled(_ answers: JobAnswers) -> JobAnswers {
    guard answers.objects.count > images else { return answers }
    let chosen = answers.objects.enumerated().sorted {
      ($1.element.answers.count, $0.offset) < ($0.element.answers.count, $1.offset)
    }.prefix(images).map(\.offset)
    return answers.keepingObjects(at: Set(chosen))
  }

  private static func outcome(
    of answers: JobAnswers, _ found: JobConsolidation, _ plan: ConsolidationPlan
  ) throws -> BudgetOutcome {
    BudgetOutcome(try JobConsolidation(answers, job: found.job, names: found.names, plan: plan))
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  private static func range(_ values: [Double]) -> ClosedRange<Double>? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return low...high
  }
}
