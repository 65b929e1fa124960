extension AnnotatorProfile {
  /// Five people who label bread, in the order anpan, melonpan, yakisobapan; the last is careless.
  ///
  /// Anpan and melonpan are the pair that people mix up: both are round, and a pale anpan without
  /// its seeds showing looks like a melonpan from the side.
  package static let bakery: [AnnotatorProfile] = [
    AnnotatorProfile(
      name: "careful", missRate: 0.03, occlusionMissRate: 0.35, smallMissRate: 0.10,
      jitter: 0.018, margin: 0.01,
      confusion: [[0.96, 0.03, 0.01], [0.04, 0.95, 0.01], [0.01, 0.01, 0.98]],
      falsePositives: 0.10),
    AnnotatorProfile(
      name: "generous", missRate: 0.05, occlusionMissRate: 0.45, smallMissRate: 0.15,
      jitter: 0.030, margin: 0.05,
      confusion: [[0.92, 0.07, 0.01], [0.05, 0.93, 0.02], [0.02, 0.02, 0.96]],
      falsePositives: 0.35),
    AnnotatorProfile(
      name: "hasty", missRate: 0.10, occlusionMissRate: 0.70, smallMissRate: 0.30,
      jitter: 0.045, shiftX: 0.02, shiftY: -0.01,
      confusion: [[0.91, 0.07, 0.02], [0.09, 0.89, 0.02], [0.04, 0.03, 0.93]],
      falsePositives: 0.30),
    AnnotatorProfile(
      name: "newcomer", missRate: 0.06, occlusionMissRate: 0.50, smallMissRate: 0.20,
      jitter: 0.035, margin: -0.02,
      confusion: [[0.80, 0.18, 0.02], [0.06, 0.92, 0.02], [0.03, 0.02, 0.95]],
      falsePositives: 0.45),
    AnnotatorProfile(
      name: "careless", missRate: 0.22, occlusionMissRate: 0.75, smallMissRate: 0.35,
      jitter: 0.085, shiftX: -0.03, shiftY: 0.03, margin: 0.02,
      confusion: [[0.74, 0.20, 0.06], [0.22, 0.71, 0.07], [0.08, 0.08, 0.84]],
      falsePositives: 1.10),
  ]
}
