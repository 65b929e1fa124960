import AnnotationModel
import Store

/// How a consolidation stands to the answers that count in the job now.
struct AnswerStanding {
  /// Whose answer stands whatever a run says, by image: `gold`, `reviewer` or `adjudication`.
  private(set) var pins: [ID<Image>: String] = [:]
  /// How the newest published run stands to the answers there are by now, one sentence each.
  private(set) var sentences: [String] = []
  /// What publishing would do, one sentence each.
  private(set) var publication: [String] = []

  /// Compares with every answer of the job.
  init(of found: JobConsolidation, lead: LeadView) throws(StoreError) {
    var (same, different, new) = (0, 0, 0)
    var last = -1
    let layers = Dictionary(
      found.layers.map { ($0.image, $0) }, uniquingKeysWith: { first, _ in first })
    while case let page = try lead.answers(of: found.job, after: last), let end = page.last {
      for answer in page {
        guard let layer = layers[answer.image.id] else { continue }
        if let pin = Self.pin(answer.layer?.source) {
          pins[answer.image.id] = pin
        } else if let now = answer.layer {
          if Self.isSame(now, layer) { same += 1 } else { different += 1 }
        } else {
          new += 1
        }
      }
      last = end.index
    }
    sentences = try Self.standing(of: found, lead: lead)
    publication = Self.publication(
      images: layers.count, same: same, different: different, new: new, pins: pins.values)
    publication += sentences.filter { $0.contains("stale") }
  }

  private static func pin(_ source: Source?) -> String? {
    switch source {
    case .gold?: "gold"
    case .reviewer?: "reviewer"
    case .adjudication?: "adjudication"
    default: nil
    }
  }

  /// Whether a layer says what a run would say, confidences aside.
  private static func isSame(_ layer: Layer, _ run: RunLayer) -> Bool {
    layer.shapes.count == run.shapes.count
      && zip(layer.shapes, run.shapes).allSatisfy {
        $0.label == $1.label && $0.geometry == $1.geometry
      } && layer.tags.map(\.label) == run.tags.map(\.label)
  }

  private static func publication(
    images: Int, same: Int, different: Int, new: Int, pins: some Collection<String>
  ) -> [String] {
    var sentences = [
      "\(Count.text(images, "image")) would be answered: \(new) without an answer now, "
        + "\(different) in another way than now, \(same) as now."
    ]
    let kept = ["gold", "reviewer", "adjudication"].compactMap { kind -> String? in
      let count = pins.count { $0 == kind }
      return count == 0 ? nil : "\(count) by \(kind)"
    }
    if !kept.isEmpty {
      sentences.append("These keep their answer: \(kept.joined(separator: ", ")).")
    }
    return sentences
  }

  /// What is published, and what has changed since.
  private static func standing(
    of found: JobConsolidation, lead: LeadView
  ) throws(StoreError) -> [String] {
    guard let run = try lead.runs(of: found.job).last else {
      return ["No run is published yet; p publishes this one."]
    }
    let combined = Dictionary(
      try lead.inputs(of: run.id).map { ($0.layer, $0.entry) },
      uniquingKeysWith: { first, _ in first })
    let read = Dictionary(
      found.answers.inputs.map { ($0.layer, $0.entry) }, uniquingKeysWith: { first, _ in first })
    let changed = combined.count { layer, entry in read[layer] != entry }
    let new = read.keys.count { combined[$0] == nil }
    let what = "Run #\(run.entry) (\(run.method), \(Count.text(run.layerCount, "image")))"
    guard run.isStale || changed + new > 0 else {
      return ["\(what) is published and up to date."]
    }
    return [
      "\(what) is published and stale: \(Count.text(changed, "answer")) of it changed or gone, "
        + "\(new) new."
    ]
  }
}

extension JobConsolidation {
  /// The confidence of everything in the result; nil for what was not measured.
  var confidences: [Double?] {
    layers.flatMap { $0.shapes.map { $0.confidence?.value } + $0.tags.map { $0.confidence?.value } }
  }

  /// What the answers to an image come to; nil for one that was not consolidated.
  func layer(of image: ID<Image>) -> RunLayer? {
    layers.first { $0.image == image }
  }

  /// The annotators' names as lists show them: those of people without what they all begin with.
  var shortNames: [String] {
    let people = answers.annotators.indices.filter {
      if case .person = answers.annotators[$0] { true } else { false }
    }
    var short = names
    for (index, name) in zip(people, ShortNames.of(people.map { names[$0] })) {
      short[index] = name
    }
    return short
  }

  /// The short names of the people among the annotators.
  var namesByPerson: [ID<Person>: String] {
    Dictionary(
      zip(answers.annotators, shortNames).compactMap { annotator, name in
        guard case .person(let id) = annotator else { return nil }
        return (id, name)
      }, uniquingKeysWith: { first, _ in first })
  }
}
