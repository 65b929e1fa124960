import Screen
import Terminal
import Testing

@Suite("Colour depth")
struct ColorDepthTests {
  @Test(
    "The depth follows the number of colours",
    arguments: [
      (-1, .mono), (0, .mono), (2, .mono), (8, .eight), (16, .sixteen), (88, .sixteen),
      (256, .palette256), (1 << 24, .palette256),
    ] as [(Int, ColorDepth)])
  func depth(colors: Int, depth: ColorDepth) {
    #expect(ColorDepth(colors: colors) == depth)
  }

  @Test("Exact colours find their entry in the cube or among the greys")
  func palette() {
    let depth = ColorDepth.palette256
    #expect(depth.index(of: .rgb(0x000000)) == 16)
    #expect(depth.index(of: .rgb(0xFF0000)) == 196)
    #expect(depth.index(of: .rgb(0x87AFD7)) == 110)
    #expect(depth.index(of: .rgb(0x808080)) == 244)
    #expect(depth.index(of: .rgb(0xFEFEFE)) == 231)
  }

  @Test("The cube and the greys map to themselves")
  func fixedPoints() {
    let levels: [UInt32] = [0, 95, 135, 175, 215, 255]
    for red in 0..<6 {
      for green in 0..<6 {
        for blue in 0..<6 {
          let color = levels[red] << 16 | levels[green] << 8 | levels[blue]
          #expect(
            ColorDepth.palette256.index(of: .rgb(color)) == UInt8(16 + red * 36 + green * 6 + blue))
        }
      }
    }
    for step in 0..<24 {
      let level = UInt32(8 + 10 * step)
      let index = ColorDepth.palette256.index(of: .rgb(level << 16 | level << 8 | level))
      #expect(index == UInt8(232 + step))
    }
  }

  @Test("Fewer colours take the nearest")
  func fewer() {
    #expect(ColorDepth.sixteen.index(of: .rgb(0xFF1010)) == 9)
    #expect(ColorDepth.eight.index(of: .rgb(0xFF1010)) == 1)
    #expect(ColorDepth.eight.index(of: .rgb(0xFFFFFF)) == 7)
    #expect(ColorDepth.sixteen.index(of: .indexed(196)) == 9)
    #expect(ColorDepth.eight.index(of: .indexed(12)) == 4)
    #expect(ColorDepth.eight.index(of: .indexed(5)) == 5)
    #expect(ColorDepth.palette256.index(of: .indexed(12)) == 12)
  }

  @Test("The terminal's own colour has no entry, and nothing has where there are no colours")
  func none() {
    for depth in ColorDepth.allCases { #expect(depth.index(of: .standard) == nil) }
    #expect(ColorDepth.mono.index(of: .rgb(0xFF0000)) == nil)
    #expect(ColorDepth.mono.index(of: .indexed(3)) == nil)
  }
}
