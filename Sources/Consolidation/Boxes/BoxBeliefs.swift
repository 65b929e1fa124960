import AnnotationModel

/// What a method believes about every cluster: whether it is an object, and which.
struct BoxBeliefs {
  private let classes: ClassConsensus
  private let votes: ClassConsensus
  /// Probability that each cluster is an object.
  private let existence: [Double]
  private let confusions: [ConfusionMatrix]
  /// How the boxes of each annotator are expected to be named; nil for votes.
  private let counts: ExpectedCounts?
  /// How many annotators said for themselves whether each cluster is an object.
  private let evidence: [Int]
  let iterations: Int
  /// What the class model reached; nil for votes.
  let objective: Double?
  let converged: Bool

  /// Believes what most annotators say.
  init(votesOf tables: ClusterTables) {
    classes = MajorityVote.run(tables.classes)
    votes = classes
    existence = Self.presence(MajorityVote.run(tables.presence))
    evidence = (0..<tables.presence.itemCount).map(tables.presence.support)
    (confusions, counts) = ([], nil)
    (iterations, objective, converged) = (0, nil, true)
  }

  /// Believes two models that know the annotators.
  init(
    fitting tables: ClusterTables, options: BoxConsolidation.Options
  ) throws(ConsolidationError) {
    let nothing = tables.classes.classCount
    let things = tables.gold.filter { $0.value != nothing }
    let fit = try DawidSkene.fit(tables.classes, options: options.dawidSkene, gold: things)
    let presence = try DawidSkene.fit(tables.presence, options: options.presence, gold: tables.gold)
    classes = fit.consensus
    votes = MajorityVote.run(tables.classes)
    existence = Self.presence(presence.consensus)
    evidence = presence.consensus.support
    (confusions, counts) = (fit.confusions, fit.counts)
    iterations = fit.iterations
    objective = fit.objective.last
    converged = fit.converged && presence.converged
  }

  /// One minus the probability of the last class, "no object".
  private static func presence(_ consensus: ClassConsensus) -> [Double] {
    consensus.labels.indices.map { 1 - (consensus.posterior(of: $0).last ?? 0) }
  }

  /// The box that a cluster is believed to be, `placed` where the edges were found; nil only for a
  /// cluster without members.
  func box(
    of cluster: [BoxClustering.Member], item: Int, support: Int, placed: Box?
  ) -> ConsensusBox? {
    guard let first = cluster.first else { return nil }
    return ConsensusBox(
      box: placed ?? Box(medianOf: cluster.map(\.content.box)) ?? first.content.box,
      classIndex: classes.labels[item], isTied: classes.isTied[item],
      majorityClass: votes.labels[item], classPosterior: Array(classes.posterior(of: item)),
      existence: existence[item],
      contributors: cluster.map { .init(annotator: $0.annotator, boxIndex: $0.boxIndex) },
      support: support, evidence: evidence[item])
  }

  /// Compares each annotator's boxes with the consensus.
  func reports(
    on images: [BoxTask], _ consensus: [[ConsensusBox]], _ edges: EdgeModel,
    annotatorCount: Int
  ) -> [AnnotatorReport] {
    var tallies = [Tally](repeating: Tally(), count: annotatorCount)
    for (image, boxes) in zip(images, consensus) {
      for answer in image.answers { tallies[answer.annotator].add(answer, boxes) }
    }
    return tallies.indices.map { annotator in
      let known = confusions.indices.contains(annotator) && tallies[annotator].drawn > 0
      let confusion = known ? confusions[annotator] : nil
      return tallies[annotator].report(
        annotator, confusion: confusion,
        naming: known ? counts.flatMap { BetaDistribution(rightIn: $0, of: annotator) } : nil,
        habit: edges.habit(of: annotator))
    }
  }
}

/// Running counts of one annotator's agreement with the consensus.
private struct Tally {
  var images = 0
  var drawn = 0
  var found = 0
  var missed = 0
  var rightlyLabeled = 0
  var overlaps = 0.0

  mutating func add(_ answer: BoxAnswer, _ boxes: [ConsensusBox]) {
    images += 1
    drawn += answer.boxes.count
    for box in boxes {
      let own = box.contributors.first { $0.annotator == answer.annotator }
      guard let own else {
        missed += 1
        continue
      }
      found += 1
      let content = answer.boxes[own.boxIndex]
      if content.classIndex == box.classIndex { rightlyLabeled += 1 }
      overlaps += content.box.intersectionOverUnion(box.box)
    }
  }

  func report(
    _ annotator: Int, confusion: ConfusionMatrix?, naming: BetaDistribution?, habit: EdgeHabit?
  ) -> AnnotatorReport {
    AnnotatorReport(
      annotator: annotator, images: images, drawn: drawn, found: found, missed: missed,
      rightlyLabeled: rightlyLabeled, meanOverlap: found == 0 ? nil : overlaps / Double(found),
      confusion: confusion, naming: naming, habit: habit)
  }
}
