import Foundation
import Raster
import Testing

/// The command that checks manifests, folders and projects, with the files that they name.
@Suite("Preflight")
struct PreflightTests {
  private static func line(_ picture: String, width: Int = 64, height: Int = 48) -> String {
    #"{"source-ref":"s3://acme/in/\#(picture)","pets":{"image_size":[{"width":\#(width),"#
      + #""height":\#(height),"depth":3}],"annotations":[{"class_id":0,"left":1,"top":2,"#
      + #""width":6,"height":8}]},"pets-metadata":{"objects":[{"confidence":0.8}],"#
      + #""class-map":{"0":"dog"},"type":"groundtruth/object-detection","#
      + #""human-annotated":"yes","creation-date":"2024-05-02T10:01:00.123456","#
      + #""job-name":"labeling-job/pets"}}"#
  }

  private static func jpeg() throws -> Data {
    let size = PixelSize(width: 64, height: 48)
    return Data(
      try JPEGEncoder.encode(
        Bitmap(size: size, pixels: [RGB8](repeating: .white, count: size.area)), quality: 80))
  }

  /// Writes a manifest of three pictures: one right, one of another size, one that is not here.
  private func manifest(_ program: Program) throws -> String {
    let folder = program.folder.appendingPathComponent("set/in")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["a.jpg", "b.jpg"] {
      try Self.jpeg().write(to: folder.appendingPathComponent(name))
    }
    let lines = [Self.line("a.jpg"), Self.line("b.jpg", width: 100), Self.line("c.jpg")]
    let path = program.path("set/pets.manifest")
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("A manifest's pictures are looked at, and those that are not here are counted")
  func manifest() throws {
    let program = try Program()
    defer { program.remove() }
    let path = try manifest(program)
    let checked = try program.run("preflight", path)
    #expect(checked.status == 3)
    #expect(checked.output.contains("IMAGE_SIZE in 1 line: image_size is 100x48"))
    #expect(checked.output.contains("line 2  s3://acme/in/b.jpg"))
    #expect(
      checked.output.contains(
        "2 pictures looked at, 1 not here and not checked, the first is s3://acme/in/c.jpg"))
  }

  @Test("Without files only the lines are read; --images says where else files are")
  func where_() throws {
    let program = try Program()
    defer { program.remove() }
    let path = try manifest(program)
    let lines = try program.run("preflight", path, "--without-files")
    #expect(lines.status == 0)
    #expect(!lines.output.contains("looked at"))
    let elsewhere = program.path("empty")
    try FileManager.default.createDirectory(
      atPath: elsewhere, withIntermediateDirectories: true)
    let none = try program.run("preflight", path, "--images", elsewhere)
    #expect(none.output.contains("0 pictures looked at, 3 not here"))
  }

  @Test("A byte order mark before the first line is found, though it is read over elsewhere")
  func byteOrderMark() throws {
    let program = try Program()
    defer { program.remove() }
    let path = program.path("m.manifest")
    try ("\u{FEFF}" + Self.line("a.jpg") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    let checked = try program.run("preflight", path, "--without-files")
    #expect(checked.output.contains("LINE_FORM in 1 line: the line begins with a byte order mark"))
  }

  @Test("JSON gives the counts, the places and what to do")
  func json() throws {
    let program = try Program()
    defer { program.remove() }
    let checked = try program.run("preflight", try manifest(program), "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(checked.output.utf8)) as? [String: Any])
    let findings = try #require(object["findings"] as? [[String: Any]])
    let finding = try #require(findings.first { $0["rule"] as? String == "IMAGE_SIZE" })
    #expect(finding["count"] as? Int == 1)
    #expect((finding["places"] as? [[String: Any]])?.first?["line"] as? Int == 2)
    #expect((object["pictures"] as? [String: Any])?["not-here"] as? Int == 1)
  }

  @Test("More boxes than label_width has room for are counted, and repaired by a larger one")
  func labelWidth() throws {
    let program = try Program()
    defer { program.remove() }
    let path = try manifest(program)
    let narrow = try program.run("preflight", path, "--without-files", "--label-width", "6")
    #expect(narrow.status == 3)
    #expect(narrow.output.contains("LABEL_WIDTH in 3 lines: 1 boxes"))
    #expect(narrow.output.contains("repair: train with label_width 350"))
  }

  @Test("A project's export is checked with its pictures, and a changed picture is found")
  func project() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    try program.run("consolidate", project)
    let checked = try program.run("preflight", project)
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    #expect(checked.output.contains("26 pictures looked at"))
    #expect(checked.output.contains("EXIF (a warning)"))
    let service = try program.run("preflight", project, "--for", "rekognition")
    #expect(service.output.contains("26 pictures looked at"))
  }

  @Test("What export wrote for the built-in algorithms breaks nothing, until a file is changed")
  func dataSet() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    try program.run("consolidate", project)
    for format in ["segmentation", "object-detection"] {
      let out = program.path(format)
      let done = try program.run(
        "export", project, "--format", format, "--images", "copy", "--out", out, "--strict")
      #expect(done.status == 0, "\(done.output)\(done.errors)")
      let good = try program.run("preflight", out)
      #expect(good.status == 0, "\(good.output)")
      #expect(good.output.contains("26 pictures looked at"))
      let folder = out + "/train_annotation"
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().first)
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
      let broken = try program.run("preflight", out)
      #expect(broken.status == 3)
      #expect(broken.output.contains("PAIRS in 1 image"))
      #expect(broken.output.contains("train/" + name.prefix { $0 != "." }))
    }
  }

  @Test("A strict export refuses what label_width has no room for, and --repair raises it")
  func narrowLabelWidth() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    try program.run("consolidate", project)
    let export = ["export", project, "--format", "object-detection", "--label-width", "12"]
    let refused = try program.run(export + ["--out", program.path("od"), "--strict"])
    #expect(refused.status == 1)
    #expect(refused.output.contains("LABEL_WIDTH in 26 images"))
    #expect(!FileManager.default.fileExists(atPath: program.path("od")))
    let repaired = try program.run(
      export + ["--out", program.path("od"), "--strict", "--repair"])
    #expect(repaired.status == 0, "\(repaired.errors)")
    #expect(repaired.output.contains("train with label_width 350 or more"))
  }

  @Test("The table says of every rule what checks it")
  func rules() throws {
    let program = try Program()
    defer { program.remove() }
    let table = try program.run("preflight", "--rules")
    let rows = table.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(rows.count == 39 + 24)
    for row in rows { #expect(row.contains("checked by") || row.contains("not here:"), "\(row)") }
  }
}
