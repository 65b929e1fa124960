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

  @Option(
    help: """
      A metadata key, or near-duplicates: images with the same value, or that look alike, go to the \
      same part. May be given several times.
      """)
  var group: [String] = []

  /// What stands for a metadata key when pictures are compared.
  static let nearDuplicates = "near-duplicates"

  func validate() throws {
    let names = try parts()?.map(\.name) ?? []
    for name in names where names.count(where: { $0 == name }) > 1 {
      throw ValidationError("part \"\(name)\" is given twice; give each part once")
    }
  }

  /// The parts; nil when none were asked for.
  func parts() throws -> [SplitPlan.Part]? {
    guard let split else { return nil }
    return try split.split(separator: ",").map { text in
      let sides = text.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let share = Double(sides[1]), share > 0, share.isFinite,
        !sides[0].isEmpty, sides[0].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
      else {
        throw ValidationError("\"\(text)\" is no part; write name=share, such as train=80")
      }
      return SplitPlan.Part(name: String(sides[0]), share: share)
    }
  }

  /// Plans which part each answered image of a job goes to; nothing is kept yet.
  func divide(
    _ answers: [Answer], of job: Job, lead: LeadView, defaultParts: [SplitPlan.Part]
  ) throws -> Division {
    let earlier = try lead.parts(of: job)
    let groups = try ImageGroups(answers, by: group, lead: lead)
    let items = answers.enumerated().map { index, answer in
      let labels =
        (answer.layer?.shapes.map(\.label) ?? []) + (answer.layer?.tags.map(\.label) ?? [])
      return SplitPlan.Item(
        id: answer.image.id.description, group: groups.names[index],
        labels: Set(labels.map(\.description)), earlier: earlier[answer.image.id])
    }
    return try Division(
      items, into: try parts() ?? defaultParts, seed: seed, job: job, lead: lead,
      notes: groups.notes)
  }
}
