import Foundation
import Testing

@Suite("Printing pictures")
struct ShowTests {
  private static let picture = Program.checkout.appendingPathComponent(
    "SampleProjects/bakery/images/counter/tray_0001.jpg"
  ).path
  private static let gold = Program.checkout.appendingPathComponent(
    "SampleProjects/bakery/gold.manifest"
  ).path

  @Test("In a pipe half-blocks are written, of the size that was asked for")
  func pipe() throws {
    let program = try Program()
    defer { program.remove() }
    let outcome = try program.run("show", "--size", "40x12", Self.picture)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: true)
    #expect(lines.count <= 12 && lines.count >= 6)
    #expect(outcome.output.contains("\u{1B}[38;2;") && !outcome.output.contains("\u{1B}P"))
  }

  @Test(
    "Each format writes what it is called",
    arguments: [
      ("sixel", "\u{1B}P0;1q\"1;1;"), ("kitty", "\u{1B}_Ga=T,f=100,"),
      ("iterm", "\u{1B}]1337;File=inline=1;size="), ("half", "\u{1B}["),
    ])
  func formats(_ format: String, start: String) throws {
    let program = try Program()
    defer { program.remove() }
    let outcome = try program.run(
      "show", "--format", format, "--size", "20x10", Self.picture)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix(start))
    #expect(outcome.output.hasSuffix("\n"))
  }

  @Test("Fewer colours and a lower quality need fewer bytes")
  func ladder() throws {
    let program = try Program()
    defer { program.remove() }
    func bytes(_ options: String...) throws -> Int {
      try program.run(["show", "--format", "sixel", "--size", "60x20"] + options + [Self.picture])
        .output.utf8.count
    }
    let normal = try bytes()
    #expect(try bytes("--colors", "32") < normal)
    #expect(try bytes("--quality", "small") < normal)
    #expect(try bytes("--quality", "tiny") < bytes("--quality", "small"))
    #expect(try bytes("--dither") > normal)
  }

  @Test("Boxes of a manifest and of text are drawn, and lines that are none are named")
  func boxes() throws {
    let program = try Program()
    defer { program.remove() }
    let plain = try program.run("show", "--size", "40x12", Self.picture).output
    let marked = try program.run("show", "--size", "40x12", "--boxes", Self.gold, Self.picture)
    #expect(marked.status == 0 && marked.output != plain)
    let text = program.path("boxes.txt")
    try "# comment\n100 100 300 200 anpan\nno box\n".write(
      toFile: text, atomically: true, encoding: .utf8)
    let drawn = try program.run("show", "--size", "40x12", "--boxes", text, Self.picture)
    #expect(drawn.status == 3 && drawn.output != plain)
    // The first of the colours that labels get.
    #expect(drawn.output.contains("230;159;0"))
    #expect(drawn.errors.contains("boxes.txt:3"))
  }

  @Test("A JPEG that lacks only its end mark is shown, with a notice; a cut one is refused")
  func endMark() throws {
    let program = try Program()
    defer { program.remove() }
    let whole = try Data(contentsOf: URL(fileURLWithPath: Self.picture))
    try whole.dropLast(2).write(to: URL(fileURLWithPath: program.path("open.jpg")))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: program.path("cut.jpg")))
    let open = try program.run("show", "--size", "20x10", program.path("open.jpg"))
    #expect(open.status == 0 && !open.output.isEmpty)
    #expect(open.errors.contains("end of the file is missing"))
    let cut = try program.run("show", "--size", "20x10", program.path("cut.jpg"))
    #expect(cut.status == 1 && cut.output.isEmpty)
    #expect(cut.errors.contains("the file ends before the picture does"))
    let both = try program.run(
      "show", "--size", "20x10", program.path("cut.jpg"), program.path("open.jpg"))
    #expect(both.status == 3 && !both.output.isEmpty)
  }

  @Test(
    "Nonsense is refused as wrong usage",
    arguments: [
      ["--size", "0x5", "a.jpg"], ["--size", "80", "a.jpg"], ["--colors", "1", "a.jpg"],
      ["--format", "half", "--colors", "77", "a.jpg"], [],
    ])
  func usage(_ arguments: [String]) throws {
    let program = try Program()
    defer { program.remove() }
    #expect(try program.run(["show"] + arguments).status == 2)
  }
}
