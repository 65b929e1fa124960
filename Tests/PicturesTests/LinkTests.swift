import Pictures
import Raster
import Screen
import TerminalGraphics
import Testing

@Suite("What a link can carry")
struct LinkTests {
  private static let half = Backend.halfBlocks(.truecolor)
  private static let sixel = Backend.sixel(
    cell: PixelExtent(width: 10, height: 20), maximumBytes: nil)
  private static let area = Area(column: 0, row: 1, columns: 54, rows: 21)
  private static let cells = 54 * 21

  /// A link simulated: bytes leave one after the other, and the answer takes the round trip.
  private static func meter(
    rate: Double, roundTrip: Double, sending sizes: [Int], gap: Double
  ) -> LinkMeter {
    var meter = LinkMeter()
    meter.note(roundTrip: roundTrip)
    var free = 0.0
    var events: [(time: Double, bytes: Int?)] = []
    for (index, size) in sizes.enumerated() {
      let sent = Double(index) * gap
      free = max(free, sent) + Double(size) / rate
      events += [(sent, size), (free + roundTrip, nil)]
    }
    for event in events.sorted(by: { $0.time < $1.time }) {
      if let bytes = event.bytes {
        meter.sent(bytes, at: event.time)
      } else {
        meter.answered(at: event.time)
      }
    }
    return meter
  }

  @Test(
    "The rate is found within a tenth, whether parts wait for each other or not",
    arguments: [7_000.0, 30_000], [0.0, 0.3, 5])
  func rate(rate: Double, gap: Double) throws {
    let meter = Self.meter(
      rate: rate, roundTrip: 0.3, sending: [8000, 8000, 8000, 8000, 8000], gap: gap)
    let measured = try #require(meter.rate)
    #expect(abs(measured / rate - 1) < 0.1, "\(measured)")
    #expect(meter.roundTrip == 0.3)
  }

  @Test("A terminal that draws before it answers is not a slow link")
  func drawing() throws {
    var meter = LinkMeter()
    meter.note(roundTrip: 0.001)
    meter.sent(1500, at: 10)
    meter.answered(at: 10.018)
    #expect(try #require(meter.rate) > 1_000_000)
  }

  @Test("Few bytes tell the round trip and not the rate; answers to nothing tell nothing")
  func fewBytes() {
    var meter = LinkMeter()
    meter.answered(at: 1)
    #expect(meter == LinkMeter())
    meter.sent(300, at: 2)
    meter.answered(at: 2.25)
    #expect(meter.rate == nil && meter.roundTrip == 0.25)
  }

  @Test("Answers that never come are not waited for")
  func lost() {
    var meter = LinkMeter()
    meter.sent(2000, at: 1)
    meter.sent(2000, at: 2)
    #expect(meter.unanswered(at: 3) == 2)
    #expect(meter.unanswered(at: 60) == 0)
  }

  @Test("On a fast link everything is sent at once, in any way")
  func fast() {
    var plan = PicturePlan()
    plan.meter = Self.meter(rate: 20_000_000, roundTrip: 0.001, sending: [500_000], gap: 0)
    plan.reconsider()
    #expect(!plan.isThin)
    for backend in [Self.half, Self.sixel] {
      #expect(plan.first(cells: Self.cells, backend: backend) == .fine)
      #expect(plan.budget(.fine, area: Self.area, backend: backend) == nil)
    }
  }

  @Test("Before anything is measured a near terminal gets all, a distant one a coarse picture")
  func unmeasured() {
    var plan = PicturePlan()
    plan.meter.note(roundTrip: 0.002)
    plan.reconsider()
    #expect(plan.first(cells: Self.cells, backend: Self.sixel) == .fine && !plan.isThin)
    var distant = PicturePlan()
    distant.hasWaited = true
    distant.reconsider()
    #expect(distant.first(cells: Self.cells, backend: Self.half) == .coarse && distant.isThin)
    #expect(distant.budget(.coarse, area: Self.area, backend: Self.half) ?? .max < Self.cells)
  }

  @Test("A coarse picture that was sent before the terminal answered is refined once it has")
  func late() {
    var plan = PicturePlan()
    plan.hasWaited = true
    plan.reconsider()
    #expect(plan.refined(from: .coarse, cells: Self.cells, backend: Self.half) == nil)
    plan.meter.note(roundTrip: 0.9)
    #expect(plan.refined(from: .coarse, cells: Self.cells, backend: Self.half) == .plain)
    #expect(plan.refined(from: .plain, cells: Self.cells, backend: Self.half) == nil)
  }

  @Test("At 56 kbit/s characters begin coarse, and become finer step by step")
  func thin() {
    var plan = PicturePlan()
    plan.meter = Self.meter(rate: 7_000, roundTrip: 0.3, sending: [4000, 4000], gap: 1)
    plan.reconsider()
    #expect(plan.isThin)
    #expect(plan.first(cells: Self.cells, backend: Self.half) == .coarse)
    #expect(plan.refined(from: .coarse, cells: Self.cells, backend: Self.half) == .plain)
    #expect(plan.refined(from: .plain, cells: Self.cells, backend: Self.half) == .fine)
    #expect(plan.refined(from: .fine, cells: Self.cells, backend: Self.half) == nil)
    // A sixel picture of that size would take half a minute.
    #expect(plan.refined(from: .plain, cells: Self.cells, backend: Self.sixel) == nil)
  }

