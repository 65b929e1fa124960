import Consolidation
import KnownProblems
import Testing

/// Published tables; the expected values were computed independently with statsmodels 0.15,
/// krippendorff 0.9 and scikit-learn 1.9.
@Suite("Agreement coefficients")
struct CoefficientTests {
  @Test("Cohen's kappa, plain and weighted")
  func cohen() {
    func kappa(_ table: [[Double]], _ weights: CohenKappa.Weights = .none) -> [Double] {
      CohenKappa.of(table, weights: weights).map { [$0] } ?? []
    }
    expectClose(kappa([[20, 5], [10, 15]]), [0.4], within: 1e-12)
    expectClose(kappa([[45, 15], [25, 15]]), [0.13043478260869568], within: 1e-12)
    expectClose(kappa([[25, 35], [5, 35]]), [0.2592592592592593], within: 1e-12)
    let three: [[Double]] = [[11, 3, 1], [1, 9, 0], [0, 1, 10]]
    expectClose(kappa(three), [0.7502890173410405], within: 1e-12)
    expectClose(kappa(three, .linear), [0.7831325301204819], within: 1e-12)
    expectClose(kappa(three, .quadratic), [0.8154897494305239], within: 1e-12)
    #expect(CohenKappa.of([[0, 0], [0, 0]]) == nil)
    #expect(CohenKappa.of([[7, 0], [0, 0]]) == nil)
  }

  /// Fleiss' table of 10 items, 14 raters and 5 classes.
  private static let fleiss = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
  ].map { row in row.enumerated().flatMap { [Int](repeating: $0, count: $1) } }

  @Test("Fleiss' kappa and its free-marginal form")
  func fleissKappa() {
    let counts = AnswerCounts(Self.fleiss, classCount: 5)
    expectClose([FleissKappa.of(counts) ?? 0], [0.20993070442195522], within: 1e-12)
    expectClose([FleissKappa.freeMarginal(counts) ?? 0], [0.2225274725274725], within: 1e-12)
    #expect(FleissKappa.of(AnswerCounts([[0, 0], [0]], classCount: 2)) == nil)
    #expect(FleissKappa.of(AnswerCounts([[0], [1]], classCount: 2)) == nil)
  }

  /// Rows of annotators with `.` for a missing answer, as choices per item counted from 0.
  private func units(_ rows: [String]) -> [[Int]] {
    let cells = rows.map { $0.split(separator: " ").map { Int($0) } }
    return cells[0].indices.map { item in cells.compactMap { $0[item] }.map { $0 - 1 } }
  }

  private func alphas(_ units: [[Int]], _ classCount: Int) -> [Double] {
    let counts = AnswerCounts(units, classCount: classCount)
    let values = (1...classCount).map(Double.init)
    return KrippendorffAlpha.Metric.allCases.compactMap {
      KrippendorffAlpha.of(counts, metric: $0, values: values)
    }
  }

  @Test("Krippendorff's alpha of his own table of 2011, at all levels")
  func krippendorff2011() {
    let units = units([
      "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .",
      "1 2 3 3 2 4 4 1 2 5 1 .",
    ])
    expectClose(
      alphas(units, 5),
      [0.743421052631579, 0.8153875037548814, 0.8491071428571428, 0.7974027747116121],
      within: 1e-12)
  }

  @Test("Krippendorff's alpha where most answers are missing")
  func missing() {
    let units = units([
      ". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .",
      ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
    ])
    expectClose(
      Array(alphas(units, 4).prefix(3)),
      [0.691358024691358, 0.8067214199413153, 0.8108448928121059], within: 1e-12)
  }

  @Test("Krippendorff's alpha of two annotators and two classes")
  func binary() {
    let units = units(["1 2 1 1 1 1 1 1 2 1", "2 2 2 1 1 2 1 1 1 1"])
    expectClose([alphas(units, 2)[0]], [0.09523809523809534], within: 1e-12)
    #expect(KrippendorffAlpha.of(AnswerCounts([[1, 1], [1]], classCount: 2)) == nil)
  }

  @Test("The first ratings of the anaesthetists")
  func anaesthetists() {
    // Observer 1 rated three times; their first rating is the first of the word.
    let choices = Anaesthetists.firstRatings
    let counts = AnswerCounts(choices, classCount: 4)
    expectClose([FleissKappa.of(counts) ?? 0], [0.5824353448275861], within: 1e-12)
    expectClose(
      [
        KrippendorffAlpha.of(counts) ?? 0, KrippendorffAlpha.of(counts, metric: .ordinal) ?? 0,
      ], [0.5842911877394636, 0.8118922563970095], within: 1e-12)
    var table = [[Double]](repeating: [0, 0, 0, 0], count: 4)
    for row in choices { table[row[0]][row[1]] += 1 }
    expectClose([CohenKappa.of(table) ?? 0], [0.5404814004376368], within: 1e-12)
    expectClose(
      [CohenKappa.of(table, weights: .quadratic) ?? 0], [0.8013871374527112], within: 1e-12)
  }

  @Test("A real job", .enabled(if: SharedData.hasCrowd, "the crowd data sets are not here"))
  func birds() throws {
    let counts = AnswerCounts(try CrowdSet("birds", in: SharedData.crowd).table)
    expectClose([KrippendorffAlpha.of(counts) ?? 0], [0.821496239349869], within: 1e-12)
    expectClose([FleissKappa.of(counts) ?? 0], [0.8213779465992728], within: 1e-12)
  }
}
