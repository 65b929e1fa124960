/// How one simulated person draws boxes: what they overlook, how they aim, what they mix up.
///
/// Rates are probabilities; lengths are shares of a box's own width or height.
package struct AnnotatorProfile: Hashable, Sendable {
  /// What the person is like, in a word.
  package var name: String
  /// The probability of overlooking an object that is large and free.
  package var missRate: Double
  /// What full occlusion adds to `missRate`; it grows with the square of the occlusion.
  package var occlusionMissRate: Double
  /// What vanishing size adds to `missRate`, for boxes below `smallShare` of the image.
  package var smallMissRate: Double
  /// Standard deviation of each edge.
  package var jitter: Double
  /// A habitual shift of every box to the right.
  package var shiftX: Double
  /// A habitual shift of every box downwards.
  package var shiftY: Double
  /// A habitual margin on all four sides; negative for a person who cuts into objects.
  package var margin: Double
  /// For each true class (row), the probability of each answer.
  package var confusion: [[Double]]
  /// The expected number of boxes per image around nothing, or around part of an object.
  package var falsePositives: Double

  /// The square root of a box's share of the image below which it counts as small.
  package static let smallShare = 0.16

  /// Describes a person; `confusion` must be square.
  package init(
    name: String, missRate: Double, occlusionMissRate: Double, smallMissRate: Double,
    jitter: Double, shiftX: Double = 0, shiftY: Double = 0, margin: Double = 0,
    confusion: [[Double]], falsePositives: Double
  ) {
    precondition(
      confusion.allSatisfy { $0.count == confusion.count }, "a confusion matrix is square")
    self.name = name
    self.missRate = missRate
    self.occlusionMissRate = occlusionMissRate
    self.smallMissRate = smallMissRate
    self.jitter = jitter
    self.shiftX = shiftX
    self.shiftY = shiftY
    self.margin = margin
    self.confusion = confusion
    self.falsePositives = falsePositives
  }

  /// The boxes that this person would draw in one image, in no meaningful order.
  ///
  /// All of them lie inside the image. Equal generators give equal answers. Class indexes of
  /// `gold` must be rows of `confusion`.
  package func annotate(
    gold: [GoldBox], imageSize: ImageExtent, using generator: inout some RandomNumberGenerator
  ) -> [SimulatedBox] {
    var answer: [SimulatedBox] = []
    for box in gold where !generator.chance(missProbability(of: box, in: imageSize)) {
      let drawn = draw(box, as: classIndex(for: box, using: &generator), using: &generator)
      if let inside = drawn.clipped(to: imageSize) { answer.append(inside) }
    }
    for _ in 0..<falsePositiveCount(using: &generator) {
      let drawn = imagine(among: gold, in: imageSize, using: &generator)
      if let inside = drawn.clipped(to: imageSize) { answer.append(inside) }
    }
    shuffle(&answer, using: &generator)
    return answer
  }

  /// The probability of overlooking a box; never certain.
  package func missProbability(of box: GoldBox, in size: ImageExtent) -> Double {
    let area = (box.right - box.left) * (box.bottom - box.top)
    let share = (area / (size.width * size.height)).squareRoot()
    let smallness = max(0, 1 - share / Self.smallShare)
    let hidden = box.occlusion * box.occlusion
    return min(missRate + occlusionMissRate * hidden + smallMissRate * smallness, 0.97)
  }
}

extension AnnotatorProfile {
  /// Draws the class of the answer; what is half hidden is mixed up more easily.
  private func classIndex(
    for box: GoldBox, using generator: inout some RandomNumberGenerator
  ) -> Int {
    var weights = confusion[box.classIndex]
    for index in weights.indices where index != box.classIndex {
      weights[index] *= 1 + 2 * box.occlusion
    }
    return generator.index(weights: weights)
  }

  private func draw(
    _ box: GoldBox, as classIndex: Int, using generator: inout some RandomNumberGenerator
  ) -> SimulatedBox {
    let width = box.right - box.left
    let height = box.bottom - box.top
    // Where an object disappears behind another, people guess.
    let spread = jitter * (1 + box.occlusion)
    func edge(_ length: Double, _ habit: Double) -> Double {
      length * (habit + spread * min(max(generator.normal(), -3), 3))
    }
    return SimulatedBox(
      classIndex: classIndex,
      left: box.left + edge(width, shiftX - margin), top: box.top + edge(height, shiftY - margin),
      right: box.right + edge(width, shiftX + margin),
      bottom: box.bottom + edge(height, shiftY + margin))
  }

  /// A whole number with mean `falsePositives`: at most one more than its whole part.
  private func falsePositiveCount(using generator: inout some RandomNumberGenerator) -> Int {
    let whole = falsePositives.rounded(.down)
    return Int(whole) + (generator.chance(falsePositives - whole) ? 1 : 0)
  }

  /// A box that should not be there: a part of an object, or something in the background.
  private func imagine(
    among gold: [GoldBox], in size: ImageExtent, using generator: inout some RandomNumberGenerator
  ) -> SimulatedBox {
    let classIndex = generator.integer(0...(confusion.count - 1))
    guard !gold.isEmpty else {
      return imagine(classIndex, width: size.width / 6, height: size.height / 6, size, &generator)
    }
    let model = gold[generator.integer(0...(gold.count - 1))]
    let width = model.right - model.left
    let height = model.bottom - model.top
    guard generator.chance(0.4) else {
      return imagine(classIndex, width: width, height: height, size, &generator)
    }
    let left = model.left + width * generator.uniform(0...0.5)
    let top = model.top + height * generator.uniform(0...0.5)
    return SimulatedBox(
      classIndex: model.classIndex, left: left, top: top,
      right: left + width * 0.55, bottom: top + height * 0.55)
  }

  private func imagine(
    _ classIndex: Int, width: Double, height: Double, _ size: ImageExtent,
    _ generator: inout some RandomNumberGenerator
  ) -> SimulatedBox {
    let left = generator.uniform(0...max(size.width - width, 1))
    let top = generator.uniform(0...max(size.height - height, 1))
    let scale = generator.uniform(0.6...1.1)
    return SimulatedBox(
      classIndex: classIndex, left: left, top: top, right: left + width * scale,
      bottom: top + height * scale)
  }

  /// Fisher and Yates' shuffle, written out for the same reason as the distributions.
  private func shuffle(
    _ boxes: inout [SimulatedBox], using generator: inout some RandomNumberGenerator
  ) {
    for last in boxes.indices.dropFirst().reversed() {
      boxes.swapAt(last, generator.integer(0...last))
    }
  }
}
