/// Finds fingerprints of 64 bits that differ in few bits, without comparing each with each.
///
/// Norouzi, Punjani and Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012: of two
/// that differ in at most 4r + 3 bits, one of four bands of 16 bits differs in at most r. So each is
/// compared only with those of which a band is so close. Equal ones are joined before, because
/// hundreds of blank pictures would all be neighbours of each other.
package enum NearDuplicates {
  private static let bandCount = 4
  private static let bandBits = 16

  /// Joins the things whose fingerprints differ in at most `distance` bits, also by way of others;
  /// one without a fingerprint stays alone.
  ///
  /// The memory is about 40 bytes for each, the fingerprints among them.
  package static func join(
    _ fingerprints: [UInt64?], within distance: Int, in sets: inout DisjointSets
  ) {
    let order = fingerprints.indices.filter { fingerprints[$0] != nil }.sorted {
      (fingerprints[$0] ?? 0, $0) < (fingerprints[$1] ?? 0, $1)
    }
    var owners: [Int32] = []
    var values: [UInt64] = []
    for index in order {
      guard let value = fingerprints[index] else { continue }
      if values.last == value, let owner = owners.last {
        sets.join(Int(owner), index)
      } else {
        values.append(value)
        owners.append(Int32(index))
      }
    }
    let masks = (0..<(1 << bandBits)).filter { $0.nonzeroBitCount <= distance / bandCount }
    for band in 0..<bandCount {
      join(values, owners, band: band, masks: masks, within: distance, in: &sets)
    }
  }

  private static func join(
    _ values: [UInt64], _ owners: [Int32], band: Int, masks: [Int], within distance: Int,
    in sets: inout DisjointSets
  ) {
    let key = { (value: UInt64) in
      Int(truncatingIfNeeded: value >> UInt64(band * bandBits)) & (1 << bandBits - 1)
    }
    var starts = [Int32](repeating: 0, count: 1 << bandBits + 1)
    for value in values { starts[key(value) + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
    var next = starts
    var members = [Int32](repeating: 0, count: values.count)
    for (index, value) in values.enumerated() {
      members[Int(next[key(value)])] = Int32(index)
      next[key(value)] += 1
    }
    for (index, value) in values.enumerated() {
      for mask in masks {
        let bucket = key(value) ^ mask
        for place in Int(starts[bucket])..<Int(starts[bucket + 1]) {
          let other = Int(members[place])
          guard other > index, (values[other] ^ value).nonzeroBitCount <= distance else { continue }
          sets.join(Int(owners[index]), Int(owners[other]))
        }
      }
    }
  }
}
