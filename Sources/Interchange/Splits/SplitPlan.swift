/// Assigns images to parts such as train and validation: seeded, stratified by label, groups
/// together, and true to earlier assignments.
///
/// Iterative stratification (Sechidis, Tsoumakas and Vlahavas, "On the Stratification of
/// Multi-Label Data", 2011), on groups: those with the rarest label first, each to the part that
/// lacks its labels most. The order of the images given does not matter.
package struct SplitPlan: Sendable {
  /// An image to be assigned.
  package struct Item: Hashable, Sendable {
    /// What identifies it, also in later exports.
    package let id: String
    /// Images of one group go to one part; nil stands alone.
    package let group: String?
    /// Its labels.
    package let labels: Set<String>
    /// The part that it was assigned to before.
    package let earlier: String?

    /// Describes an image.
    package init(id: String, group: String? = nil, labels: Set<String>, earlier: String? = nil) {
      self.id = id
      self.group = group
      self.labels = labels
      self.earlier = earlier
    }
  }

  /// A part and its share of the images.
  package struct Part: Hashable, Sendable {
    /// The name, such as `train`.
    package let name: String
    /// The share, above 0; shares need not add up to 1.
    package let share: Double

    /// Makes a part.
    package init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }

  private let parts: [Part]
  private let seed: UInt64

  /// Plans a division; parts with a share of 0 or less get nothing new.
  package init(parts: [Part], seed: UInt64) {
    self.parts = parts
    self.seed = seed
  }

  /// The parts by the ids of the images.
  package func assign(_ items: [Item]) -> [String: String] {
    let groups = Dictionary(grouping: items) { $0.group.map { "g" + $0 } ?? "i" + $0.id }
    var tally = Tally(parts: parts, items: items)
    var result: [String: String] = [:]
    var open: [(rarity: Int, order: UInt64, key: String)] = []
    for (key, members) in groups {
      if let earlier = Self.earlierPart(of: members) {
        for member in members {
          let part = member.earlier ?? earlier
          result[member.id] = part
          tally.add(member, to: part)
        }
      } else {
        let rarity = members.flatMap(\.labels).map { tally.total(of: $0) }.min() ?? .max
        open.append((rarity, Self.hash(key, seed: seed), key))
      }
    }
    open.sort { ($0.rarity, $0.order, $0.key) < ($1.rarity, $1.order, $1.key) }
    for (_, _, key) in open {
      let members = groups[key] ?? []
      guard let part = tally.neediest(for: members) else { continue }
      for member in members {
        result[member.id] = part
        tally.add(member, to: part)
      }
    }
    return result
  }

  /// Where most of a group's images are already; of equals the first by name.
  private static func earlierPart(of members: [Item]) -> String? {
    var counts: [String: Int] = [:]
    for part in members.compactMap(\.earlier) { counts[part, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// FNV-1a (Fowler, Noll, Vo) of the seed and a text: the same on every machine and run.
  static func hash(_ text: String, seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for shift in stride(from: 0, to: 64, by: 8) {
      hash = (hash ^ (seed >> UInt64(shift) & 0xFF)) &* 0x100_0000_01B3
    }
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // The last bytes of FNV hardly reach the high bits that order looks at.
    hash ^= hash >> 33
    return hash &* 0xFF51_AFD7_ED55_8CCD
  }
}

/// How many images each part has and should have, over all and by label.
private struct Tally {
  private let parts: [SplitPlan.Part]
  private let totals: [String: Int]
  private let count: Int
  private var sizes: [String: Int] = [:]
  private var perLabel: [String: [String: Int]] = [:]
  private let shareSum: Double

  init(parts: [SplitPlan.Part], items: [SplitPlan.Item]) {
    self.parts = parts
    var totals: [String: Int] = [:]
    for item in items { for label in item.labels { totals[label, default: 0] += 1 } }
    self.totals = totals
    count = items.count
    shareSum = parts.reduce(0) { $0 + max(0, $1.share) }
  }

  func total(of label: String) -> Int { totals[label] ?? 0 }

  mutating func add(_ item: SplitPlan.Item, to part: String) {
    sizes[part, default: 0] += 1
    for label in item.labels { perLabel[part, default: [:]][label, default: 0] += 1 }
  }

  /// The part that lacks the rarest label of a group most; then images; then the first.
  func neediest(for members: [SplitPlan.Item]) -> String? {
    let labels = Set(members.flatMap(\.labels))
    let rarest = labels.min { (total(of: $0), $0) < (total(of: $1), $1) }
    var best: (part: String, lack: Double, room: Double)?
    for part in parts where part.share > 0 {
      let share = part.share / shareSum
      let lack =
        rarest.map {
          share * Double(total(of: $0)) - Double(perLabel[part.name]?[$0] ?? 0)
        } ?? 0
      let room = share * Double(count) - Double(sizes[part.name] ?? 0)
      guard let known = best else {
        best = (part.name, lack, room)
        continue
      }
      if (lack, room) > (known.lack, known.room) { best = (part.name, lack, room) }
    }
    return best?.part
  }
}
