import Pictures
import Raster
import Screen
import Testing
import TerminalGraphics

@Suite("What is drawn over a picture")
struct OverlayTests {
  /// One cell is 10x20 pixels; the view shows one image pixel for each of the screen's 160x120.
  private static let sixel = Backend.sixel(
    cell: PixelExtent(width: 10, height: 20), maximumBytes: nil)
  private static let area = Area(column: 2, row: 1, columns: 16, rows: 6)
  private static let red: UInt32 = 0xE64B35
  private static let backdrop = RGB8(hex: 0x336699)

  private static func painted(
    _ overlays: [Overlay], image: UInt64 = 1, reserved: [UInt32] = [red, 0, 0xFFFFFF]
  ) throws -> EmulatedScreen {
    let size = Size(columns: 20, rows: 8)
    var frame = Frame(size: size)
    frame.fill(area, with: Cell(.picture))
    var ledger = PictureLedger()
    ledger.adopt(area, frame: frame)
    let request = PaintRequest(
      picture: Picture(
        image: TestImage.key(image), viewport: ImageRect(x: 0, y: 0, width: 160, height: 120),
        area: area, overlays: overlays),
      backend: sixel, reserved: reserved, ledger: ledger)
    let painting = PictureEngine { try TestImage.bytes($0) }.painting(for: request)
    #expect(painting.failure == nil)
    var screen = EmulatedScreen(size: size, cell: sixel.cell)
    try screen.feed(painting.bytes)
    return screen
  }

  private static func outline(
    _ dash: Overlay.Dash = .solid, isEmphasized: Bool = false, color: UInt32 = red
  ) -> Overlay {
    .outline(
      Overlay.Outline(
        rect: ImageRect(x: 30, y: 40, width: 80, height: 50), color: color, dash: dash,
        emphasized: isEmphasized))
  }

  /// The colours of a row of the picture: `#` the overlay's, `-` black, `.` the photograph's.
  private static func row(_ y: Int, _ columns: Range<Int>, of screen: EmulatedScreen) -> String {
    String(columns.map { mark(screen[$0 + 20, y + 20]) })
  }

  private static func column(_ x: Int, _ rows: Range<Int>, of screen: EmulatedScreen) -> String {
    String(rows.map { mark(screen[x + 20, $0 + 20]) })
  }

  private static func mark(_ pixel: RGB8?) -> Character {
    switch pixel {
    case RGB8(hex: red).snappedToPercent: "#"
    case RGB8.black: "-"
    case backdrop.snappedToPercent: "."
    default: "?"
    }
  }

  @Test("A solid line is two pixels inside the box, with a dark one outside")
  func solid() throws {
    let screen = try Self.painted([Self.outline()])
    #expect(Self.row(60, 27..<35, of: screen) == "..-##...")
    #expect(Self.row(60, 106..<113, of: screen) == "..##-..")
    #expect(Self.column(60, 37..<45, of: screen) == "..-##...")
    #expect(Self.column(60, 86..<93, of: screen) == "..##-..")
    #expect(Self.row(40, 28..<112, of: screen) == ".-" + String(repeating: "#", count: 80) + "-.")
  }

  @Test("Dashes are ten pixels long and six apart, dots two and four, on both rows of the line")
  func dashes() throws {
    let dashed = try Self.painted([Self.outline(.dashed)])
    #expect(Self.row(40, 29..<64, of: dashed) == "-" + "##########......##########......##")
    #expect(Self.row(41, 46..<64, of: dashed) == "##########......##")
    let dotted = try Self.painted([Self.outline(.dotted)])
    #expect(Self.row(41, 36..<50, of: dotted) == "##....##....##")
  }

  @Test("A double line has a gap between its lines")
  func double() throws {
    let plain = try Self.painted([Self.outline(.double)])
    #expect(Self.row(60, 28..<37, of: plain) == ".-#..#...")
    let emphasized = try Self.painted([Self.outline(.double, isEmphasized: true)])
    #expect(Self.row(60, 28..<37, of: emphasized) == ".-##..#..")
  }