  @Test("A terminal on this host gets all at once, however slowly it draws")
  func local() {
    var plan = PicturePlan(isRemote: false)
    plan.hasWaited = true
    plan.meter = Self.meter(rate: 9_000, roundTrip: 0.2, sending: [2000, 2000], gap: 1)
    plan.reconsider()
    #expect(plan.first(cells: Self.cells, backend: Self.sixel) == .fine && !plan.isThin)
    #expect(plan.budget(.fine, area: Self.area, backend: Self.sixel) == nil)
    plan.pinned = .coarse
    #expect(plan.first(cells: Self.cells, backend: Self.sixel) == .coarse)
  }

  @Test("What a person fixes counts more than the link")
  func pinned() {
    var plan = PicturePlan()
    plan.hasWaited = true
    plan.pinned = .fine
    #expect(plan.first(cells: Self.cells, backend: Self.sixel) == .fine)
    plan.pinned = .coarse
    #expect(plan.refined(from: .coarse, cells: Self.cells, backend: Self.half) == nil)
  }

  @Test("A slow link is not filled with more than two parts")
  func waiting() {
    var plan = PicturePlan()
    plan.hasWaited = true
    plan.meter.sent(2000, at: 1)
    let afterOne = plan.mayPaint(at: 1.1)
    plan.meter.sent(2000, at: 1.1)
    let afterTwo = plan.mayPaint(at: 1.2)
    #expect(afterOne && !afterTwo)
  }
}

@Suite("Pictures in parts")
struct PartTests {
  @Test(
    "Parts bring the whole picture at last, each cell once",
    arguments: [
      Backend.sixel(cell: PixelExtent(width: 5, height: 9), maximumBytes: nil),
      .halfBlocks(.truecolor), .kitty(cell: PixelExtent(width: 5, height: 9)),
      .kitty(cell: PixelExtent(width: 6, height: 10)),
    ], Fineness.allCases)
  func parts(backend: Backend, fineness: Fineness) throws {
    let size = Size(columns: 20, rows: 10)
    let area = Area(column: 1, row: 1, columns: 16, rows: 8)
    var frame = Frame(size: size)
    frame.fill(area, with: Cell(.picture))
    let engine = PictureEngine { try TestImage.bytes($0) }
    var ledger = PictureLedger()
    ledger.backend = backend
    ledger.adopt(area, frame: frame)
    let whole = ledger
    let request = { (ledger: PictureLedger, budget: Int?) in
      PaintRequest(
        picture: Picture(
          image: TestImage.key(0), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
          area: area, overlays: []),
        backend: backend, reserved: [0], ledger: ledger, fineness: fineness, budget: budget)
    }
    var screen = EmulatedScreen(size: size, cell: backend.cell)
    var count = 0
    var isPartial = true
    while isPartial, count < 20 {
      let painting = engine.painting(for: request(ledger, 40))
      let isAccepted = ledger.accept(painting)
      #expect(isAccepted)
      try screen.feed(painting.bytes)
      isPartial = painting.isPartial
      count += 1
    }
    #expect(count == 4)
    #expect(screen.paints.count == 128 && screen.paints.values.allSatisfy { $0 == 1 })
    var reference = EmulatedScreen(size: size, cell: backend.cell)
    try reference.feed(engine.painting(for: request(whole, nil)).bytes)
    for row in 1...8 {
      for column in 1...16 {
        let position = Position(column: column, row: row)
        let pairs = zip(screen.pixels(of: position), reference.pixels(of: position))
        #expect(
          pairs.allSatisfy { ($0.0?.distance(to: $0.1 ?? .black) ?? 255) <= 8 }, "\(position)")
      }
    }
  }

  @Test("A coarse picture costs a fraction of a fine one, and a plain one lies between")
  func sizes() {
    for backend in [
      Backend.sixel(cell: PixelExtent(width: 10, height: 20), maximumBytes: nil),
      .halfBlocks(.truecolor), .kitty(cell: PixelExtent(width: 10, height: 20)),
    ] {
      let area = Area(column: 0, row: 0, columns: 40, rows: 15)
      var frame = Frame(size: Size(columns: 40, rows: 15))
      frame.fill(area, with: Cell(.picture))
      var ledger = PictureLedger()
      ledger.backend = backend
      ledger.adopt(area, frame: frame)
      let engine = PictureEngine { try TestImage.bytes($0) }
      let sizes = [Fineness.coarse, .plain, .fine].map { fineness in
        engine.painting(
          for: PaintRequest(
            picture: Picture(
              image: TestImage.key(0), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
              area: area, overlays: []),
            backend: backend, reserved: [0], ledger: ledger, fineness: fineness)
        ).bytes.count
      }
      #expect(sizes[0] * 2 < sizes[2] && sizes[0] < sizes[1] && sizes[1] < sizes[2], "\(sizes)")
    }
  }
}
