/// Puts the runs of a band into left-to-right passes over it.
struct PassPacking {
  /// A left-to-right sweep over the band.
  private struct Pass {
    /// Its newest run.
    var last: Int32
    /// Where that ends, and its colour.
    var end: Int32
    var color: UInt8
    /// Another pass whose newest run ends in the same column.
    var neighbour: Int32
  }

  /// The first run of each pass.
  private(set) var firstRuns: [Int32] = []
  private var passes: [Pass] = []
  /// The pass that ends before each column, and is the first of its neighbours; -1 for none.
  private var endings: [Int32]
  /// The passes that end left of the run in hand, the one with the smallest gap last.
  ///
  /// Some have grown since and are passed over.
  private var free: [Int32] = []
  /// The pass that has each colour's newest run; -1 for none.
  private var owners = [Int32](repeating: -1, count: 256)

  /// Prepares for bands of a width.
  init(width: Int) {
    endings = [Int32](repeating: -1, count: width + 1)
  }

  /// Gives each of the first `count` runs, which are in the order of their first columns, a place
  /// behind another or a pass of its own.
  ///
  /// A run goes where it costs least: behind a run of its own colour, or over the smallest gap.
  mutating func pack(_ all: inout [SixelBand.Run], count: Int) {
    firstRuns.removeAll(keepingCapacity: true)
    passes.removeAll(keepingCapacity: true)
    free.removeAll(keepingCapacity: true)
    for column in endings.indices { endings[column] = -1 }
    for color in owners.indices { owners[color] = -1 }
    var runs = all.mutableSpan
    var column = 0
    for index in 0..<count {
      let run = runs[index]
      while column <= run.start {
        release(column)
        column += 1
      }
      let place = Int32(truncatingIfNeeded: index)
      var chosen = cheapestPass(for: run)
      if chosen >= 0 {
        runs[Int(passes[Int(chosen)].last)].next = place
      } else {
        chosen = Int32(truncatingIfNeeded: passes.count)
        passes.append(Pass(last: 0, end: 0, color: 0, neighbour: -1))
        firstRuns.append(place)
      }
      passes[Int(chosen)] = Pass(
        last: place, end: run.end, color: run.color, neighbour: endings[Int(run.end)])
      endings[Int(run.end)] = chosen
      owners[Int(run.color)] = chosen
    }
  }

  /// Takes the passes that end before a column for free.
  private mutating func release(_ column: Int) {
    var pass = endings[column]
    while pass >= 0 {
      free.append(pass)
      pass = passes[Int(pass)].neighbour
    }
  }

  private mutating func cheapestPass(for run: SixelBand.Run) -> Int32 {
    while let last = free.last, passes[Int(last)].end > run.start { free.removeLast() }
    guard let nearest = free.last else { return -1 }
    let own = owners[Int(run.color)]
    guard own >= 0, own != nearest, passes[Int(own)].color == run.color else { return nearest }
    let selection: Int32 = run.color < 10 ? 2 : run.color < 100 ? 3 : 4
    let skipped = Self.skip(run.start &- passes[Int(nearest)].end)
    // Of equal costs the smaller gap, which leaves the larger one to a later run.
    return Self.skip(run.start &- passes[Int(own)].end) < skipped &+ selection ? own : nearest
  }

  /// The bytes that empty columns take.
  private static func skip(_ gap: Int32) -> Int32 {
    gap <= 3 ? gap : gap < 10 ? 3 : gap < 100 ? 4 : gap < 1000 ? 5 : 6
  }
}
