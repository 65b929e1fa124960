import AnnotationModel
import Interchange
import Raster
import Store

/// The groups of images that have to stay together when an export is divided.
struct ImageGroups {
  /// The group of each image, in the order of the answers; nil for one that stands alone.
  private(set) var names: [String?]
  /// What a lead should know of them, in sentences.
  private(set) var notes: [String] = []

  /// Bits of 64 in which the fingerprints of near duplicates differ at most.
  ///
  /// Of 29 photographs all copies at JPEG quality 95 to 30, at half and a quarter of the size, turned
  /// by EXIF, darker, or with up to 2 % cut off are within 5 bits, and 25 of 29 with 5 % cut off
  /// within 7; pictures of different things differ in 20 and more.
  static let largestDistance = 7

  /// Groups images by metadata keys, and by how they look where `near-duplicates` is among them.
  ///
  /// Throws for a key that no image has.
  init(_ answers: [Answer], by keys: [String], lead: LeadView) throws {
    names = [String?](repeating: nil, count: answers.count)
    guard !keys.isEmpty else { return }
    let metadataKeys = keys.filter { $0 != SplitOptions.nearDuplicates }
    let values = try Self.values(of: metadataKeys, answers, lead)
    // With one key its values are the groups, whichever images there are.
    if keys == metadataKeys, keys.count == 1 {
      names = values.map { $0[0] }
      return
    }
    var sets = DisjointSets(count: answers.count)
    for key in metadataKeys.indices {
      var first: [String: Int] = [:]
      for (index, known) in values.enumerated() {
        guard let value = known[key] else { continue }
        if let other = first[value] { sets.join(other, index) } else { first[value] = index }
      }
    }
    if keys.count > metadataKeys.count { joinLookAlikes(answers, &sets) }
    var sizes: [Int: Int] = [:]
    for index in answers.indices { sizes[sets.root(of: index), default: 0] += 1 }
    for index in answers.indices {
      let root = sets.root(of: index)
      if sizes[root, default: 0] > 1 { names[index] = answers[root].image.id.description }
    }
  }

  /// What each image has under each key.
  private static func values(
    of keys: [String], _ answers: [Answer], _ lead: LeadView
  ) throws -> [[String?]] {
    guard !keys.isEmpty else { return answers.map { _ in [] } }
    var known: Set<String> = []
    let values = try answers.map { answer in
      let facts = try lead.metadata(of: answer.image.id)
      known.formUnion(facts.map(\.key))
      return keys.map { key in facts.first { $0.key == key }?.value }
    }
    known.remove(PictureReference.key)
    for key in keys where !known.contains(key) {
      throw Failure(
        "no image has metadata \"\(key)\" to group by",
        hint: known.isEmpty
          ? "there is no metadata yet; add it with \"plumbline init --metadata\""
          : "there is \(known.sorted().joined(separator: ", ")), and \(SplitOptions.nearDuplicates)"
      )
    }
    return values
  }

  private mutating func joinLookAlikes(_ answers: [Answer], _ sets: inout DisjointSets) {
    var prints: [UInt64?] = []
    prints.reserveCapacity(answers.count)
    var (missing, plain) = (0, 0)
    let bar = ProgressBar("comparing pictures", total: answers.count)
    for answer in answers {
      let print = try? Self.print(of: answer.image)
      if print == nil { missing += 1 }
      if print?.isTelling == false { plain += 1 }
      prints.append(print.flatMap { $0.isTelling ? $0.bits : nil })
      bar.advance()
    }
    bar.finish()
    var alone = DisjointSets(count: answers.count)
    NearDuplicates.join(prints, within: Self.largestDistance, in: &alone)
    var alike = 0
    for index in answers.indices {
      let root = alone.root(of: index)
      if root != index {
        alike += 1
        sets.join(root, index)
      }
    }
    notes.append(
      alike == 1 ? "1 image looks like another" : "\(alike) images look like others")
    for (count, why) in [(missing, "not here or not readable"), (plain, "too plain to tell")]
    where count > 0 {
      notes.append("\(Count.text(count, "picture")) not compared, because \(why)")
    }
  }

  /// The fingerprint of a picture; one file at a time is in memory.
  private static func print(of image: Image) throws -> DifferenceHash {
    let bytes = try PictureExport.file(of: image).contents(limit: 1 << 30)
    return try DifferenceHash(decoding: bytes)
  }
}
