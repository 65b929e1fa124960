import Consolidation
import Testing

@Suite("Gold check")
struct GoldCheckTests {
  @Test("Held-out gold is judged by what the rest of it teaches")
  func heldOut() throws {
    // One annotator is right and two are reversed: votes are always wrong, gold shows who is right.
    let answers = (0..<20).flatMap { item in
      [0, 1, 1].enumerated().map { worker, flip in
        AnswerTable.Answer(item: item, worker: worker, choice: (item + flip) % 2)
      }
    }
    let table = try AnswerTable(
      answers, itemCount: 21, workerCount: 3, classCount: 2, repeats: .lastWins)
    var gold = Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, $0 % 2) })
    gold[20] = 1
    let check = try GoldCheck(table, method: .dawidSkene, gold: gold)
    // Item 20 has no answer and cannot be judged.
    #expect(check.items == 20)
    #expect(check.right == 20)
    #expect(check.rightByMajority == 0)
    #expect(check.accuracy == 1)
  }

  @Test("Without gold there is nothing to say")
  func none() throws {
    let table = try RandomAnswers(seed: 1).table()
    let check = try GoldCheck(table, method: .dawidSkene, gold: [:])
    #expect(check.items == 0)
    #expect(check.accuracy == nil)
  }
}
