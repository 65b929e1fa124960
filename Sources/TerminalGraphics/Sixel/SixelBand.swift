import Raster

/// Six rows of a picture, taken apart into runs by colour and put together again in few passes.
struct SixelBand {
  /// A column in which a colour occurs, and where the colour occurs next in the same run.
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
    var color: UInt8
  }

  private let width: Int
  private var columns: [Column] = []
  /// The newest column of each colour, and the run that it belongs to; -1 for none.
  private var tails = InlineArray<256, Int32>(repeating: -1)
  private var openRuns = InlineArray<256, Int32>(repeating: -1)
  /// The runs, by their first columns.
  private var runs: [Run] = []
  private var passes: [Pass] = []
  /// The register that the terminal draws with.
  private var selected = -1

  /// Prepares for bands of a width.
  init(width: Int) {
    self.width = width
    columns.reserveCapacity(width * 6)
  }

  /// Up to how many empty columns a colour is not left: about what selecting it again costs.
  ///
  /// Longer runs would keep others out of the pass. The values are measured on photographs.
  @inline(__always)
  private static func bridgedGap(_ color: UInt8) -> Int32 { color < 10 ? 4 : color < 100 ? 10 : 20 }

  /// Appends up to six rows.
  mutating func write(
    _ picture: IndexedBitmap, x: Int, y: Int, rows: Int, into output: inout [UInt8]
  ) {
    collect(picture, x: x, y: y, rows: rows)
    packRuns()
    // A column takes at most a bridged gap (four bytes) and itself; a run at most a gap, a selection
    // and the start of a pass.
    let room = columns.count * 5 + runs.count * 24
    output.append(addingCapacity: room) { bytes in
      for index in passes.indices {
        if index > 0 { bytes.append(SixelByte.carriageReturn) }
        write(passes[index], into: &bytes)
      }
    }
  }

  // MARK: Taking apart

  private mutating func collect(_ picture: IndexedBitmap, x: Int, y: Int, rows: Int) {
    columns.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    for color in 0..<256 { tails[color] = -1 }
    let stride = picture.size.width
    let origin = y * stride + x
    let indices = picture.indices.span.extracting(origin..<origin + (rows - 1) * stride + width)
    for column in 0..<width {
      var color = indices[column]
      var bits: UInt8 = 1
      for row in 1..<max(1, rows) {
        let below = indices[row * stride + column]
        if below == color {
          bits |= 1 &<< UInt8(truncatingIfNeeded: row)
        } else {
          note(color, column, bits)
          color = below
          bits = 1 &<< UInt8(truncatingIfNeeded: row)
        }
      }
      note(color, column, bits)
    }
  }

  @inline(__always)
  private mutating func note(_ color: UInt8, _ column: Int, _ bits: UInt8) {
    let x = Int32(truncatingIfNeeded: column)
    let tail = tails[Int(color)]
    let place = Int32(truncatingIfNeeded: columns.count)
    if tail >= 0 {
      let gap = x &- columns[Int(tail)].x &- 1
      if gap < 0 {
        columns[Int(tail)].bits |= bits
        return
      }
      if gap <= Self.bridgedGap(color) {
        columns[Int(tail)].next = place
        runs[Int(openRuns[Int(color)])].end = x &+ 1
        columns.append(Column(x: x, next: -1, bits: bits))
        tails[Int(color)] = place
        return
      }
    }
    openRuns[Int(color)] = Int32(truncatingIfNeeded: runs.count)
    runs.append(Run(color: color, start: x, end: x &+ 1, first: place, next: -1))
    columns.append(Column(x: x, next: -1, bits: bits))
    tails[Int(color)] = place
  }

  // MARK: Putting together

  // Each run goes where it costs least: behind a run of its own colour, or over the smallest gap.
  private mutating func packRuns() {
    passes.removeAll(keepingCapacity: true)
    for index in runs.indices {
      let run = runs[index]
      let place = Int32(truncatingIfNeeded: index)
      if let best = cheapestPass(for: run) {
        runs[Int(passes[best].last)].next = place
        passes[best].last = place
        passes[best].end = run.end
        passes[best].color = run.color
      } else {
        passes.append(Pass(first: place, last: place, end: run.end, color: run.color))
      }
    }
  }

  private func cheapestPass(for run: Run) -> Int? {
    let selection: Int32 = run.color < 10 ? 2 : run.color < 100 ? 3 : 4
    var best: Int?
    var leastCost = Int32.max
    for (place, pass) in passes.enumerated() where pass.end <= run.start {
      let gap = run.start &- pass.end
      let skip: Int32 = gap <= 3 ? gap : gap < 10 ? 3 : gap < 100 ? 4 : gap < 1000 ? 5 : 6
      let bytes = skip &+ (pass.color == run.color ? 0 : selection)
      // Of equal costs the smaller gap, which leaves the larger one to a later run.
      let cost = bytes &<< 16 &+ min(gap, 0xFFFF)
      if cost < leastCost {
        leastCost = cost
        best = place
      }
    }
    return best
  }

  private mutating func write(_ pass: Pass, into output: inout OutputSpan<UInt8>) {
    var x: Int32 = 0
    var place = pass.first
    while place >= 0 {
      let run = runs[Int(place)]
      if Int(run.color) != selected {
        selected = Int(run.color)
        output.append(SixelByte.register)
        output.appendDecimal(selected)
      }
      var writer = ColumnWriter(at: x)
      var column = run.first
      while column >= 0 {
        let next = columns[Int(column)]
        writer.write(next.bits, at: next.x, into: &output)
        column = next.next
      }
      writer.flush(into: &output)
      x = run.end
      place = run.next
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
  @inline(__always)
  mutating func write(_ bits: UInt8, at column: Int32, into output: inout OutputSpan<UInt8>) {
    if column > x { add(0, column &- x, into: &output) }
    add(bits, 1, into: &output)
    x = column &+ 1
  }

  @inline(__always)
  private mutating func add(_ bits: UInt8, _ count: Int32, into output: inout OutputSpan<UInt8>) {
    if bits != self.bits {
      flush(into: &output)
      self.bits = bits
    }
    self.count &+= count
  }

  /// Writes what is pending.
  @inline(__always)
  mutating func flush(into output: inout OutputSpan<UInt8>) {
    let byte = SixelByte.empty &+ bits
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
