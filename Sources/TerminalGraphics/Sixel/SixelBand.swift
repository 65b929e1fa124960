import Raster

/// Six rows of a picture, taken apart into runs by colour and put together again in few passes.
struct SixelBand {
  /// A column in which a colour occurs, and where the colour occurs next.
  private struct Column {
    var x: Int32
    var next: Int32
    var bits: UInt8
  }

  /// Neighbouring columns of a colour that are written without leaving it.
  private struct Run {
    var color: UInt8
    var start: Int32
    var end: Int32
    /// Its first column.
    var first: Int32
    /// The run after it in the same pass.
    var next: Int32
  }

  /// A left-to-right sweep over the band.
  private struct Pass {
    var first: Int32
    var last: Int32
    var end: Int32
  }

  /// Up to this many empty columns a colour is not left.
  ///
  /// They take no more bytes than selecting it again, and longer runs would keep others out of the
  /// pass. The value is measured on photographs.
  private static let bridgedGap: Int32 = 10

  private let width: Int
  private var columns: [Column] = []
  private var heads = [Int32](repeating: -1, count: 256)
  private var tails = [Int32](repeating: -1, count: 256)
  private var runs: [Run] = []
  private var order: [Int32] = []
  private var passes: [Pass] = []
  /// The register that the terminal draws with; it stays selected from band to band.
  private var selected = -1

  /// Prepares for bands of a width.
  init(width: Int) {
    self.width = width
    columns.reserveCapacity(width * 6)
  }

  /// Takes up to six rows apart.
  mutating func collect(_ picture: IndexedBitmap, x: Int, y: Int, rows: Int) {
    columns.removeAll(keepingCapacity: true)
    for color in 0..<256 { heads[color] = -1 }
    let stride = picture.size.width
    let origin = y * stride + x
    let indices = picture.indices.span.extracting(origin..<origin + (rows - 1) * stride + width)
    for column in 0..<width {
      for row in 0..<rows { note(indices[row * stride + column], column, 1 << UInt8(row)) }
    }
  }

  @inline(__always)
  private mutating func note(_ color: UInt8, _ x: Int, _ bit: UInt8) {
    let slot = Int(color)
    let isKnown = heads[slot] >= 0
    let tail = Int(tails[slot])
    if isKnown && Int(columns[tail].x) == x {
      columns[tail].bits |= bit
      return
    }
    let place = Int32(truncatingIfNeeded: columns.count)
    columns.append(Column(x: Int32(truncatingIfNeeded: x), next: -1, bits: bit))
    if isKnown { columns[tail].next = place } else { heads[slot] = place }
    tails[slot] = place
  }

  /// Appends the band; `collect` comes first.
  mutating func write(into output: inout [UInt8]) {
    findRuns()
    sortRuns()
    packRuns()
    for (index, pass) in passes.enumerated() {
      if index > 0 { output.append(SixelByte.carriageReturn) }
      var x: Int32 = 0
      var place = pass.first
      while place >= 0 {
        let run = runs[Int(place)]
        if Int(run.color) != selected {
          selected = Int(run.color)
          output.append(SixelByte.register)
          output.appendDecimal(selected)
        }
        var columns = ColumnWriter(at: x)
        write(run, with: &columns, into: &output)
        x = run.end
        place = run.next
      }
    }
  }

  private func write(
    _ run: Run, with writer: inout ColumnWriter, into output: inout [UInt8]
  ) {
    var place = run.first
    while place >= 0 {
      let column = columns[Int(place)]
      guard column.x < run.end else { break }
      writer.write(column.bits, at: column.x, into: &output)
      place = column.next
    }
    writer.flush(into: &output)
  }

  private mutating func findRuns() {
    runs.removeAll(keepingCapacity: true)
    for color in 0..<256 where heads[color] >= 0 {
      var place = heads[color]
      while place >= 0 {
        let start = columns[Int(place)].x
        var end = start + 1
        let first = place
        place = columns[Int(place)].next
        while place >= 0 && columns[Int(place)].x - end <= Self.bridgedGap {
          end = columns[Int(place)].x + 1
          place = columns[Int(place)].next
        }
        runs.append(
          Run(color: UInt8(color), start: start, end: end, first: first, next: -1))
      }
    }
  }

  // A counting sort by start; runs of a colour are found from left to right already.
  private mutating func sortRuns() {
    var places = [Int32](repeating: 0, count: width + 1)
    for run in runs { places[Int(run.start) + 1] += 1 }
    for x in 1...width { places[x] += places[x - 1] }
    order = [Int32](repeating: 0, count: runs.count)
    for (index, run) in runs.enumerated() {
      order[Int(places[Int(run.start)])] = Int32(index)
      places[Int(run.start)] += 1
    }
  }

  // Each run goes behind the run that ends nearest before it, which leaves the fewest columns empty.
  private mutating func packRuns() {
    passes.removeAll(keepingCapacity: true)
    for index in order {
      let run = runs[Int(index)]
      var best = -1
      var bestEnd: Int32 = -1
      for (place, pass) in passes.enumerated() where pass.end <= run.start && pass.end > bestEnd {
        best = place
        bestEnd = pass.end
      }
      if best < 0 {
        passes.append(Pass(first: index, last: index, end: run.end))
      } else {
        runs[Int(passes[best].last)].next = index
        passes[best].last = index
        passes[best].end = run.end
      }
    }
  }
}

/// Writes columns from left to right, equal ones together.
struct ColumnWriter {
  private var x: Int32
  private var bits: UInt8 = 0
  private var count: Int32 = 0

  /// Starts where the last run ended.
  init(at x: Int32) { self.x = x }

  /// Adds a column at or right of the last one; what lies between is left empty.
  mutating func write(_ bits: UInt8, at column: Int32, into output: inout [UInt8]) {
    if column > x { add(0, column - x, into: &output) }
    add(bits, 1, into: &output)
    x = column + 1
  }

  private mutating func add(_ bits: UInt8, _ count: Int32, into output: inout [UInt8]) {
    if bits != self.bits {
      flush(into: &output)
      self.bits = bits
    }
    self.count += count
  }

  /// Writes what is pending.
  mutating func flush(into output: inout [UInt8]) {
    let byte = SixelByte.empty + bits
    if count > 3 {
      output.append(SixelByte.repeat)
      output.appendDecimal(Int(count))
      output.append(byte)
    } else {
      for _ in 0..<count { output.append(byte) }
    }
    count = 0
  }
}