  @Test("The selected box has a thicker line and squares on its corners")
  func handles() throws {
    let screen = try Self.painted([Self.outline(isEmphasized: true)])
    #expect(Self.row(60, 28..<35, of: screen) == ".-###..")
    for (x, y) in [(30, 40), (109, 40), (30, 89), (109, 89)] {
      for row in (y - 3)...(y + 3) {
        #expect(Self.row(row, (x - 3)..<(x + 4), of: screen) == "#######")
      }
    }
  }

  @Test("The cursor's middle is the corner between four pixels")
  func cursor() throws {
    let screen = try Self.painted([.cursor(x: 80, y: 60, color: Self.red)])
    #expect(Self.row(59, 68..<92, of: screen) == "." + String(repeating: "#", count: 22) + ".")
    #expect(Self.row(60, 68..<92, of: screen) == "." + String(repeating: "#", count: 22) + ".")
    #expect(Self.row(50, 76..<84, of: screen) == "..-##-..")
  }

  @Test("Every reserved colour comes out exactly, over a photograph of hundreds of colours")
  func colors() throws {
    let colors: [UInt32] = (0..<16).map { 0x10_0000 &* UInt32($0) + 0x0A_3311 &* UInt32($0 % 5) }
    for color in colors {
      let screen = try Self.painted(
        [Self.outline(color: color)], image: 0, reserved: colors + [0, 0xFFFFFF] + colors)
      #expect(screen[30 + 20, 60 + 20] == RGB8(hex: color).snappedToPercent)
      #expect(screen[29 + 20, 60 + 20] == .black)
    }
  }

  @Test("Without room or wish for a reserved colour the nearest one is drawn", arguments: [0, 400])
  func crowded(count: Int) throws {
    let reserved = (0..<count).map { UInt32($0) * 0x0301 }
    let screen = try Self.painted([Self.outline()], image: 0, reserved: reserved)
    #expect(screen[30 + 20, 60 + 20] != nil)
  }

  @Test("Boxes and cursors far outside, or nowhere, change nothing")
  func outside() throws {
    let far: [(Double, Double)] = [
      (-1e12, 10), (1e300, 10), (-5000, 4900), (10, -1e9), (.infinity, 5), (.nan, .nan),
    ]
    let overlays = far.flatMap { x, y -> [Overlay] in
      let rect = ImageRect(x: x, y: y, width: 20, height: 30)
      return [
        .outline(Overlay.Outline(rect: rect, color: Self.red, dash: .dotted, emphasized: true)),
        .cursor(x: x, y: y, color: Self.red),
      ]
    }
    #expect(try Self.painted(overlays).pixels == Self.painted([]).pixels)
  }

  @Test("Of a box larger than the view the edges in view are drawn, dashes where they were")
  func larger() throws {
    let rect = ImageRect(x: -1e6 + 30, y: 40, width: 2e6, height: 1e6)
    let overlay = Overlay.outline(
      Overlay.Outline(rect: rect, color: Self.red, dash: .dashed, emphasized: false))
    let screen = try Self.painted([overlay])
    // The left edge is 999,970 pixels to the left: a dash begins every 16 from there.
    let expected = (0..<160).map { ($0 + 999_970) % 16 < 10 ? "#" as Character : "." }
    #expect(Self.row(40, 0..<160, of: screen) == String(expected))
    #expect(Self.row(100, 0..<160, of: screen) == String(repeating: ".", count: 160))
  }

  private static func path(
    _ corners: [(Double, Double)], dash: Overlay.Dash = .solid, isEmphasized: Bool = false
  ) -> Overlay {
    .path(
      Overlay.Path(
        corners: corners.map { Overlay.Path.Corner(x: $0.0, y: $0.1) }, color: red, dash: dash,
        emphasized: isEmphasized))
  }

  @Test("A path is closed, two pixels wide, with dark edges, and has squares when selected")
  func path() throws {
    let triangle = [(30.0, 30.0), (110, 30), (30, 100)]
    let screen = try Self.painted([Self.path(triangle)])
    #expect(Self.column(60, 26..<34, of: screen) == "..-##-..")
    #expect(Self.row(60, 26..<34, of: screen) == "..-##-..")
    // The long side falls from the right to the left; its middle is at (70, 65).
    #expect(Self.row(65, 60..<80, of: screen).contains("##"))
    let selected = try Self.painted([Self.path(triangle, isEmphasized: true)])
    for (x, y) in [(30, 30), (110, 30), (30, 100)] {
      for row in (y - 3)...(y + 3) {
        #expect(Self.row(row, (x - 3)..<(x + 4), of: selected) == "#######")
      }
    }
  }

