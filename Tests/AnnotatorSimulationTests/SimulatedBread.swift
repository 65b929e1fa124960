import AnnotatorSimulation

/// Gold to simulate on, and scores of what comes out.
enum SimulatedBread {
  static let size = ImageExtent(width: 1600, height: 1200)

  /// 60 images with 3 to 12 boxes of three classes, some of them half hidden.
  static func gold(seed: UInt64) -> [[GoldBox]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<60).map { _ in
      (0..<generator.integer(3...12)).map { _ in
        let width = generator.uniform(150...420)
        let height = generator.uniform(130...320)
        let left = generator.uniform(0...(size.width - width))
        let top = generator.uniform(0...(size.height - height))
        let occlusion = generator.chance(0.25) ? generator.uniform(0...0.75) : 0
        return GoldBox(
          classIndex: generator.integer(0...2), left: left, top: top, right: left + width,
          bottom: top + height, occlusion: occlusion)
      }
    }
  }

  /// F1 over all images: boxes match one to one, in answer order, at IoU 0.5 and equal class.
  static func f1(_ answers: [[SimulatedBox]], against gold: [[GoldBox]]) -> Double {
    var (hits, drawn, wanted) = (0, 0, 0)
    for (boxes, truth) in zip(answers, gold) {
      var free = truth
      drawn += boxes.count
      wanted += truth.count
      for box in boxes {
        let match = free.indices.max { box.overlap(with: free[$0]) < box.overlap(with: free[$1]) }
        guard let match, box.overlap(with: free[match]) >= 0.5 else { continue }
        if free[match].classIndex == box.classIndex { hits += 1 }
        free.remove(at: match)
      }
    }
    return 2 * Double(hits) / Double(drawn + wanted)
  }
}
