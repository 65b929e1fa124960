import AnnotationModel

/// The clusters of all images, and who said what about them.
struct ClusterTables {
  /// The clusters of each image; numbered through, they are the items of the tables.
  let clusters: [[[BoxClustering.Member]]]
  /// The classes that were drawn.
  let classes: AnswerTable
  /// The same with one more class: an annotator answered the image and did not draw it.
  let presence: AnswerTable
  /// The true class of the clusters on gold images; `classCount` where there is no object.
  let gold: [Int: Int]

  init(
    images: [BoxTask], annotatorCount: Int, classCount: Int, overlapThreshold: Double
  ) throws(ConsolidationError) {
    clusters = images.map {
      BoxClustering.clusters(of: $0.answers, threshold: overlapThreshold)
    }
    let items = zip(images, clusters).flatMap { image, found in found.map { (image, $0) } }
    classes = try AnswerTable(
      Self.drawn(items.map(\.1)), itemCount: items.count, workerCount: annotatorCount,
      classCount: classCount, repeats: .lastWins)
    presence = try AnswerTable(
      Self.given(items, nothing: classCount), itemCount: items.count,
      workerCount: annotatorCount, classCount: classCount + 1, repeats: .lastWins)
    gold = Self.gold(images, clusters, nothing: classCount)
  }

  private static func drawn(_ clusters: [[BoxClustering.Member]]) -> [AnswerTable.Answer] {
    clusters.enumerated().flatMap { item, cluster in
      // A suggestion that everybody left as it was counts once, as the suggestion that it is.
      let independent = cluster.filter(\.content.isIndependent)
      let members = independent.isEmpty ? cluster.prefix(1) : independent[...]
      return members.map { member in
        AnswerTable.Answer(
          item: item, worker: member.annotator, choice: member.content.classIndex)
      }
    }
  }

  private static func given(
    _ items: [(image: BoxTask, cluster: [BoxClustering.Member])], nothing: Int
  ) -> [AnswerTable.Answer] {
    items.enumerated().flatMap { item, pair in
      let choices = Dictionary(
        uniqueKeysWithValues: pair.cluster.map { ($0.annotator, $0.content) })
      return pair.image.answers.compactMap { answer -> AnswerTable.Answer? in
        let content = choices[answer.annotator]
        // Who left a suggested box as it was did not find it without help.
        guard content?.isIndependent ?? true else { return nil }
        return AnswerTable.Answer(
          item: item, worker: answer.annotator, choice: content?.classIndex ?? nothing)
      }
    }
  }

  private static func gold(
    _ images: [BoxTask], _ clusters: [[[BoxClustering.Member]]], nothing: Int
  ) -> [Int: Int] {
    var gold: [Int: Int] = [:]
    var item = 0
    for (image, found) in zip(images, clusters) {
      if let truth = image.gold {
        for (index, label) in matches(found, truth).enumerated() {
          gold[item + index] = label ?? nothing
        }
      }
      item += found.count
    }
    return gold
  }

  /// The class of the true box that each cluster is about; nil where it is about none.
  private static func matches(
    _ clusters: [[BoxClustering.Member]], _ truth: [LabeledBox]
  ) -> [Int?] {
    // A cluster always has a member; its first box stands in if the median were empty.
    let boxes = clusters.map { Box(medianOf: $0.map(\.content.box)) ?? $0[0].content.box }
    var labels = [Int?](repeating: nil, count: clusters.count)
    for pair in BoxMatching.greedy(boxes, truth.map(\.box), threshold: 0.5) {
      labels[pair.first] = truth[pair.second].classIndex
    }
    return labels
  }
}

extension Box {
  /// The median of each edge, the mean of the middle two for an even number; nil for no boxes.
  ///
  /// One careless annotator does not move it, and it lost against nothing else tried on real
  /// crowd boxes: mean, intersection and union are all worse.
  init?(medianOf boxes: [Box]) {
    guard !boxes.isEmpty else { return nil }
    func median(_ edge: (Box) -> Double) -> Double {
      let sorted = boxes.map(edge).sorted()
      return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
    self.init(
      left: median(\.left), top: median(\.top), right: median(\.right), bottom: median(\.bottom))
  }
}
