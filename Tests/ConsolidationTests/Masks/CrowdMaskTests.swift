import AnnotationModel
import Consolidation
import KnownProblems
import Testing

@Suite("Real crowd masks", .enabled(if: SharedData.hasMasks, "the crowd masks are not here"))
struct CrowdMaskTests {
  @Test(
    "The smoothed vote is at least the bare vote, and all beat single annotators",
    arguments: [7, 5, 3])
  func masks(annotators: Int) throws {
    let crowd = try CrowdMasks(folder: SharedData.masks)
    #expect(crowd.images.count == 35)
    let tasks = crowd.images.map { image in
      MaskTask(
        size: image.size,
        answers: image.masks.prefix(annotators).enumerated().map {
          MaskAnswer(annotator: $0, masks: [LabeledMask(mask: $1, classIndex: 0)])
        })
    }
    var overlaps: [MaskConsolidation.Method: Double] = [:]
    for method in MaskConsolidation.Method.allCases {
      let results = try MaskConsolidation.run(
        tasks, annotatorCount: annotators, classCount: 1, method: method, subject: .surfaces)
      overlaps[method] = crowd.meanOverlap(results.map { $0.masks.first?.mask })
    }
    let singles = (0..<annotators).map { index in
      crowd.meanOverlap(crowd.images.map { $0.masks[index] })
    }
    let single = singles.reduce(0, +) / Double(annotators)
    let table = MaskConsolidation.Method.allCases.map { "\($0) \(overlaps[$0] ?? 0)" }
    print("masks of \(annotators): single \(single), " + table.joined(separator: ", "))
    let smoothed = try #require(overlaps[.smoothedVote])
    #expect(smoothed >= overlaps[.majorityVote] ?? 1)
    #expect(try #require(overlaps[.majorityVote]) > single)
    #expect(try #require(overlaps[.staple]) > single)
    // The places of this set are not the same persons on every image, so that pooling what is
    // learnt of them cannot help here; it must not do worse than the vote.
    #expect(try #require(overlaps[.pooledDawidSkene]) >= overlaps[.majorityVote] ?? 1)
  }

  @Test(
    "Boxes around the masks: the median and the weighted mean beat the plain mean",
    arguments: [7, 5, 3])
  func boxes(annotators: Int) throws {
    let crowd = try CrowdMasks(folder: SharedData.masks)
    let tasks = crowd.images.map { image in
      BoxTask(
        answers: image.masks.prefix(annotators).enumerated().map {
          BoxAnswer(annotator: $0, boxes: [LabeledBox(box: $1.bounds, classIndex: 0)])
        })
    }
    func overlap(_ coordinates: BoxConsolidation.Coordinates) throws -> Double {
      let result = try BoxConsolidation.run(
        images: tasks, annotatorCount: annotators, classCount: 1, method: .dawidSkene,
        options: .init(coordinates: coordinates))
      return zip(crowd.images, result.images).reduce(0) { sum, pair in
        sum + (pair.1.map { $0.box.intersectionOverUnion(pair.0.gold.bounds) }.max() ?? 0)
      } / Double(crowd.images.count)
    }
    let mean =
      crowd.images.reduce(0.0) { sum, image in
        let boxes = image.masks.prefix(annotators).map(\.bounds)
        func mean(_ edge: (Box) -> Double) -> Double {
          boxes.map(edge).reduce(0, +) / Double(boxes.count)
        }
        let box = Box(
          left: mean(\.left), top: mean(\.top), right: mean(\.right), bottom: mean(\.bottom))
        return sum + (box?.intersectionOverUnion(image.gold.bounds) ?? 0)
      } / Double(crowd.images.count)
    let (median, weighted) = (try overlap(.median), try overlap(.precisionWeighted))
    print("boxes of \(annotators): mean \(mean), median \(median), weighted \(weighted)")
    #expect(median >= mean - 0.005)
    #expect(weighted >= median - 0.005)
  }
}
