import AnnotatorSimulation
import Consolidation
import Testing

@Suite("Agreement about classes")
struct ClassAgreementTests {
  @Test("Figures per label, pair and annotator agree with the coefficients")
  func parts() throws {
    let table = try RandomAnswers(seed: 3, itemCount: 150).table()
    let agreement = ClassAgreement(table, bootstrap: Bootstrap(samples: 200))
    let counts = AnswerCounts(table)
    #expect(agreement.alpha.value == KrippendorffAlpha.of(counts))
    #expect(agreement.kappa.value == FleissKappa.of(counts))
    #expect(agreement.labels.map(\.answers).reduce(0, +) == table.codes.count)
    #expect(agreement.labels[2].alpha.value == KrippendorffAlpha.of(counts.binary(2)))
    #expect(agreement.pairs.count == 8 * 7 / 2)
    let ofPairs = agreement.pairs.flatMap { [$0.agreement, $0.kappa, $0.weightedKappa] }
    for estimate in [agreement.alpha, agreement.kappa] + agreement.annotators.map(\.agreement)
      + ofPairs
    {
      let value = try #require(estimate.value)
      #expect(try #require(estimate.interval).contains(value))
    }
    let weighted = agreement.pairs.reduce(0) {
      $0 + ($1.agreement.value ?? -1) * Double($1.items)
    }
    let comparisons = agreement.pairs.reduce(0) { $0 + $1.items }
    #expect(2 * comparisons == agreement.annotators.reduce(0) { $0 + $1.comparisons })
    #expect(weighted > 0 && weighted < Double(comparisons))
  }

  @Test("The same seed gives the same intervals, another seed others")
  func seeds() throws {
    let table = try RandomAnswers(seed: 9).table()
    func alpha(_ seed: UInt64) -> Estimate {
      ClassAgreement(table, bootstrap: Bootstrap(samples: 100, seed: seed)).alpha
    }
    #expect(alpha(1) == alpha(1))
    #expect(alpha(1).value == alpha(2).value)
    #expect(alpha(1).interval != alpha(2).interval)
  }

  @Test("The interval holds the figure of the whole population about as often as it says")
  func coverage() throws {
    // All annotators of the same skill, so that every sample estimates one alpha.
    func problem(_ seed: UInt64, items: Int) throws -> AnswerTable {
      var random = SeededGenerator(seed: seed)
      let answers = (0..<items).flatMap { item in
        (0..<4).map { worker in
          AnswerTable.Answer(
            item: item, worker: worker,
            choice: random.chance(0.8) ? item % 2 : 1 - item % 2)
        }
      }
      return try AnswerTable(
        answers, itemCount: items, workerCount: 4, classCount: 2, repeats: .lastWins)
    }
    let truth = try #require(
      KrippendorffAlpha.of(AnswerCounts(problem(999, items: 20_000))))
    let held = try (0..<60 as Range<UInt64>).count { seed in
      let counts = AnswerCounts(try problem(seed, items: 80))
      let estimate = Estimate(units: 80, bootstrap: Bootstrap(samples: 200)) {
        KrippendorffAlpha.of(counts, times: $0)
      }
      return estimate.interval?.contains(truth) == true
    }
    #expect(held >= 51)
  }

  @Test("Nothing is claimed where there is nothing to compare")
  func empty() throws {
    let table = try AnswerTable(
      [.init(item: 0, worker: 0, choice: 1)], itemCount: 1, workerCount: 2, classCount: 2,
      repeats: .lastWins)
    let agreement = ClassAgreement(table)
    #expect(agreement.alpha.value == nil)
    #expect(agreement.kappa.interval == nil)
    #expect(agreement.pairs.isEmpty)
    #expect(agreement.annotators.map(\.comparisons) == [0, 0])
    #expect(agreement.annotators[0].agreement.value == nil)
  }
}
