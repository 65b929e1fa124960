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
    var drawn: [AnswerTable.Answer] = []
    var given: [AnswerTable.Answer] = []
    var gold: [Int: Int] = [:]
    var clusters: [[[BoxClustering.Member]]] = []
    var item = 0
    for image in images {
      let found = BoxClustering.clusters(of: image.answers, threshold: overlapThreshold)
      if let truth = image.gold {
        for (index, label) in Self.matches(found, truth).enumerated() {
          gold[item + index] = label ?? classCount
        }
      }
      for cluster in found {
        var choices: [Int: Int] = [:]
        for member in cluster {
          choices[member.annotator] = member.content.classIndex
          drawn.append(.init(member, item))
        }
        for answer in image.answers {
          given.append(
            .init(
              item: item, worker: answer.annotator, choice: choices[answer.annotator] ?? classCount)
          )
        }
        item += 1
      }
      clusters.append(found)
    }
    self.clusters = clusters
    self.gold = gold
    classes = try AnswerTable(
      drawn, itemCount: item, workerCount: annotatorCount, classCount: classCount,
      repeats: .lastWins)
    presence = try AnswerTable(
      given, itemCount: item, workerCount: annotatorCount, classCount: classCount + 1,
      repeats: .lastWins)
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

extension AnswerTable.Answer {
  /// What the annotator of a box says about its cluster.
  fileprivate init(_ member: BoxClustering.Member, _ item: Int) {
    self.init(item: item, worker: member.annotator, choice: member.content.classIndex)
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
