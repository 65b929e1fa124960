import Consolidation
import KnownProblems
import Testing

@Suite("Consolidation of random scenes")
struct RandomSceneTests {
  @Test(
    "Dawid-Skene is not below the vote, and both are far above one annotator",
    arguments: RandomScenes.Plan.all)
  func methods(plan: RandomScenes.Plan) throws {
    var comparison = MethodComparison()
    for seed in 0..<20 as Range<UInt64> {
      let scenes = RandomScenes(plan: plan, seed: seed)
      try comparison.add(
        tasks: scenes.tasks, gold: scenes.gold, annotatorCount: plan.annotatorCount,
        classCount: plan.classCount)
    }
    print(comparison.table(plan.description))
    #expect(comparison.gainOverVote(\.f1).mean >= 0)
    #expect(comparison.gainOverVote(\.labelAccuracy).mean >= 0)
    #expect(comparison.gainOverSingle.mean >= 0.05)
  }

  @Test("Edges weighed by precision are not below the median", arguments: RandomScenes.Plan.all)
  func edges(plan: RandomScenes.Plan) throws {
    var studies = [SeedStudy(), SeedStudy()]
    for seed in 0..<10 as Range<UInt64> {
      let scenes = RandomScenes(plan: plan, seed: seed)
      for (index, coordinates) in BoxConsolidation.Coordinates.allCases.enumerated() {
        let result = try BoxConsolidation.run(
          images: scenes.tasks, annotatorCount: plan.annotatorCount, classCount: plan.classCount,
          method: .dawidSkene, options: .init(coordinates: coordinates))
        var score = DetectionScore()
        for (boxes, truth) in zip(result.images, scenes.gold) {
          let plain = boxes.map { LabeledBox(box: $0.box, classIndex: $0.classIndex) }
          score += DetectionScore(predicted: plain, gold: truth)
        }
        studies[index].add(score)
      }
    }
    print("\(plan.description): \(studies[0].row("median")); \(studies[1].row("weighted"))")
    let gain = SeedStudy.interval(
      zip(studies[1].meanOverlap, studies[0].meanOverlap).map { $0 - $1 })
    #expect(gain.mean >= 0)
  }
}
