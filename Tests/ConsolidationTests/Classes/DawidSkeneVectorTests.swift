import Consolidation
import Testing

/// Figures that were computed independently in float64 from vote shares, M step first.
@Suite("Dawid-Skene vectors")
struct DawidSkeneVectorTests {
  private static let exact = DawidSkene.Options(
    prior: .none, tolerance: 1e-15, iterationLimit: 1000)

  @Test("1979 data, first transcription")
  func firstTranscription() throws {
    let fit = try DawidSkene.fit(Anaesthetists.table(), options: Self.exact)
    #expect(fit.converged)
    expectClose(fit.objective.prefix(3), [-205.091138, -194.550952, -193.159445])
    expectClose(fit.objective.suffix(1), [-192.890881214])
    expectClose(fit.marginals, [0.399554753, 0.421983392, 0.111795189, 0.066666667])
    #expect(fit.consensus.labels == Anaesthetists.consensusClasses)
    expectClose(fit.consensus.posterior(of: 6), [0.981020295, 0.018979705, 0, 0])
    expectClose(fit.consensus.posterior(of: 34), [0, 0.947995202, 0.052004798, 0])
    expectClose(fit.consensus.posterior(of: 37), [0, 0.021200484, 0.978799516, 0])
    expectClose(
      fit.confusions[0].values,
      [
        0.889488349, 0.110511651, 0, 0, 0.070585451, 0.876379937, 0.053034613, 0,
        0, 0.338821540, 0.661178460, 0, 0, 0, 0.555555556, 0.444444444,
      ])
    expectClose(
      fit.confusions[4].values,
      [
        1, 0, 0, 0, 0.159039230, 0.734520493, 0.106440277, 0,
        0, 0.209113511, 0.790886489, 0, 0, 0, 0.333333333, 0.666666667,
      ])
  }

  @Test("1979 data, second transcription")
  func secondTranscription() throws {
    let fit = try DawidSkene.fit(
      Anaesthetists.table(patient7: "1122111"), options: Self.exact)
    #expect(fit.converged)
    expectClose(fit.objective.prefix(3), [-203.113033, -192.398150, -190.995785])
    expectClose(fit.objective.suffix(1), [-190.730996595])
    expectClose(fit.marginals, [0.399969, 0.421576, 0.111788, 0.066667])
    #expect(fit.consensus.labels == Anaesthetists.consensusClasses)
    expectClose(fit.consensus.posterior(of: 6), [0.999787964, 0.000212036, 0, 0])
    expectClose(fit.consensus.posterior(of: 34), [0, 0.948215221, 0.051784779, 0])
  }

  @Test("Four items and three annotators, one step and to the end")
  func tiny() throws {
    let rows = [[0, 0, 1], [1, 1, 0], [0, 0, 0], [1, 1, 1]]
    let table = try AnswerTable(
      rows.enumerated().flatMap { item, row in
        row.enumerated().map { .init(item: item, worker: $0, choice: $1) }
      }, itemCount: 4, workerCount: 3, classCount: 2, repeats: .lastWins)
    var options = Self.exact
    options.iterationLimit = 1
    let step = try DawidSkene.fit(table, options: options)
    #expect(!step.converged)
    expectClose(step.marginals, [0.5, 0.5], within: 1e-8)
    expectClose(step.confusions[0].values, [5.0 / 6, 1.0 / 6, 1.0 / 6, 5.0 / 6], within: 1e-8)
    expectClose(step.confusions[2].values, [2.0 / 3, 1.0 / 3, 1.0 / 3, 2.0 / 3], within: 1e-8)
    expectClose(step.consensus.posterior(of: 0), [25.0 / 27, 2.0 / 27], within: 1e-8)
    expectClose(step.consensus.posterior(of: 2), [50.0 / 51, 1.0 / 51], within: 1e-8)
    expectClose(step.objective, [-7.04578863327935], within: 1e-8)
    let end = try DawidSkene.fit(table, options: Self.exact)
    expectClose(end.objective.suffix(1), [-5.545177444479562], within: 1e-8)
  }
}

/// Records an issue unless both have the same length and agree element by element.
func expectClose(
  _ found: some Collection<Double>, _ expected: [Double], within tolerance: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.count == expected.count, sourceLocation: sourceLocation)
  for (index, (left, right)) in zip(found, expected).enumerated() {
    #expect(
      abs(left - right) <= tolerance, "element \(index): \(left), expected \(right)",
      sourceLocation: sourceLocation)
  }
}
