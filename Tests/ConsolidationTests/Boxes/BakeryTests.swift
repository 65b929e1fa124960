import AnnotatorSimulation
import Consolidation
import KnownProblems
import Testing

@Suite("Consolidation of the bakery's annotators")
struct BakeryTests {
  /// Five people, and three of them with the careless one among them.
  static let teams = [AnnotatorProfile.bakery, [0, 3, 4].map { AnnotatorProfile.bakery[$0] }]

  private func compare(
    _ gold: BakeryGold, team: [AnnotatorProfile], title: String
  ) throws -> MethodComparison {
    var comparison = MethodComparison()
    for seed in 0..<20 as Range<UInt64> {
      try comparison.add(
        tasks: gold.tasks(by: team, seed: seed), gold: gold.truth, annotatorCount: team.count,
        classCount: 3)
    }
    print(comparison.table(title))
    return comparison
  }

  /// Not below the vote, as far as twenty seeds can tell, and far above one person.
  private func expectWorthwhile(_ comparison: MethodComparison) {
    #expect(comparison.dawidSkene.f1.count == 20)
    for figure in [\SeedStudy.f1, \SeedStudy.labelAccuracy] {
      let gain = comparison.gainOverVote(figure)
      #expect(gain.mean + gain.half >= 0)
    }
    #expect(comparison.gainOverSingle.mean - comparison.gainOverSingle.half >= 0.05)
  }

  @Test(
    "On the sample project, over 20 seeds of its annotators",
    .enabled(if: BakeryGold.isPresent, "the sample project has no gold"), arguments: teams)
  func sampleProject(team: [AnnotatorProfile]) throws {
    let gold = try BakeryGold(manifest: BakeryGold.manifest)
    #expect(gold.trays.count >= 24)
    expectWorthwhile(
      try compare(gold, team: team, title: "bakery, \(team.count) people"))
  }

  @Test("On made-up trays, over 20 seeds of the bakery's annotators", arguments: teams)
  func madeUpTrays(team: [AnnotatorProfile]) throws {
    let gold = BakeryGold(madeUp: 30, seed: 11)
    expectWorthwhile(
      try compare(gold, team: team, title: "made-up trays, \(team.count) people"))
  }
}
