/// Things by number that are joined to sets (union-find with halved paths, Tarjan 1975).
///
/// The least number of a set stands for it, so that the order of joining does not matter.
package struct DisjointSets: Sendable {
  private var parents: [Int32]

  /// Begins with things that are all alone.
  package init(count: Int) { parents = Array(0..<Int32(count)) }

  /// The number that stands for the set of a thing.
  package mutating func root(of thing: Int) -> Int {
    var thing = Int32(thing)
    while parents[Int(thing)] != thing {
      parents[Int(thing)] = parents[Int(parents[Int(thing)])]
      thing = parents[Int(thing)]
    }
    return Int(thing)
  }

  /// Makes one set of the sets of two things.
  package mutating func join(_ first: Int, _ second: Int) {
    let (first, second) = (root(of: first), root(of: second))
    parents[max(first, second)] = Int32(min(first, second))
  }
}
