import Foundation
import Testing

/// The way from a broken rule to the image that breaks it, in the real program.
@Suite("From preflight to the canvas")
struct LeadPreflightTests {
  /// What is wrong with the line of a picture.
  private enum Mutation: String, CaseIterable {
    case none = ""
    case boxPlace = "BOX_PLACE"
    /// Kept out by the import, which has the picture to compare with.
    case imageSize = "IMAGE_SIZE"
    case labelWidth = "LABEL_WIDTH"
    case picture = "PICTURE"
    case dateForm = "DATE_FORM"
    case exif = "EXIF"
    /// Nothing that reaches a project.
    case unread = "no line"
  }

  /// The line of a picture of 1600x1200 pixels.
  private func line(_ name: String, _ mutation: Mutation) -> String {
    let side = mutation == .boxPlace ? 1 : 60
    let width = mutation == .imageSize ? 1500 : 1600
    let count = mutation == .labelWidth ? 70 : 1
    let date = mutation == .dateForm ? "2024-05-02T10:01:00Z" : "2024-05-02T10:01:00.123456"
    // The turned picture is another one.
    let size = mutation == .exif ? (1224, 1632) : (width, 1200)
    let box = #"{"class_id":0,"left":10,"top":20,"width":\#(side),"height":80}"#
    let boxes = [String](repeating: box, count: count).joined(separator: ",")
    if mutation == .unread { return #"{"source-ref":"s3://shop/images/\#(name)","pets":"# }
    let objects = [String](repeating: #"{"confidence":0.8}"#, count: count).joined(separator: ",")
    return #"{"source-ref":"s3://shop/images/\#(name)","pets":{"image_size":[{"width":\#(size.0),"#
      + #""height":\#(size.1),"depth":3}],"annotations":[\#(boxes)]},"pets-metadata":{"#
      + #""objects":[\#(objects)],"class-map":{"0":"dog"},"#
      + #""type":"groundtruth/object-detection","human-annotated":"yes","#
      + #""creation-date":"\#(date)","job-name":"labeling-job/pets"}}"#
  }

  /// A project of as many pictures, whose manifest has these mutations.
  private func project(
    _ program: Program, _ mutations: [Mutation] = [.none, .boxPlace]
  ) throws -> String {
    let folder = program.folder.appendingPathComponent("gt/images")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let images = Program.checkout.appendingPathComponent("SampleProjects/bakery/images")
    var lines: [String] = []
    for (index, mutation) in mutations.enumerated() {
      let name = "tray_\(index).jpg"
      let source = mutation == .exif ? "phone/IMG_2041.jpg" : "counter/tray_0001.jpg"
      try FileManager.default.copyItem(
        at: images.appendingPathComponent(source), to: folder.appendingPathComponent(name))
      lines.append(line(name, mutation))
    }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: program.path("gt/pets.manifest"), atomically: true, encoding: .utf8)
    let project = program.path("project")
    try program.run("init", project, "--images", folder.path, "--labels", "dog")
    try program.run("import", project, program.path("gt"))
    if let index = mutations.firstIndex(of: .picture) {
      // Broken after it was taken in, as a bad copy would be.
      try Data("GIF89a nothing".utf8).write(
        to: folder.appendingPathComponent("tray_\(index).jpg"))
    }
    return project
  }

  @Test("Each broken rule is listed, and Enter leads to the image that breaks it")
  func everyRule() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program, Mutation.allCases)
    let options = ["--open", "--job", "pets"]
    let screen = try program.type(["size 120 40"], into: project, options, screen: "preflight")
    let rows = screen.split(separator: "\n").map(String.init)
    let first = try #require(rows.firstIndex { $0.hasPrefix("> ") })
    #expect(screen.contains("not in the export: 2 lines that cannot be read"), "\(screen)")
    for (index, mutation) in Mutation.allCases.enumerated()
    where ![.none, .imageSize, .unread].contains(mutation) {
      let row = try #require(
        rows.indices.first { $0 >= first && rows[$0].dropFirst(2).hasPrefix(mutation.rawValue) },
        "\(mutation.rawValue) in \(screen)")
      let keys = [String](repeating: "j", count: row - first) + ["Enter", "Enter"]
      let image = try program.type(
        ["size 120 40", "press " + keys.joined(separator: " ")], into: project, options,
        screen: "preflight")
      #expect(image.contains("ADJUDICATE"), "\(image)")
      #expect(image.contains("tray_\(index).jpg"), "\(mutation.rawValue) in \(image)")
    }
  }

  @Test("--open lists the rules, Enter leads to the image, and q back")
  func open() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    let options = ["--open", "--job", "pets"]
    let rules = try program.type([], into: project, options, screen: "preflight")
    #expect(rules.contains("pets: preflight  for training"), "\(rules)")
    #expect(rules.contains("2 pictures looked at"), "\(rules)")
    let row = try #require(rules.split(separator: "\n").first { $0.contains("BOX_PLACE") })
    #expect(row.hasPrefix("> "), "\(rules)")
    let image = try program.type(["press Enter Enter"], into: project, options, screen: "preflight")
    #expect(image.contains("tray_1.jpg"), "\(image)")
    #expect(image.contains("BOX_PLACE: a box leaves the image or has a pixel"), "\(image)")
    let back = try program.type(
      ["press Enter Enter n q Esc"], into: project, options, screen: "preflight")
    #expect(back.contains("rule is broken") || back.contains("rules are broken"), "\(back)")
  }

  @Test("A box that is deleted there is no longer exported, and the rule is kept again")
  func correct() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    let options = ["--open", "--job", "pets"]
    let before = try program.run("preflight", project, "--job", "pets")
    #expect(before.status == 3)
    #expect(before.output.contains("BOX_PLACE in 1 line"))
    let after = try program.type(
      ["press Enter Enter Tab x E r"], into: project, options, screen: "preflight")
    #expect(after.contains("No rule is broken"), "\(after)")
    #expect(after.contains("BOX_PLACE is no longer broken"), "\(after)")
    let checked = try program.run("preflight", project, "--job", "pets")
    #expect(!checked.output.contains("BOX_PLACE"), "\(checked.output)")
    #expect(try program.run("doctor", project).output.contains("an unbroken chain"))
  }

  @Test("A line that cannot be read is not in the export, and that is said")
  func unread() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program, [.none, .unread])
    let checked = try program.run("preflight", project, "--job", "pets")
    #expect(checked.output.contains("in 1 line"), "\(checked.output)")
    #expect(checked.errors.contains("not in the export: 1 line that cannot be read"))
    let screen = try program.type(
      [], into: project, ["--open", "--job", "pets"], screen: "preflight")
    #expect(screen.contains("not in the export: 1 line that cannot be read"), "\(screen)")
  }

  @Test("Somebody who is no lead is told before the screen changes")
  func rights() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    try program.run("person", "add", project, "hanako", "--role", "annotator")
    let refused = try program.run("preflight", project, "--open", "--job", "pets", "--as", "hanako")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("hanako"))
  }

  @Test("What a killed export left is removed by the next one to that name, and nothing else")
  func leftovers() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    let out = program.folder.appendingPathComponent("out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    // A process number above what Linux gives, and one that lives.
    let dead = 2_000_000_000
    let living = ProcessInfo.processInfo.processIdentifier
    let names = [
      ".pets.manifest.\(dead)-1.part", ".other.manifest.\(dead)-1.part",
      ".pets.manifest.\(living)-1.part",
    ]
    for name in names { try Data([1]).write(to: out.appendingPathComponent(name)) }
    let exported = try program.run(
      "export", project, "--job", "pets", "--out", out.appendingPathComponent("pets.manifest").path)
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(exported.errors.contains("removed"))
    let left = try FileManager.default.contentsOfDirectory(atPath: out.path).sorted()
    #expect(left == (names.dropFirst() + ["pets.manifest"]).sorted())
    try Data([1]).write(to: program.folder.appendingPathComponent(".x.\(dead)-1.part"))
    let doctor = try program.run("doctor", project)
    #expect(doctor.output.contains(".x.\(dead)-1.part was left by an export that was killed"))
  }
}
