/// The items whose class is known.
struct GoldItems: Hashable, Sendable {
  /// The known class of every item, -1 where there is none.
  let classes: [Int32]

  /// Takes known classes by item; throws when one is out of range.
  init(_ gold: [Int: Int], of table: AnswerTable) throws(ConsolidationError) {
    var classes = [Int32](repeating: -1, count: table.itemCount)
    for (item, truth) in gold.sorted(by: { $0.key < $1.key }) {
      guard classes.indices.contains(item) else {
        throw .indexOutOfRange(what: "gold item", index: item, count: table.itemCount)
      }
      guard (0..<table.classCount).contains(truth) else {
        throw .indexOutOfRange(what: "gold class", index: truth, count: table.classCount)
      }
      classes[item] = Int32(truth)
    }
    self.classes = classes
  }
}
