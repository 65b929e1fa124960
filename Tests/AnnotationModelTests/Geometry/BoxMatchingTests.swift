import AnnotationModel
import Testing

@Suite("Box matching")
struct BoxMatchingTests {
  private func pairs(_ found: [BoxMatching.Pair]) -> [[Int]] {
    found.map { [$0.first, $0.second] }
  }

  @Test("The best overlap is matched first and each box once")
  func bestFirst() throws {
    let first = [try box(0, 0, 10, 10), try box(0, 0, 10, 9)]
    let second = [try box(0, 0, 10, 9), try box(0, 0, 10, 6)]
    let found = BoxMatching.greedy(first, second, threshold: 0.5)
    #expect(pairs(found) == [[0, 1], [1, 0]])
    #expect(found.map(\.overlap) == [0.6, 1])
  }

  @Test("Below the threshold, or apart, nothing is matched")
  func threshold() throws {
    let first = [try box(0, 0, 10, 10)]
    let half = [try box(0, 0, 10, 5)]
    #expect(BoxMatching.greedy(first, half, threshold: 0.5).count == 1)
    #expect(BoxMatching.greedy(first, half, threshold: 0.51).isEmpty)
    #expect(BoxMatching.greedy(first, [try box(20, 0, 30, 10)], threshold: 0).isEmpty)
    #expect(BoxMatching.greedy([], half, threshold: 0).isEmpty)
  }

  @Test("Equal overlaps go to the lower indexes")
  func ties() throws {
    let same = try box(0, 0, 10, 10)
    let found = BoxMatching.greedy([same, same, same], [same, same], threshold: 0.5)
    #expect(pairs(found) == [[0, 0], [1, 1]])
  }

  @Test("A pair that is not allowed leaves its boxes to others")
  func allowed() throws {
    let same = try box(0, 0, 10, 10)
    let near = try box(0, 0, 10, 8)
    let found = BoxMatching.greedy([same, near], [same, near], threshold: 0.5) { $0 != $1 }
    #expect(pairs(found) == [[0, 1], [1, 0]])
  }
}
