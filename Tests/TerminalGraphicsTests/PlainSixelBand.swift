import Raster

/// Six rows as sixel data in plain Swift, as the C must write them.
struct PlainSixelBand {
  /// Neighbouring columns of a colour, with at most a small gap between them.
  private struct Run {
    let color: Int
    var columns: [(x: Int, bits: UInt8)]
    var start: Int { columns[0].x }
    var end: Int { columns[columns.count - 1].x + 1 }
  }

  /// The register that the terminal draws with.
  private var selected = -1

  /// What a band is written as, after those before it.
  mutating func bytes(of picture: IndexedBitmap, x: Int, y: Int, width: Int, rows: Int) -> [UInt8] {
    let runs = Self.runs(of: picture, x: x, y: y, width: width, rows: rows)
    let passes = Self.passes(of: runs).map { pass in write(pass.map { runs[$0] }) }
    return Array(passes.joined(separator: "$").utf8)
  }

  private static func runs(
    of picture: IndexedBitmap, x: Int, y: Int, width: Int, rows: Int
  ) -> [Run] {
    var runs: [Run] = []
    var newest: [Int: Int] = [:]
    for column in 0..<width {
      for row in 0..<rows {
        let color = Int(picture[x + column, y + row])
        let bit = UInt8(1 << row)
        let bridged = color < 10 ? 4 : color < 100 ? 10 : 20
        guard let run = newest[color], column - runs[run].end <= bridged else {
          newest[color] = runs.count
          runs.append(Run(color: color, columns: [(column, bit)]))
          continue
        }
        if runs[run].end == column + 1 {
          runs[run].columns[runs[run].columns.count - 1].bits |= bit
        } else {
          runs[run].columns.append((column, bit))
        }
      }
    }
    return runs
  }

  /// Which runs each pass has: behind a run of the same colour, or over the smallest gap.
  private static func passes(of runs: [Run]) -> [[Int]] {
    var passes: [[Int]] = []
    var owner: [Int: Int] = [:]
    func last(_ pass: Int) -> Int { passes[pass][passes[pass].count - 1] }
    for (index, run) in runs.enumerated() {
      let free = passes.indices.filter { runs[last($0)].end <= run.start }
      let nearest = free.max { (runs[last($0)].end, -last($0)) < (runs[last($1)].end, -last($1)) }
      var chosen = nearest
      if let nearest, let own = owner[run.color], runs[last(own)].color == run.color {
        let selection = run.color < 10 ? 2 : run.color < 100 ? 3 : 4
        let cost = skip(run.start - runs[last(nearest)].end) + (own == nearest ? 0 : selection)
        if skip(run.start - runs[last(own)].end) < cost { chosen = own }
      }
      if chosen == nil { passes.append([]) }
      let place = chosen ?? passes.count - 1
      passes[place].append(index)
      owner[run.color] = place
    }
    return passes
  }

  private static func skip(_ gap: Int) -> Int { gap <= 3 ? gap : 2 + String(gap).count }

  private mutating func write(_ pass: [Run]) -> String {
    var text = ""
    var x = 0
    for run in pass {
      if run.color != selected { text += "#\(run.color)" }
      selected = run.color
      // The columns and the empty ones before them, equal ones together.
      var groups: [(bits: UInt8, count: Int)] = []
      for column in run.columns {
        if column.x > x { groups.append((0, column.x - x)) }
        if let last = groups.last, last.bits == column.bits {
          groups[groups.count - 1].count += 1
        } else {
          groups.append((column.bits, 1))
        }
        x = column.x + 1
      }
      for (bits, count) in groups {
        let sixel = String(UnicodeScalar(63 + bits))
        text += count > 3 ? "!\(count)\(sixel)" : String(repeating: sixel, count: count)
      }
    }
    return text
  }
}
