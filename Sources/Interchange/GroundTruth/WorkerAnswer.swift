package import AnnotationModel

/// What one Ground Truth worker answered about one data object.
package struct WorkerAnswer: Equatable, Sendable {
  /// The worker, as Ground Truth names them.
  package let workerID: String
  /// Who that is at the identity provider of a private workforce; nil when not said.
  package let subject: String?
  /// When the task was taken; nil in older answers.
  package let acceptedAt: Timestamp?
  /// When the answer was given; nil when not said.
  package let submittedAt: Timestamp?
  /// Seconds spent; nil in older answers.
  package let seconds: Double?
  /// What was answered.
  package let content: Content
  /// What the worker wrote about it; empty when nothing.
  package let comment: String
  /// Whether an adjustment changed what it started from; nil outside adjustment jobs.
  package let isInitialValueModified: Bool?
  /// What was repaired or is doubtful.
  package let warnings: [InterchangeError]

  /// The answer itself, told apart by the keys inside it.
  package enum Content: Hashable, Sendable {
    /// Boxes in pixels, and the size of the image that the worker saw; nil when not said.
    case boxes([LabelledBox], imageSize: ImageSize?)
    /// One label for the image.
    case label(String)
    /// Several labels for the image.
    case labels([String])
    /// A picture whose pixels are classes by their colour, as PNG.
    case mask(png: [UInt8], classes: [MaskClass])
    /// Polygons in pixels, and the size of the image that the worker saw; nil when not said.
    case polygons([LabelledPolygon], imageSize: ImageSize?)
    /// Points, lines and what custom templates make: kept as it came.
    case other(JSONValue)
  }

  /// A polygon with the name of its label.
  package struct LabelledPolygon: Hashable, Sendable {
    /// The name of the class.
    package let label: String
    /// Where it is, in pixels of the image that the worker saw.
    package let polygon: Polygon
  }

  /// A box with the name of its label.
  package struct LabelledBox: Hashable, Sendable {
    /// The name of the class.
    package let label: String
    /// Where it is, in pixels of the image that the worker saw.
    package let box: Box
  }
}

/// All answers of one worker about one data object, the latest of which counts.
package struct WorkerRounds: Equatable, Sendable {
  /// The worker, as Ground Truth names them.
  package let workerID: String
  /// The answers, oldest first; never empty.
  package let answers: [WorkerAnswer]
  /// The answer that counts: the last one.
  package let latest: WorkerAnswer

  /// Gathers answers by worker, ordered by worker id.
  ///
  /// The newest submission counts. An answer without a time is older than any with one; among
  /// equals the one given later in `answers` is the newer.
  package static func gather(_ answers: [WorkerAnswer]) -> [WorkerRounds] {
    var byWorker: [String: [(Int, WorkerAnswer)]] = [:]
    for (order, answer) in answers.enumerated() {
      byWorker[answer.workerID, default: []].append((order, answer))
    }
    return byWorker.keys.sorted().compactMap { worker in
      let sorted = (byWorker[worker] ?? []).sorted { first, second in
        (first.1.submittedAt?.microseconds ?? .min, first.0)
          < (second.1.submittedAt?.microseconds ?? .min, second.0)
      }
      guard let latest = sorted.last?.1 else { return nil }
      return WorkerRounds(workerID: worker, answers: sorted.map(\.1), latest: latest)
    }
  }
}
