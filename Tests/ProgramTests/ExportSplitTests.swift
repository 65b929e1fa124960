import Foundation
import Testing

@Suite("Exports in parts")
struct ExportSplitTests {
  private func isDivided(_ program: Program, _ project: String) throws -> Bool {
    try program.run("log", project).output.contains("assigned to parts")
  }

  @Test("An export that fails or is refused divides nothing for later ones")
  func failing() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let taken = program.path("taken")
    try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
    try "mine".write(toFile: program.path("file"), atomically: true, encoding: .utf8)
    for arguments in [
      ["--split", "train=50,test=50", "--out", taken],
      ["--split", "train=50,test=50", "--out", program.path("a"), "--attribute", "bad name"],
      [
        "--format", "rekognition", "--split", "a=1,b=1", "--strict", "--out",
        program.path("file"),
      ],
      ["--split", "a=1,b=1", "--group", "devise", "--out", program.path("c")],
    ] {
      #expect(try program.run(["export", project] + arguments).status == 1, "\(arguments)")
      #expect(try !isDivided(program, project), "\(arguments)")
    }
    let done = try program.run(
      "export", project, "--split", "train=50,test=50", "--out", program.path("d"))
    #expect(done.status == 0, "\(done.errors)")
    #expect(try isDivided(program, project))
  }

  @Test("A key that no image has, and a part named twice, are refused")
  func wrong() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let devise = try program.run(
      "export", project, "--split", "a=1,b=1", "--group", "devise", "--out", program.path("a"))
    #expect(devise.status == 1)
    #expect(devise.errors.contains("no image has metadata \"devise\""), "\(devise.errors)")
    #expect(devise.errors.contains("near-duplicates"))
    let twice = try program.run(
      "export", project, "--split", "train=50,train=50", "--out", program.path("a"))
    #expect(twice.status == 2 && twice.errors.contains("given twice"), "\(twice.errors)")
  }

  @Test("Other shares than the first export's are for new images only, and that is said")
  func otherShares() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let first = try program.run(
      "export", project, "--split", "train=75,test=25", "--out", program.path("a"))
    #expect(!first.output.contains("keep the part"))
    let same = try program.run(
      "export", project, "--split", "train=75,test=25", "--out", program.path("b"))
    #expect(!same.output.contains("keep the part"), "\(same.output)")
    let other = try program.run(
      "export", project, "--split", "train=20,test=80", "--out", program.path("c"))
    #expect(other.status == 0)
    #expect(
      other.output.contains("the shares train=20,test=80 are for the 0 new"), "\(other.output)")
  }

  @Test("Rekognition gets a manifest for each part, and its rules hold for each file")
  func rekognition() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let out = program.path("custom")
    let done = try program.run(
      "export", project, "--format", "rekognition", "--split", "train=50,test=50", "--out", out)
    #expect(done.status == 0, "\(done.errors)")
    #expect(!done.output.contains("ERROR_MANIFEST_INACCESSIBLE_OR_UNSUPPORTED_FORMAT"))
    let whole = program.path("whole.manifest")
    try program.run("export", project, "--format", "rekognition", "--out", whole)
    let lines = { (path: String) in
      Set(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init))
    }
    let (train, test) = (try lines(out + "/train.manifest"), try lines(out + "/test.manifest"))
    #expect(!train.isEmpty && !test.isEmpty && train.isDisjoint(with: test))
    #expect(try train.union(test) == lines(whole))
  }

  @Test("Pictures that look alike stay together when asked")
  func nearDuplicates() throws {
    let program = try Program()
    defer { program.remove() }
    let photos = program.folder.appendingPathComponent("photos")
    let source = Program.checkout.appendingPathComponent("SampleProjects/bakery/images/phone")
    let pictures = try FileManager.default.contentsOfDirectory(atPath: source.path)
      .filter { $0.hasSuffix(".jpg") }.sorted().prefix(2)
    for number in 0..<6 {
      let folder = photos.appendingPathComponent("\(number)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for name in pictures {
        try FileManager.default.copyItem(
          at: source.appendingPathComponent(name), to: folder.appendingPathComponent(name))
      }
    }
    let project = program.path("project")
    try program.run("init", project, "--images", photos.path, "--labels", "a")
    let answers = [String](repeating: "press b Space l j Space Esc Enter", count: 12)
    _ = try program.type(answers, into: project)
    let out = program.path("parts")
    let done = try program.run(
      "export", project, "--format", "object-detection", "--split", "a=50,b=50", "--group",
      "near-duplicates", "--out", out)
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("images look like others"), "\(done.output)")
    let rows = try String(contentsOfFile: out + "/names.csv", encoding: .utf8)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    #expect(rows.count == 12)
    for name in pictures {
      let parts = Set(rows.filter { $0[2].hasSuffix("/" + name) }.map { $0[0] })
      #expect(parts.count == 1, "\(name): \(parts)")
    }
  }
}
