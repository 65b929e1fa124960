import AnnotationModel
import Consolidation
import Store
import Workbench

/// How far the newest answers of a job agree, on few enough images to be quick.
enum AgreementSample {
  /// The most images of a sample.
  static let size = 50

  /// Compares the answers of each pair of people to each image of the sample.
  ///
  /// Boxes match one to one at an overlap of 0.5 and with the same label. Two people who both saw
  /// nothing agree.
  static func measure(_ job: Job, as lead: LeadView) throws(StoreError) -> Workbench.Agreement {
    let sample = try lead.recentAnswers(of: job, limit: size)
    var scores: [Double] = []
    var total = DetectionScore()
    for answers in sample {
      let boxes = answers.layers.map { Self.boxes(of: $0.layer, in: job) }
      for first in boxes.indices {
        for second in boxes.indices.dropFirst(first + 1) {
          let score = DetectionScore(predicted: boxes[first], gold: boxes[second])
          scores.append(score.f1 ?? 1)
          total += score
        }
      }
    }
    return Workbench.Agreement(
      f1: scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count),
      overlap: total.meanOverlap, images: sample.count)
  }

  private static func boxes(of layer: Layer, in job: Job) -> [LabeledBox] {
    layer.shapes.compactMap { shape in
      guard let index = job.classIndex(of: shape.label) else { return nil }
      return LabeledBox(box: shape.geometry.bounds, classIndex: index)
    }
  }
}
