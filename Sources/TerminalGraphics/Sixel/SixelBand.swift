import Raster

/// Six rows of a picture, taken apart into runs by colour and put together again in few passes.
struct SixelBand {
  /// A column in which a colour occurs.
  private struct Column {
    var x: Int32
    /// The colour's column before it; once runs are known, the run that it belongs to.
    var link: Int32
    /// The column after it in the same run.
    var next: Int32
    var color: UInt8
    var bits: UInt8

    static let none = Column(x: 0, link: -1, next: -1, color: 0, bits: 0)
  }

  /// Neighbouring columns of a colour that are written without leaving it.
  struct Run {
    var color: UInt8
    var start: Int32
    var end: Int32
    /// Its first column.
    var first: Int32
    /// The run after it in the same pass.
    var next: Int32

    static let none = Run(color: 0, start: 0, end: 0, first: -1, next: -1)
  }

  /// Where a colour was drawn last.
  private struct Pen {
    var x: Int32
    var column: Int32

    static let unused = Pen(x: -1, column: -1)
  }

  private let width: Int
  private var columns: [Column]
  /// The runs, by their first columns.
  private var runs: [Run]
  private var pens = [Pen](repeating: .unused, count: 256)
  private var packing: PassPacking
  private var written: [UInt8] = []
  /// The register that the terminal draws with.
  private var selected = -1
  /// Which registers the bands so far use.
  private(set) var registers = [Bool](repeating: false, count: 256)

  /// Prepares for bands of a width.
  init(width: Int) {
    self.width = width
    // One more, because a place is filled before it is known whether it is needed.
    columns = [Column](repeating: .none, count: width * 6 + 1)
    runs = [Run](repeating: .none, count: width * 6)
    packing = PassPacking(width: width)
  }

  /// Appends up to six rows.
  mutating func write(
    _ picture: IndexedBitmap, x: Int, y: Int, rows: Int, into output: inout [UInt8]
  ) {
    let stride = picture.size.width
    let origin = y * stride + x
    let indices = picture.indices.span.extracting(origin..<origin + (rows - 1) * stride + width)
    for color in pens.indices { pens[color] = .unused }
    let columnCount = Self.collect(
      indices, width: width, stride: stride, rows: rows, into: &columns, &pens)
    for color in pens.indices where pens[color].x >= 0 { registers[color] = true }
    let runCount = Self.join(&columns, count: columnCount, into: &runs)
    packing.pack(&runs, count: runCount)
    // A column takes at most a bridged gap (four bytes) and itself; a run at most a gap, a selection
    // and the start of a pass; and three bytes are written where one may be meant.
    let room = columnCount * 5 + runCount * 16 + 8
    if written.count < room { written = [UInt8](repeating: 0, count: room) }
    let length = Self.write(
      passes: packing.firstRuns, of: runs, columns, selected: &selected, into: &written)
    output += written[..<length]
  }

  // MARK: Taking apart

  /// Finds the columns of each colour, in reading order, and answers how many there are.
  ///
  /// Without branches that depend on the picture, since no processor guesses a photograph's.
  private static func collect(
    _ indices: Span<UInt8>, width: Int, stride: Int, rows: Int, into columns: inout [Column],
    _ pens: inout [Pen]
  ) -> Int {
    var columns = columns.mutableSpan
    var pens = pens.mutableSpan
    var count: Int32 = 0
    for column in 0..<width {
      let x = Int32(truncatingIfNeeded: column)
      var bit: UInt8 = 1
      var place = column
      for _ in 0..<rows {
        let color = indices[place]
        let pen = pens[Int(color)]
        // If the colour is in this column already, the next one overwrites this.
        columns[Int(count)] = Column(x: x, link: pen.column, next: -1, color: color, bits: 0)
        let target = pen.x == x ? pen.column : count
        columns[Int(target)].bits |= bit
        pens[Int(color)] = Pen(x: x, column: target)
        count &+= pen.x == x ? 0 : 1
        place &+= stride
        bit &<<= 1
      }
    }
    return Int(count)
  }

  /// Up to how many empty columns a colour is not left: about what selecting it again costs.
  ///
  /// Longer runs would keep others out of the pass. The values are measured on photographs.
  @inline(__always)
  private static func bridgedGap(_ color: UInt8) -> Int32 { color < 10 ? 4 : color < 100 ? 10 : 20 }

  /// Joins columns to runs, and answers how many there are.
  private static func join(
    _ columns: inout [Column], count: Int, into runs: inout [Run]
  ) -> Int {
    var columns = columns.mutableSpan
    var runs = runs.mutableSpan
    var runCount: Int32 = 0
    for index in 0..<count {
      let column = columns[index]
      let place = Int32(truncatingIfNeeded: index)
      let last = Int(column.link)
      if last >= 0, column.x &- columns[last].x &- 1 <= bridgedGap(column.color) {
        let run = columns[last].link
        columns[last].next = place
        columns[index].link = run
        runs[Int(run)].end = column.x &+ 1
      } else {
        columns[index].link = runCount
        runs[Int(runCount)] = Run(
          color: column.color, start: column.x, end: column.x &+ 1, first: place, next: -1)
        runCount &+= 1
      }
    }
    return Int(runCount)
  }

  // MARK: Writing

  /// Writes the passes that begin with some runs to the start of `bytes`, and answers their length;
  /// `selected` is the register that the terminal draws with.
  private static func write(
    passes firstRuns: [Int32], of runs: [Run], _ columns: [Column], selected: inout Int,
    into bytes: inout [UInt8]
  ) -> Int {
    var writer = ColumnWriter()
    let columns = columns.span
    let runs = runs.span
    var bytes = bytes.mutableSpan
    for (index, first) in firstRuns.enumerated() {
      if index > 0 { writer.append(SixelByte.carriageReturn, to: &bytes) }
      writer.x = 0
      var place = first
      while place >= 0 {
        let run = runs[Int(place)]
        if Int(run.color) != selected {
          selected = Int(run.color)
          writer.append(SixelByte.register, to: &bytes)
          writer.append(decimal: run.color, to: &bytes)
        }
        var index = run.first
        while index >= 0 {
          let column = columns[Int(index)]
          writer.write(column.bits, at: column.x, into: &bytes)
          index = column.next
        }
        writer.finishRun(in: &bytes)
        place = run.next
      }
    }
    return writer.count
  }
}
