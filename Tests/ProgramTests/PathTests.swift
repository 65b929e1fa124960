import Foundation
import Testing

/// The whole path: pictures, boxes, consolidation, manifest.
@Suite("From pictures to a manifest")
struct PathTests {
  /// Copies two pictures of the bakery, one of them stored turned by 90 degrees.
  private func pictures(_ program: Program) throws -> String {
    let images = Program.checkout.appendingPathComponent("SampleProjects/bakery/images")
    let target = program.folder.appendingPathComponent("photos")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    for camera in ["counter", "phone"] {
      let folder = images.appendingPathComponent(camera)
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
          .filter { $0.hasSuffix(".jpg") }.sorted().first)
      try FileManager.default.copyItem(
        at: folder.appendingPathComponent(name),
        to: target.appendingPathComponent("\(camera).jpg"))
    }
    return target.path
  }

  @Test("Boxes drawn by keys arrive in the manifest at the pixels that the keys say")
  func keysToManifest() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("project")
    let made = try program.run(
      "init", project, "--images", try pictures(program), "--labels", "anpan,melonpan", "--job",
      "棚卸し")
    #expect(made.status == 0)
    #expect(made.errors.contains("label attribute name"))
    // All 1600 columns are in view, so the cursor starts in the middle, 800,600, with steps of 32,
    // the largest power of two up to 1600 / 32.
    let screen = try program.type(
      [
        "press b Space l l j Space", "press 2 H k Space", "press [ l l l [ j Enter Esc",
        "press Enter",
      ], into: project)
    #expect(screen.contains("2/2"))
    let consolidated = try program.run("consolidate", project)
    #expect(consolidated.status == 0)
    let exported = try program.run(
      "export", project, "--out", program.path("out.manifest"), "--prefix", "s3://bucket/")
    #expect(exported.status == 0)
    let lines = try program.manifest("out.manifest")
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line["source-ref"] as? String == "s3://bucket/photos/counter.jpg")
    let answer = try #require(line["labels"] as? [String: Any])
    let boxes = try #require(answer["annotations"] as? [[String: Int]])
    // The first box ends at 864,632. The second starts eight steps left and one up from there,
    // 608,600, and ends three steps of 16 right and one of 8 down.
    #expect(
      boxes == [
        ["class_id": 1, "left": 608, "top": 600, "width": 48, "height": 8],
        ["class_id": 0, "left": 800, "top": 600, "width": 64, "height": 32],
      ])
    let metadata = try #require(line["labels-metadata"] as? [String: Any])
    #expect(metadata["class-map"] as? [String: String] == ["0": "anpan", "1": "melonpan"])
    #expect(metadata["type"] as? String == "groundtruth/object-detection")
  }

  @Test("A picture that is stored turned is drawn on upright and exported in either frame")
  func orientation() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("project")
    try program.run("init", project, "--images", try pictures(program), "--labels", "anpan")
    // The phone's picture is 1224x1632 upright and comes second; its middle is 612,816.
    _ = try program.type(["press ]", "press b Space l j Space Esc Enter"], into: project)
    for frame in ["upright", "stored"] {
      let status = try program.run(
        "export", project, "--out", program.path(frame), "--frame", frame
      ).status
      #expect(status == 0)
    }
    let upright = try box(of: program.manifest("upright"))
    let stored = try box(of: program.manifest("stored"))
    #expect(upright.size == [1224, 1632])
    #expect(stored.size == [1632, 1224])
    #expect(upright.box["left"] == 612 && upright.box["top"] == 816)
    // EXIF 6: the stored column is the upright row, the stored row runs against the upright column.
    #expect(stored.box["left"] == upright.box["top"])
    #expect(
      stored.box["top"] == 1224 - (upright.box["left"] ?? 0) - (upright.box["width"] ?? 0))
  }

  private func box(of lines: [[String: Any]]) throws -> (size: [Int], box: [String: Int]) {
    let answer = try #require(lines.first?["project"] as? [String: Any])
    let size = try #require((answer["image_size"] as? [[String: Int]])?.first)
    let box = try #require((answer["annotations"] as? [[String: Int]])?.first)
    return ([size["width"] ?? 0, size["height"] ?? 0], box)
  }

  @Test("What was drawn, submitted and taken back is there after a restart")
  func restart() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("project")
    try program.run("init", project, "--images", try pictures(program), "--labels", "anpan")
    _ = try program.type(["press b Space l j Space j Space h h k Space Esc Enter"], into: project)
    let undone = try program.type(["press u", "press u"], into: project)
    #expect(undone.contains("Objects (1)"))
    #expect(undone.contains("1/2 draft"))
    let redone = try program.type(["press U", "press U"], into: project)
    #expect(redone.contains("1/2 submitted"))
    #expect(redone.contains("Objects (2)"))
  }

  @Test("Images without an answer are written only when asked for")
  func unlabelled() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("project")
    try program.run("init", project, "--images", try pictures(program), "--labels", "anpan")
    _ = try program.type(["press b Space l j Space Esc Enter"], into: project)
    for (options, expected) in [([], 1), (["--unlabelled"], 2)] {
      let out = program.path("out\(expected)")
      let process = Process()
      process.executableURL = Program.binary
      process.arguments = ["export", project, "--out", out] + options
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(try program.manifest("out\(expected)").count == expected)
    }
  }

  @Test("Pictures of one name below two folders get names of their own")
  func sameNames() throws {
    let program = try Program()
    defer { program.remove() }
    let source = try pictures(program)
    for (folder, name) in [("a/images", "counter"), ("b/images", "phone")] {
      let target = program.folder.appendingPathComponent(folder)
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        at: URL(fileURLWithPath: "\(source)/\(name).jpg"),
        to: target.appendingPathComponent("x.jpg"))
    }
    let project = program.path("project")
    let made = try program.run(
      "init", project, "--images", program.path("a/images"), program.path("b/images"),
      "--labels", "anpan")
    #expect(made.status == 0)
    _ = try program.type(["press E E"], into: project)
    try program.run("export", project, "--out", program.path("out"))
    let references = try program.manifest("out").compactMap { $0["source-ref"] as? String }
    #expect(references == ["a/images/x.jpg", "b/images/x.jpg"])
  }

  @Test("Names that no job could have are refused before anything is made")
  func names() throws {
    let program = try Program()
    defer { program.remove() }
    let photos = try pictures(program)
    for labels in ["a,,b", "a,a", "が,か\u{3099}", "a\u{1B}b"] {
      let project = program.path("project")
      let outcome = try program.run("init", project, "--images", photos, "--labels", labels)
      #expect(outcome.status == 1)
      #expect(!FileManager.default.fileExists(atPath: project), "\(labels)")
    }
  }

  @Test("A file that has changed since it was added is not drawn on")
  func changedFile() throws {
    let program = try Program()
    defer { program.remove() }
    let photos = try pictures(program)
    let project = program.path("project")
    try program.run("init", project, "--images", photos, "--labels", "anpan")
    let first = URL(fileURLWithPath: photos + "/counter.jpg")
    try Data(contentsOf: URL(fileURLWithPath: photos + "/phone.jpg")).write(to: first)
    let screen = try program.type(["size 160 30", "press b Space l j Space"], into: project)
    #expect(screen.contains("Objects (0)"))
  }

  @Test("Broken and foreign files are named and counted, and the rest goes in")
  func rejects() throws {
    let program = try Program()
    defer { program.remove() }
    let photos = try pictures(program)
    let good = try Data(contentsOf: URL(fileURLWithPath: photos + "/counter.jpg"))
    try good.prefix(good.count / 2).write(to: URL(fileURLWithPath: photos + "/half.jpg"))
    try Data("nothing".utf8).write(to: URL(fileURLWithPath: photos + "/text.jpg"))
    try Data("II*\0\u{08}\0\0\0\0\0".utf8).write(to: URL(fileURLWithPath: photos + "/scan.tif"))
    try Data("# notes".utf8).write(to: URL(fileURLWithPath: photos + "/notes.md"))
    let rejects = program.path("rejects.txt")
    let outcome = try program.run(
      "init", program.path("project"), "--images", photos, "--labels", "a", "--rejects", rejects)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("2 images added"))
    #expect(outcome.errors.contains("half.jpg"))
    #expect(outcome.errors.contains("text.jpg"))
    #expect(outcome.errors.contains("1 TIFF file"))
    #expect(!outcome.errors.contains("notes.md"))
    let listed = try String(contentsOfFile: rejects, encoding: .utf8)
    #expect(listed.split(separator: "\n").count == 3)
    let again = try program.run("init", program.path("project"), "--images", photos)
    #expect(again.output.contains("0 images added, 2 known"))
  }

  @Test(
    "Wrong usage ends with 2, failure with 1",
    arguments: [
      ("init", Int32(2)), ("export x", Int32(2)), ("--nonsense", Int32(2)),
      ("status /nowhere", Int32(1)), ("--help", Int32(0)),
    ])
  func statuses(arguments: String, expected: Int32) throws {
    let process = Process()
    process.executableURL = Program.binary
    process.arguments = arguments.split(separator: " ").map(String.init)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == expected)
  }
}
