import AnnotationModel
import Interchange
import Store

/// Which part, such as train, each image of an export goes to.
struct Division {
  /// The part of each image.
  private(set) var parts: [ID<Image>: String]
  /// What a lead should know of it, in sentences.
  let notes: [String]
  private let earlier: [ID<Image>: String]
  private let job: Job
  private let lead: LeadView

  /// Plans a division; nothing is kept before `keep`.
  init(
    _ items: [SplitPlan.Item], into wanted: [SplitPlan.Part], seed: UInt64, job: Job,
    lead: LeadView, notes: [String]
  ) throws {
    self.job = job
    self.lead = lead
    earlier = try lead.parts(of: job)
    let assigned = SplitPlan(parts: wanted, seed: seed).assign(items)
    var parts: [ID<Image>: String] = [:]
    for (text, part) in assigned {
      if let id = ID<Image>(text) { parts[id] = part }
    }
    self.parts = parts
    self.notes =
      notes
      + [
        Self.note(onKept: items.compactMap(\.earlier), of: items.count, wanted: wanted),
        Self.note(onDividedGroups: items, assigned),
      ].compactMap { $0 }
  }

  /// The parts that have images, ordered by name.
  var names: [String] { Set(parts.values).sorted() }

  /// The images of a part.
  func members(of part: String) -> Set<ID<Image>> {
    Set(parts.lazy.filter { $0.value == part }.map(\.key))
  }

  /// Forgets an image that could not be written, so that a later export may place it anew.
  mutating func remove(_ image: ID<Image>) { parts[image] = nil }

  /// Keeps the parts for later exports, in the moment in which the export gets its name.
  ///
  /// Throws when another export has divided the same images in the meantime.
  func keep() throws {
    _ = try lead.assign(parts.filter { earlier[$0.key] == nil }, of: job)
    let kept = try lead.parts(of: job)
    guard parts.allSatisfy({ kept[$0.key] == $0.value }) else {
      throw Failure(
        "another export has just divided images of job \"\(job.name)\" otherwise",
        hint: "run this one again")
    }
  }

  // MARK: Notes

  /// What to say when the shares that were asked for are not those that images have from earlier.
  private static func note(
    onKept earlier: [String], of count: Int, wanted: [SplitPlan.Part]
  ) -> String? {
    guard !earlier.isEmpty else { return nil }
    let stand = Dictionary(grouping: earlier) { $0 }.mapValues(\.count)
    let sum = wanted.reduce(0) { $0 + $1.share }
    let shares = Dictionary(wanted.map { ($0.name, $0.share / sum) }) { $0 + $1 }
    let differs = Set(stand.keys).union(shares.keys).contains { part in
      let share = shares[part] ?? 0
      // Two standard deviations of a draw, or two in a hundred, is what chance and groups may do.
      let slack = max(0.02, 2 * (share * (1 - share) / Double(earlier.count)).squareRoot())
      return abs(Double(stand[part] ?? 0) / Double(earlier.count) - share) > slack
    }
    guard differs else { return nil }
    let listed = stand.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let asked = wanted.map { "\($0.name)=\(Self.text($0.share))" }
    return "\(Count.text(earlier.count, "image")) keep the part of an earlier export "
      + "(\(listed.joined(separator: ", "))); the shares \(asked.joined(separator: ",")) are for the "
      + "\(count - earlier.count) new"
  }

  private static func note(
    onDividedGroups items: [SplitPlan.Item], _ parts: [String: String]
  ) -> String? {
    var found: [String: Set<String>] = [:]
    for item in items {
      if let group = item.group, let part = parts[item.id] {
        found[group, default: []].insert(part)
      }
    }
    let divided = found.values.count { $0.count > 1 }
    return divided == 0
      ? nil : "\(Count.text(divided, "group")) divided by an earlier export, and left so"
  }

  private static func text(_ share: Double) -> String {
    Int(exactly: share).map(String.init) ?? "\(share)"
  }
}

extension LeadView {
  /// The images of a job that have an answer, in their order.
  func answered(of job: Job) throws -> [Answer] {
    var all: [Answer] = []
    var last = -1
    while case let page = try answers(of: job, after: last), let end = page.last {
      all += page.filter { $0.layer != nil }
      last = end.index
    }
    return all
  }
}

extension Failure {
  /// Nothing can be exported of a job.
  static func noAnswer(in job: Job) -> Failure {
    Failure(
      "job \"\(job.name)\" has no answer to export",
      hint: "submit answers, or run \"plumbline consolidate\" where several people answered")
  }
}
