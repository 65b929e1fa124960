import AnnotationModel
import AnnotatorSimulation
package import Consolidation

/// Made-up images with known boxes, and made-up annotators who draw them badly.
///
/// A second generator beside the bakery's simulation, written for other habits: personal shifts of
/// the edges, classes that are mistaken for their neighbour, boxes drawn twice, and things that
/// several people take for an object.
package struct RandomScenes {
  /// What to make.
  package struct Plan: Sendable, CustomStringConvertible {
    package let description: String
    package let imageCount: Int
    package let classCount: Int
    package let annotatorCount: Int
    package let answersPerImage: Int
    package let objects: ClosedRange<Int>
    /// The side of the square image in pixels; smaller is more crowded.
    package let side: Double

    /// Makes a plan.
    package init(
      description: String, imageCount: Int = 60, classCount: Int = 4, annotatorCount: Int = 20,
      answersPerImage: Int = 5, objects: ClosedRange<Int> = 3...10, side: Double = 1000
    ) {
      self.description = description
      self.imageCount = imageCount
      self.classCount = classCount
      self.annotatorCount = annotatorCount
      self.answersPerImage = answersPerImage
      self.objects = objects
      self.side = side
    }
  }

  private struct Habits {
    let miss, jitter, confusion, inventions, twice: Double
    let shift: [Double]
    let favorite: Int
  }

  /// What is on each image.
  package let gold: [[LabeledBox]]
  /// What people drew.
  package let tasks: [BoxTask]

  /// Makes scenes and answers.
  package init(plan: Plan, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let habits = (0..<plan.annotatorCount).map { _ in Self.habits(plan, &random) }
    var gold: [[LabeledBox]] = []
    var tasks: [BoxTask] = []
    for _ in 0..<plan.imageCount {
      let scene = Self.scene(plan, &random)
      let lure = Self.object(plan, &random)
      var people = Array(0..<plan.annotatorCount)
      for index in 0..<plan.answersPerImage {
        people.swapAt(index, random.integer(index...plan.annotatorCount - 1))
      }
      let answers = people.prefix(plan.answersPerImage).map { person in
        BoxAnswer(
          annotator: person,
          boxes: Self.drawn(scene, lure: lure, by: habits[person], plan, &random))
      }
      gold.append(scene)
      tasks.append(BoxTask(answers: answers))
    }
    self.gold = gold
    self.tasks = tasks
  }

  private static func habits(_ plan: Plan, _ random: inout SeededGenerator) -> Habits {
    Habits(
      miss: random.uniform(0.03...0.38), jitter: random.uniform(0.02...0.16),
      confusion: random.uniform(0.02...0.35), inventions: random.uniform(0...0.8),
      twice: random.uniform(0...0.04), shift: (0..<4).map { _ in 0.03 * random.normal() },
      favorite: random.integer(0...plan.classCount - 1))
  }

  private static func object(_ plan: Plan, _ random: inout SeededGenerator) -> LabeledBox? {
    let width = random.uniform(50...250)
    let height = width * random.uniform(0.6...1.6)
    let left = random.uniform(0...plan.side - width)
    let top = random.uniform(0...max(1, plan.side - height))
    return Box(left: left, top: top, right: left + width, bottom: top + height).map {
      LabeledBox(box: $0, classIndex: random.integer(0...plan.classCount - 1))
    }
  }

  /// Objects that may overlap, but not by half.
  private static func scene(_ plan: Plan, _ random: inout SeededGenerator) -> [LabeledBox] {
    var scene: [LabeledBox] = []
    let wanted = random.integer(plan.objects)
    for _ in 0..<wanted * 5 where scene.count < wanted {
      guard let next = object(plan, &random) else { continue }
      let overlap = scene.map { $0.box.intersectionOverUnion(next.box) }.max() ?? 0
      if overlap < 0.5 { scene.append(next) }
    }
    return scene
  }

  private static func drawn(
    _ scene: [LabeledBox], lure: LabeledBox?, by habits: Habits, _ plan: Plan,
    _ random: inout SeededGenerator
  ) -> [LabeledBox] {
    var boxes: [LabeledBox] = []
    for object in scene {
      // Small things are missed more often.
      let smallness = min(2, 12_000 / object.box.area)
      if random.chance(habits.miss * (0.5 + smallness / 2)) { continue }
      for _ in 0...(random.chance(habits.twice) ? 1 : 0) {
        boxes.append(sketch(object, habits, plan, &random))
      }
    }
    if let lure, random.chance(0.5 * habits.inventions) {
      boxes.append(sketch(lure, habits, plan, &random))
    }
    if random.chance(habits.inventions), let invented = object(plan, &random) {
      boxes.append(invented)
    }
    return boxes
  }

  private static func sketch(
    _ object: LabeledBox, _ habits: Habits, _ plan: Plan, _ random: inout SeededGenerator
  ) -> LabeledBox {
    let box = object.box
    func moved(_ edge: Int, _ size: Double, _ noise: Double) -> Double {
      size * (habits.shift[edge] + habits.jitter * noise / 2)
    }
    let noise = (0..<4).map { _ in random.normal() }
    var label = object.classIndex
    if random.chance(habits.confusion) {
      label = random.chance(0.5) ? habits.favorite : (label + 1) % plan.classCount
    }
    let sketched = Box(
      left: box.left + moved(0, box.width, noise[0]), top: box.top + moved(1, box.height, noise[1]),
      right: box.right + moved(2, box.width, noise[2]),
      bottom: box.bottom + moved(3, box.height, noise[3]))
    return LabeledBox(box: sketched ?? box, classIndex: label)
  }
}

extension RandomScenes.Plan {
  /// Few and many answers, sparse and crowded, many people and few.
  package static let all = [
    RandomScenes.Plan(description: "3 answers", answersPerImage: 3),
    RandomScenes.Plan(description: "4 answers", answersPerImage: 4),
    RandomScenes.Plan(description: "5 answers", answersPerImage: 5),
    RandomScenes.Plan(
      description: "3 answers, crowded", answersPerImage: 3, objects: 12...24, side: 700),
    RandomScenes.Plan(
      description: "5 answers, crowded", answersPerImage: 5, objects: 12...24, side: 700),
    RandomScenes.Plan(
      description: "the same 5 people, 24 images", imageCount: 24, classCount: 3,
      annotatorCount: 5, answersPerImage: 5, objects: 3...12),
  ]
}
