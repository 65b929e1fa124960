import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// How an export divides its images.
struct SplitOptions: ParsableArguments {
  @Option(
    help: """
      Parts and their shares, such as train=80,validation=20. The first export of a job decides, \
      by label and seed, where each image goes; later ones only assign what is new.
      """)
  var split: String?

  @Option(help: "The number that the division follows from.")
  var seed: UInt64 = 1

  @Option(help: "A metadata key; images with the same value go to the same part.")
  var group: String?

  /// The parts; nil when none were asked for.
  func parts() throws -> [SplitPlan.Part]? {
    guard let split else { return nil }
    return try split.split(separator: ",").map { text in
      let sides = text.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let share = Double(sides[1]), share > 0,
        !sides[0].isEmpty, sides[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
      else {
        throw ValidationError("\"\(text)\" is no part; write name=share, such as train=80")
      }
      return SplitPlan.Part(name: String(sides[0]), share: share)
    }
  }

  /// Which part each answered image of a job belongs to; new assignments are kept for later.
  func assign(_ answers: [Answer], of job: Job, lead: LeadView, defaultParts: [SplitPlan.Part])
    throws -> [ID<Image>: String]
  {
    let earlier = try lead.parts(of: job)
    let items = try answers.map { answer in
      let labels =
        (answer.layer?.shapes.map(\.label) ?? []) + (answer.layer?.tags.map(\.label) ?? [])
      return SplitPlan.Item(
        id: answer.image.id.description,
        group: try group.flatMap { key in
          try lead.metadata(of: answer.image.id).first { $0.key == key }?.value
        }, labels: Set(labels.map(\.description)), earlier: earlier[answer.image.id])
    }
    let plan = SplitPlan(parts: try parts() ?? defaultParts, seed: seed)
    var result: [ID<Image>: String] = [:]
    for (text, part) in plan.assign(items) {
      if let id = ID<Image>(text) { result[id] = part }
    }
    _ = try lead.assign(result.filter { earlier[$0.key] == nil }, of: job)
    return result
  }
}
