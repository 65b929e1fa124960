/// How many annotators chose each class for each item, for coefficients that forget who it was.
package struct AnswerCounts: Hashable, Sendable {
  /// How many classes there are.
  package let classCount: Int
  /// A class that was chosen for an item, and how often.
  struct Entry: Hashable, Sendable {
    let label: Int
    var count: Double
  }

  /// Per item the classes that were chosen, ascending.
  let units: [[Entry]]

  /// Counts the answers of a table.
  package init(_ table: AnswerTable) {
    self.init(
      (0..<table.itemCount).map { item in
        table.codes[table.offsets[item]..<table.offsets[item + 1]].map {
          Int($0) % table.classCount
        }
      }, classCount: table.classCount)
  }

  /// Takes the chosen classes of each item, in any order.
  package init(_ choices: [[Int]], classCount: Int) {
    self.classCount = classCount
    units = choices.map { choices in
      var counts: [Entry] = []
      for label in choices.sorted() {
        if counts.last?.label == label {
          counts[counts.count - 1].count += 1
        } else {
          counts.append(Entry(label: label, count: 1))
        }
      }
      return counts
    }
  }

  /// The items of several questions with the same classes, one question after the other.
  init(joining questions: [AnswerCounts]) {
    classCount = questions.first?.classCount ?? 2
    units = questions.flatMap(\.units)
  }

  /// The same answers with one class against all others: 1 where it was chosen.
  package func binary(_ label: Int) -> AnswerCounts {
    AnswerCounts(
      units.map { unit in
        unit.flatMap { [Int](repeating: $0.label == label ? 1 : 0, count: Int($0.count)) }
      }, classCount: 2)
  }
}
