import Pictures
import Screen
import Testing

@Suite("Which cells are painted")
struct CellDamageTests {
  @Test("Nothing is painted when every cell shows what it should")
  func nothing() {
    let damage = CellDamage(
      shown: [1, 2, 3, 4], wanted: [1, 2, 3, 4], covered: [false, false, false, false],
      columns: 2)
    #expect(damage.patches == [])
    #expect(damage.cells == 0)
  }

  @Test("A column that changed is one patch, a row that changed another")
  func strips() {
    let columns = 5
    var wanted = [UInt64](repeating: 1, count: 25)
    for row in 0..<4 { wanted[row * columns + 1] = 2 }
    for column in 0..<5 { wanted[4 * columns + column] = 2 }
    let damage = CellDamage(
      shown: [UInt64](repeating: 1, count: 25), wanted: wanted,
      covered: [Bool](repeating: false, count: 25), columns: columns)
    #expect(
      damage.patches == [
        Area(column: 1, row: 0, columns: 1, rows: 4), Area(column: 0, row: 4, columns: 5, rows: 1),
      ])
    #expect(damage.cells == 9)
  }

  @Test("A cell under text is never painted")
  func covered() {
    let damage = CellDamage(
      shown: [0, 0, 0], wanted: [1, 1, 1], covered: [false, true, false], columns: 3)
    #expect(
      damage.patches == [
        Area(column: 0, row: 0, columns: 1, rows: 1), Area(column: 2, row: 0, columns: 1, rows: 1),
      ])
  }

  @Test("Patches cover exactly the cells that differ", arguments: 0..<50)
  func exact(seed: Int) {
    var generator = Xorshift(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1)
    let columns = Int.random(in: 1...12, using: &generator)
    let rows = Int.random(in: 1...9, using: &generator)
    let count = columns * rows
    let shown = (0..<count).map { _ in UInt64.random(in: 0...2, using: &generator) }
    let wanted = (0..<count).map { _ in UInt64.random(in: 1...2, using: &generator) }
    let covered = (0..<count).map { _ in Int.random(in: 0...3, using: &generator) == 0 }
    let damage = CellDamage(shown: shown, wanted: wanted, covered: covered, columns: columns)
    var painted = [Int](repeating: 0, count: count)
    for patch in damage.patches {
      for row in patch.row..<(patch.row + patch.rows) {
        for column in patch.column..<(patch.column + patch.columns) {
          painted[row * columns + column] += 1
        }
      }
    }
    #expect(
      painted == (0..<count).map { !covered[$0] && shown[$0] != wanted[$0] ? 1 : 0 })
  }
}

/// A small repeatable generator (Marsaglia, "Xorshift RNGs", 2003).
struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
