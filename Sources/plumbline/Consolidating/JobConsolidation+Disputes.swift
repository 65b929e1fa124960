import AnnotationModel
import Consolidation

/// How far the answers to one image differ.
struct DisputedImage: Sendable {
  /// Its place among the images that were consolidated.
  let item: Int
  /// Its place in the job, from 0.
  let index: Int
  let image: Image
  /// How many boxes or labels are probably wrong, or the share of disputed pixels; nil where fewer
  /// than two answered.
  let doubt: Double?
  /// Answers to it.
  let answers: Int
  /// What is disputed most, in a few words.
  let text: String
  /// Whether most annotators say otherwise.
  let isAgainstMajority: Bool
  /// Whether another answer is as probable.
  let isTied: Bool
}

extension JobConsolidation {
  /// Every image with an answer, the most disputed first, of equals the earlier in the job; labels
  /// are named in a language.
  func disputes(language: String) -> [DisputedImage] {
    let names = job.labels.map { $0.displayName(language: language) }
    let all: [DisputedImage] =
      switch body {
      case .boxes(let found, let input): boxDisputes(found, input, names)
      case .labels(let found): labelDisputes(found, names)
      case .masks(let found): maskDisputes(found)
      }
    return all.sorted {
      ($1.doubt ?? -1, $0.index) < ($0.doubt ?? -1, $1.index)
    }
  }

  private func boxDisputes(
    _ found: BoxConsensus, _ input: ConsolidationInput, _ names: [String]
  ) -> [DisputedImage] {
    answers.objects.enumerated().map { item, object in
      let accepted = found.images[item].map { (box: $0, doubt: Self.doubt(of: $0, isThere: true)) }
      let rejected = found.rejected[item].map {
        (box: $0, doubt: Self.doubt(of: $0, isThere: false))
      }
      let measured = (accepted + rejected).filter { $0.doubt != nil }
      let worst = measured.max { ($0.doubt ?? 0) < ($1.doubt ?? 0) }
      return DisputedImage(
        item: item, index: object.index, image: object.image,
        doubt: measured.isEmpty ? nil : measured.compactMap(\.doubt).reduce(0, +),
        answers: object.answers.count,
        text: worst.map { votes(for: $0.box, in: input.tasks[item], names) }
          ?? "nothing is measured",
        isAgainstMajority: found.images[item].contains { $0.classIndex != $0.majorityClass },
        isTied: found.images[item].contains(where: \.isTied))
    }
  }

  /// How probably it is wrong to say that a box is there, as what it is, or that it is not.
  private static func doubt(of box: ConsensusBox, isThere: Bool) -> Double? {
    guard box.evidence >= 2 else { return nil }
    return isThere ? 1 - box.existence * box.classPosterior[box.classIndex] : box.existence
  }

  /// `anpan 2, melonpan 1 of 5`.
  private func votes(
    for box: ConsensusBox, in task: BoxTask, _ names: [String]
  ) -> String {
    var votes = [Int](repeating: 0, count: job.labels.count)
    for contributor in box.contributors {
      let answer = task.answers.first { $0.annotator == contributor.annotator }
      guard let answer, answer.boxes.indices.contains(contributor.boxIndex) else { continue }
      votes[answer.boxes[contributor.boxIndex].classIndex] += 1
    }
    return Self.words(for: votes, names) + " of \(box.support)"
  }

  /// `anpan 3, melonpan 1`, the most first.
  private static func words(for votes: [Int], _ names: [String]) -> String {
    votes.enumerated().filter { $0.element > 0 }
      .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
      .map { "\(names[$0.offset]) \($0.element)" }.joined(separator: ", ")
  }

  private func labelDisputes(
    _ found: LabelConsolidation, _ names: [String]
  ) -> [DisputedImage] {
    zip(answers.objects, found.outcomes).enumerated().map { item, pair in
      DisputedImage(
        item: item, index: pair.0.index, image: pair.0.image, doubt: pair.1.doubt,
        answers: pair.0.answers.count,
        text: Self.words(
          for: names.indices.map { label in pair.1.votes[label] ?? 0 }, names),
        isAgainstMajority: pair.1.differsFromMajority, isTied: pair.1.isTied)
    }
  }

  private func maskDisputes(_ found: SurfaceConsolidation) -> [DisputedImage] {
    found.images.indices.map { item in
      let amount = found.results[item].disagreement.amount
      let isMeasured = found.tasks[item].answers.count >= 2
      return DisputedImage(
        item: item, index: found.places[item], image: found.images[item],
        doubt: isMeasured ? amount : nil, answers: found.tasks[item].answers.count,
        text: "\((amount * 1000).rounded() / 10) % of the pixels",
        isAgainstMajority: false, isTied: false)
    }
  }
}
