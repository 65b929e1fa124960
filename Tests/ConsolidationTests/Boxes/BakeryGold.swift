import AnnotationModel
import AnnotatorSimulation
import Consolidation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Trays of bread with known boxes: those of the sample project, or made up.
struct BakeryGold {
  struct Tray {
    let size: ImageExtent
    let boxes: [GoldBox]
  }

  /// A manifest line has no boxes or no image size.
  struct NoBoxes: Error {}

  let trays: [Tray]

  /// The manifest of the sample project, found from this source file.
  static let manifest: String = {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return root + "/SampleProjects/bakery/gold.manifest"
  }()

  static var isPresent: Bool { FileManager.default.fileExists(atPath: manifest) }

  /// Reads an augmented manifest, as far as boxes go.
  init(manifest path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    trays = try text.split(separator: "\n").map { line in
      let values = try JSONDecoder().decode([String: Value].self, from: Data(line.utf8))
      guard let answers = values.values.compactMap(\.boxes).first else { throw NoBoxes() }
      return try Tray(answers: answers)
    }
  }

  /// Makes trays of 3 to 12 breads that lie over each other here and there.
  init(madeUp count: Int, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let size = ImageExtent(width: 1600, height: 1200)
    trays = (0..<count).map { _ in
      var boxes: [GoldBox] = []
      for _ in 0..<random.integer(3...12) {
        let width = random.uniform(180...380)
        let height = width * random.uniform(0.7...1.2)
        let left = random.uniform(0...size.width - width)
        let top = random.uniform(0...size.height - height)
        let bread = GoldBox(
          classIndex: random.integer(0...2), left: left, top: top, right: left + width,
          bottom: top + height)
        // A bread that hides most of another would not be on the tray.
        if !boxes.contains(where: { Self.covered($0, by: bread) > 0.5 }) { boxes.append(bread) }
      }
      return Tray(size: size, boxes: Self.withOcclusion(boxes))
    }
  }

  /// Takes a bread as hidden by those that come after it.
  fileprivate static func withOcclusion(_ boxes: [GoldBox]) -> [GoldBox] {
    boxes.enumerated().map { index, bread in
      var bread = bread
      bread.occlusion = boxes.dropFirst(index + 1).map { covered(bread, by: $0) }.max() ?? 0
      return bread
    }
  }

  /// The share of a box that another one covers.
  private static func covered(_ bread: GoldBox, by other: GoldBox) -> Double {
    let width = min(bread.right, other.right) - max(bread.left, other.left)
    let height = min(bread.bottom, other.bottom) - max(bread.top, other.top)
    let area = (bread.right - bread.left) * (bread.bottom - bread.top)
    return max(0, width) * max(0, height) / area
  }

  /// The boxes as truth to compare with.
  var truth: [[LabeledBox]] {
    trays.map { tray in
      tray.boxes.compactMap { bread in
        Box(left: bread.left, top: bread.top, right: bread.right, bottom: bread.bottom).map {
          LabeledBox(box: $0, classIndex: bread.classIndex)
        }
      }
    }
  }

  /// What some people answer, drawn anew for each seed.
  func tasks(by people: [AnnotatorProfile], seed: UInt64) -> [BoxTask] {
    var random = SeededGenerator(seed: seed)
    return trays.map { tray in
      BoxTask(
        answers: people.enumerated().map { index, person in
          let drawn = person.annotate(gold: tray.boxes, imageSize: tray.size, using: &random)
          return BoxAnswer(annotator: index, boxes: drawn.compactMap(\.labeled))
        })
    }
  }
}

extension SimulatedBox {
  fileprivate var labeled: LabeledBox? {
    Box(left: left, top: top, right: right, bottom: bottom).map {
      LabeledBox(box: $0, classIndex: classIndex)
    }
  }
}

/// A value of a manifest line: a box answer, or something else that does not matter here.
private struct Value: Decodable {
  let boxes: BoxAnswers?

  init(from decoder: any Decoder) throws {
    boxes = try? BoxAnswers(from: decoder)
  }
}

private struct BoxAnswers: Decodable {
  struct Size: Decodable { let width, height: Double }

  struct Annotation: Decodable {
    enum CodingKeys: String, CodingKey { case left, top, width, height, classIndex = "class_id" }
    let left, top, width, height: Double
    let classIndex: Int
  }

  enum CodingKeys: String, CodingKey { case annotations, size = "image_size" }
  let size: [Size]
  let annotations: [Annotation]
}

extension BakeryGold.Tray {
  fileprivate init(answers: BoxAnswers) throws {
    guard let size = answers.size.first else { throw BakeryGold.NoBoxes() }
    self.size = ImageExtent(width: size.width, height: size.height)
    boxes = BakeryGold.withOcclusion(
      answers.annotations.map {
        GoldBox(
          classIndex: $0.classIndex, left: $0.left, top: $0.top, right: $0.left + $0.width,
          bottom: $0.top + $0.height)
      })
  }
}
