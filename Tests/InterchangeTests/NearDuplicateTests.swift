import Interchange
import Testing

@Suite("Near duplicates")
struct NearDuplicateTests {
  /// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers on every run.
  private struct Numbers {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private func fingerprints(_ count: Int, seed: UInt64) -> [UInt64?] {
    var numbers = Numbers(state: seed)
    var found: [UInt64?] = []
    for index in 0..<count {
      guard index > 0, index % 3 != 0, let base = found[index / 2] else {
        found.append(index % 10 == 9 ? nil : numbers.next())
        continue
      }
      var changed = base
      for _ in 0..<(numbers.next() % 9) { changed ^= 1 << (numbers.next() % 64) }
      found.append(changed)
    }
    return found
  }

  @Test("The sets are those of comparing each with each", arguments: [0, 3, 4, 5, 7, 8])
  func complete(distance: Int) {
    for seed in 1...3 {
      let prints = fingerprints(600, seed: UInt64(seed))
      var found = DisjointSets(count: prints.count)
      NearDuplicates.join(prints, within: distance, in: &found)
      var expected = DisjointSets(count: prints.count)
      for (index, first) in prints.enumerated() {
        for other in 0..<index {
          guard let first, let second = prints[other] else { continue }
          if (first ^ second).nonzeroBitCount <= distance { expected.join(index, other) }
        }
      }
      let roots = prints.indices.map { found.root(of: $0) }
      let expectedRoots = prints.indices.map { expected.root(of: $0) }
      #expect(roots == expectedRoots)
      #expect(Set(roots).count < prints.count)
    }
  }

  @Test("The least number stands for a set, whichever way it was joined")
  func roots() {
    var sets = DisjointSets(count: 6)
    for (first, second) in [(5, 4), (2, 5), (4, 3)] { sets.join(first, second) }
    let roots = (0..<6).map { sets.root(of: $0) }
    #expect(roots == [0, 1, 2, 2, 2, 2])
  }

  @Test("Earlier parts stay where a group that is found later has several")
  func dividedGroup() {
    let items = [
      SplitPlan.Item(id: "1", group: "g", labels: [], earlier: "train"),
      SplitPlan.Item(id: "2", group: "g", labels: [], earlier: "train"),
      SplitPlan.Item(id: "3", group: "g", labels: [], earlier: "test"),
      SplitPlan.Item(id: "4", group: "g", labels: []),
    ]
    let parts = [SplitPlan.Part(name: "train", share: 1), SplitPlan.Part(name: "test", share: 1)]
    #expect(
      SplitPlan(parts: parts, seed: 1).assign(items)
        == ["1": "train", "2": "train", "3": "test", "4": "train"])
  }
}
