import AnnotationModel
import ArgumentParser
import Consolidation
import KnownProblems

/// Prints how often consolidation is right on real crowd data, and on made-up scenes.
struct Accuracy: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print how often consolidation is right, beside independent figures.",
    discussion: """
      The folder holds crowd/NAME/label.csv and truth.csv, crowd/birds as it left Ground Truth, and \
      masks/bu-bil-6. Scenes are made up and need no folder.

        swift run -c release Benchmarks accuracy ../shared/data
      """)

  @Argument(help: "The folder of the data sets.")
  var data: String

  func run() throws {
    try printClasses()
    for annotators in [3, 5, 7] { try printSurfaces(annotators) }
    try printScenes()
  }

  // MARK: Classes

  private func printClasses() throws {
    print("right labels in %: ours (reference), allowed 0.3 points or one item below")
    var misses: [String] = []
    for reference in CrowdReference.all {
      let set = try CrowdSet(reference.name, in: data + "/crowd")
      let rows = [
        ("vote", set.accuracy(MajorityVote.run(set.table)), reference.majority),
        ("likelihood", set.accuracy(try Self.likelihood(set).consensus), reference.likelihood),
        ("prior", set.accuracy(try DawidSkene.fit(set.table).consensus), reference.dirichlet),
        (
          "Ground Truth", set.accuracy(try GroundTruthDawidSkene.fit(set.table).consensus),
          reference.groundTruth
        ),
        ("one coin", set.accuracy(try OneCoin.fit(set.table).consensus), reference.oneCoin),
        ("GLAD", set.accuracy(try Glad.fit(set.table).consensus), reference.glad),
      ]
      let columns = rows.map { "\($0.0) \(Self.text($0.1, 2)) (\(Self.text($0.2, 2)))" }
      print("  \(reference.name): " + columns.joined(separator: ", "))
      for (name, ours, theirs) in rows where ours < theirs - max(0.3, set.oneItem) {
        misses.append("\(reference.name) by \(name)")
      }
    }
    print(misses.isEmpty ? "  all within" : "  below: " + misses.joined(separator: ", "))
  }

  private static func likelihood(_ set: CrowdSet) throws -> DawidSkene.Fit {
    try DawidSkene.fit(
      set.table, options: .init(prior: .none, tolerance: 1e-9, iterationLimit: 1000))
  }

  // MARK: Masks, and boxes around them

  private func printSurfaces(_ annotators: Int) throws {
    let crowd = try CrowdMasks(folder: data + "/masks/bu-bil-6")
    print("mean overlap with experts, \(crowd.images.count) images, \(annotators) annotators")
    let singles = (0..<annotators).map { place in
      crowd.meanOverlap(crowd.images.map { $0.masks[place] })
    }
    var columns = ["one annotator \(Self.text(singles.reduce(0, +) / Double(annotators), 4))"]
    for method in MaskConsolidation.Method.allCases {
      let tasks = crowd.images.map { image in
        MaskTask(
          size: image.size,
          answers: image.masks.prefix(annotators).enumerated().map {
            MaskAnswer(annotator: $0, masks: [LabeledMask(mask: $1, classIndex: 0)])
          })
      }
      let results = try MaskConsolidation.run(
        tasks, annotatorCount: annotators, classCount: 1, method: method, subject: .surfaces)
      columns.append(
        "\(method) \(Self.text(crowd.meanOverlap(results.map { $0.masks.first?.mask }), 4))")
    }
    print("  masks: " + columns.joined(separator: ", "))
    print("  boxes: " + (try boxes(crowd, annotators)).joined(separator: ", "))
  }

  private func boxes(_ crowd: CrowdMasks, _ annotators: Int) throws -> [String] {
    let singles = crowd.images.flatMap { image in
      image.masks.prefix(annotators).map {
        $0.bounds.intersectionOverUnion(image.gold.bounds)
      }
    }
    var columns = [
      "one annotator \(Self.text(singles.reduce(0, +) / Double(singles.count), 4))"
    ]
    let tasks = crowd.images.map { image in
      BoxTask(
        answers: image.masks.prefix(annotators).enumerated().map {
          BoxAnswer(annotator: $0, boxes: [LabeledBox(box: $1.bounds, classIndex: 0)])
        })
    }
    for coordinates in BoxConsolidation.Coordinates.allCases {
      let result = try BoxConsolidation.run(
        images: tasks, annotatorCount: annotators, classCount: 1, method: .dawidSkene,
        options: .init(coordinates: coordinates))
      let overlaps = zip(crowd.images, result.images).map { image, boxes in
        boxes.map { $0.box.intersectionOverUnion(image.gold.bounds) }.max() ?? 0
      }
      columns.append(
        "\(coordinates) \(Self.text(overlaps.reduce(0, +) / Double(overlaps.count), 4))")
    }
    return columns
  }

  // MARK: Scenes

  private func printScenes() throws {
    for plan in RandomScenes.Plan.all {
      var comparison = MethodComparison()
      for seed in 0..<20 as Range<UInt64> {
        let scenes = RandomScenes(plan: plan, seed: seed)
        try comparison.add(
          tasks: scenes.tasks, gold: scenes.gold, annotatorCount: plan.annotatorCount,
          classCount: plan.classCount)
      }
      print(comparison.table("made-up scenes, \(plan.description)"))
    }
  }

  private static func text(_ value: Double, _ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    return "\((value * scale).rounded() / scale)"
  }
}
