import Consolidation
import Testing

@Suite("Answers that nobody else has given")
struct UncorroboratedTests {
  /// Sixty items with one answer each, of six annotators with different habits.
  private static func table(extra: [AnswerTable.Answer] = []) throws -> AnswerTable {
    let answers = (0..<60).map { item in
      AnswerTable.Answer(item: item, worker: item % 6, choice: item * item % 7 % 3)
    }
    return try AnswerTable(
      answers + extra, itemCount: 60, workerCount: 6, classCount: 3, repeats: .lastWins)
  }

  @Test(
    "They stand as they are, and the method says so", arguments: ClassConsolidation.Method.allCases)
  func stand(_ method: ClassConsolidation.Method) throws {
    let table = try Self.table()
    let result = try ClassConsolidation.run(table, method: method)
    #expect(result.method == .majorityVote)
    #expect((0..<60).allSatisfy { result.consensus.labels[$0] == $0 * $0 % 7 % 3 })
    #expect(!table.isCorroborated)
  }

  @Test("A second answer of the same annotator corroborates nothing, one of another does")
  func second() throws {
    let own = AnswerTable.Answer(item: 7, worker: 1, choice: 2)
    let other = AnswerTable.Answer(item: 7, worker: 4, choice: 0)
    let counted = try AnswerTable(
      [own, .init(item: 7, worker: 1, choice: 0)], itemCount: 60, workerCount: 6, classCount: 3,
      repeats: .counted)
    #expect(!counted.isCorroborated)
    let table = try Self.table(extra: [other])
    #expect(table.isCorroborated)
    #expect(try ClassConsolidation.run(table, method: .dawidSkene).method == .dawidSkene)
  }

  @Test("With gold the method is fitted, since gold tells how well an annotator answers")
  func gold() throws {
    let result = try ClassConsolidation.run(
      try Self.table(), method: .dawidSkene, gold: [0: 0, 1: 1])
    #expect(result.method == .dawidSkene)
  }
}