  @Test("Of a path that reaches far outside the part in view is drawn; a point draws nothing")
  func longPath() throws {
    let screen = try Self.painted([Self.path([(-1e9, 60), (1e9, 60)])])
    #expect(Self.row(59, 0..<160, of: screen) == String(repeating: "#", count: 160))
    #expect(try Self.painted([Self.path([(50, 50)])]).pixels == Self.painted([]).pixels)
  }

  private static func region(_ fill: Overlay.Region.Fill) -> Overlay {
    .region(
      Overlay.Region(
        runs: (40..<60).map { Overlay.Region.Run(row: $0, columns: 50..<70) }
          + [Overlay.Region.Run(row: 45, columns: 40..<60)],
        color: red, fill: fill))
  }

  @Test("A tint covers each pixel of a mask once and no other")
  func tint() throws {
    // Between 0x336699 and 0xE64B35.
    let mixed = RGB8(hex: 0x8C5867)
    let screen = try Self.painted(
      [Self.region(.tint)], reserved: [Self.red, 0, 0xFFFFFF, mixed.hex])
    for y in 35..<65 {
      for x in 35..<75 {
        let inside = (40..<60).contains(y) && (50..<70).contains(x) || y == 45 && x >= 40 && x < 60
        let expected = (inside ? mixed : Self.backdrop).snappedToPercent
        #expect(screen[x + 20, y + 20] == expected, "\(x), \(y)")
      }
    }
  }

  @Test("A hatch colours a quarter of a mask in stripes")
  func hatch() throws {
    let screen = try Self.painted([Self.region(.hatch)])
    #expect(Self.row(48, 48..<72, of: screen) == "........##......##......")
    #expect(Self.row(49, 48..<72, of: screen) == ".......##......##.......")
    let marked = (40..<60).reduce(0) { count, y in
      count + Self.row(y, 50..<70, of: screen).count { $0 == "#" }
    }
    #expect((90...110).contains(marked))
  }

  @Test("Later overlays lie on top")
  func order() throws {
    let screen = try Self.painted([Self.outline(color: 0xFFFFFF), Self.outline()])
    #expect(Self.row(60, 28..<34, of: screen) == ".-##..")
  }

  private static func square(outlined: Bool, isEmphasized: Bool = false) -> Overlay {
    .region(
      Overlay.Region(
        runs: (40..<90).map { Overlay.Region.Run(row: $0, columns: 30..<110) }, color: red,
        fill: .hatch, outlined: outlined, emphasized: isEmphasized))
  }

  @Test("An outlined mask has a crisp line inside its edge and a dark one outside")
  func outlinedRegion() throws {
    let screen = try Self.painted([Self.square(outlined: true)])
    #expect(Self.row(60, 26..<32, of: screen) == "...-##")
    #expect(Self.row(60, 108..<114, of: screen) == "##-...")
    #expect(Self.column(70, 36..<42, of: screen) == "...-##")
    let emphasized = try Self.painted([Self.square(outlined: true, isEmphasized: true)])
    #expect(Self.row(60, 28..<33, of: emphasized) == ".-###")
    let plain = try Self.painted([Self.square(outlined: false)])
    #expect(!Self.row(60, 20..<120, of: plain).contains("-"))
  }

  @Test("A mask that goes on past the view has no line at the view's edge")
  func regionPastTheView() throws {
    let runs = (0..<120).map { Overlay.Region.Run(row: $0, columns: -50..<400) }
    let screen = try Self.painted([
      .region(Overlay.Region(runs: runs, color: Self.red, fill: .hatch, outlined: true))
    ])
    // A quarter of the pixels is striped and none more.
    #expect(Self.row(50, 0..<160, of: screen).count { $0 == "#" } == 40)
  }
}
