import AnnotatorSimulation
import Testing

@Suite("Simulated detector")
struct ModelProfileTests {
  private var predictions: [(gold: [GoldBox], answer: [ModelProfile.Prediction])] {
    var generator = SeededGenerator(seed: 11)
    return SimulatedBread.gold(seed: 4).map { gold in
      (
        gold,
        ModelProfile.bakery.predict(
          gold: gold, imageSize: SimulatedBread.size, using: &generator)
      )
    }
  }

  @Test("Answers are sorted and confidences lie between 0 and 1")
  func sortedConfidences() {
    for (_, answer) in predictions {
      let confidences = answer.map(\.confidence)
      #expect(confidences == confidences.sorted(by: >))
      #expect(confidences.allSatisfy { $0 > 0 && $0 < 1 })
    }
  }

  @Test("A right box is surer than a wrong one in most pairs")
  func confidenceTells() {
    var right: [Double] = []
    var wrong: [Double] = []
    for (gold, answer) in predictions {
      for prediction in answer {
        let isRight = gold.contains {
          $0.classIndex == prediction.box.classIndex && prediction.box.overlap(with: $0) >= 0.5
        }
        if isRight {
          right.append(prediction.confidence)
        } else {
          wrong.append(prediction.confidence)
        }
      }
    }
    let ordered = wrong.reduce(0) { sum, low in sum + right.count { $0 > low } }
    #expect(wrong.count > 20)
    #expect(Double(ordered) / Double(right.count * wrong.count) > 0.85)
  }
}
