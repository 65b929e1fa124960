#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a simulated detector answers: like an annotator, and with a confidence for each box.
package struct ModelProfile: Hashable, Sendable {
  /// A box with the detector's confidence, 0...1.
  package struct Prediction: Hashable, Sendable {
    /// The box and its class.
    package var box: SimulatedBox
    /// How sure the detector is, strictly between 0 and 1.
    package var confidence: Double
  }

  /// What the detector overlooks, mixes up and imagines.
  package var eye: AnnotatorProfile
  /// The mean log-odds of a box that is right.
  package var rightLogOdds: Double
  /// The mean log-odds of a box that is wrong.
  package var wrongLogOdds: Double
  /// Standard deviation of the log-odds.
  package var spread: Double

  /// Describes a detector; a wider gap between the log-odds makes its confidence more telling.
  package init(
    eye: AnnotatorProfile, rightLogOdds: Double, wrongLogOdds: Double, spread: Double
  ) {
    self.eye = eye
    self.rightLogOdds = rightLogOdds
    self.wrongLogOdds = wrongLogOdds
    self.spread = spread
  }

  /// The detector's answer about one image, surest first; equal generators give equal answers.
  package func predict(
    gold: [GoldBox], imageSize: ImageExtent, using generator: inout some RandomNumberGenerator
  ) -> [Prediction] {
    let boxes = eye.annotate(gold: gold, imageSize: imageSize, using: &generator)
    let predictions = boxes.map { box in
      let overlap = gold.filter { $0.classIndex == box.classIndex }.map { box.overlap(with: $0) }
      let best = overlap.max() ?? 0
      // A loose box is a little less sure than a tight one.
      let mean = best >= 0.5 ? rightLogOdds - 2 * (1 - best) : wrongLogOdds
      return Prediction(
        box: box, confidence: 1 / (1 + exp(-(mean + spread * generator.normal()))))
    }
    return predictions.sorted { $0.confidence > $1.confidence }
  }

  /// A detector of middling quality for the sample project.
  package static let bakery = ModelProfile(
    eye: AnnotatorProfile(
      name: "bread-detector", missRate: 0.05, occlusionMissRate: 0.55, smallMissRate: 0.25,
      jitter: 0.030, margin: 0.01,
      confusion: [[0.90, 0.08, 0.02], [0.06, 0.93, 0.01], [0.02, 0.01, 0.97]],
      falsePositives: 0.80),
    rightLogOdds: 2.9, wrongLogOdds: 0.4, spread: 1.0)
}

extension SimulatedBox {
  /// Intersection over union with a gold box, whatever their classes: 0...1.
  package func overlap(with gold: GoldBox) -> Double {
    let across = min(right, gold.right) - max(left, gold.left)
    let down = min(bottom, gold.bottom) - max(top, gold.top)
    guard across > 0, down > 0 else { return 0 }
    let common = across * down
    return common
      / (width * height + (gold.right - gold.left) * (gold.bottom - gold.top) - common)
  }
}
