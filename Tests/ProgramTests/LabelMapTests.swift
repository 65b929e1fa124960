import Foundation
import Testing

@Suite("Maps of labels")
struct LabelMapTests {
  /// A project with one imported job of classes, one line each, in a manifest with these names.
  private func imported(_ names: [String]) throws -> (Program, String) {
    let program = try Program()
    let folder = program.folder.appendingPathComponent("species")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = names.enumerated().map { index, name in
      #"{"source-ref":"s3://acme/\#(index).jpg","species":\#(index),"species-metadata":"#
        + #"{"class-name":"\#(name)","confidence":0.9,"type":"groundtruth/image-classification","#
        + #""job-name":"species","human-annotated":"yes","creation-date":"2024-05-02T09:15:22.000000"}}"#
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: folder.appendingPathComponent("output.manifest"))
    let project = program.path("project")
    let done = try program.run("import", project, folder.path)
    #expect(done.status == 0, "\(done.errors)")
    return (program, project)
  }

  private func table(_ text: String, _ program: Program) throws -> String {
    let path = program.path("labels.csv")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func classNames(_ program: Program, _ project: String) throws -> [String] {
    let done = try program.run(
      "export", project, "--job", "species", "--force", "--out", program.path("out.manifest"))
    #expect(done.status == 0, "\(done.errors)")
    return try program.manifest("out.manifest").compactMap {
      ($0["species-metadata"] as? [String: Any])?["class-name"] as? String
    }
  }

  @Test("Two names change places, and come back by one undo")
  func swap() throws {
    let (program, project) = try imported(["dog", "cat", "bird"])
    defer { program.remove() }
    let path = try table("from,to\ndog,cat\ncat,dog\n", program)
    let dry = try program.run("label", "map", project, path, "--dry-run")
    #expect(dry.output.contains("2 things would change"))
    let done = try program.run("label", "map", project, path)
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("species: rename \"dog\" to \"cat\", 1 thing"))
    #expect(try classNames(program, project) == ["cat", "dog", "bird"])
    let entry = try #require(done.output.split(separator: "#").last?.split(separator: "\n").first)
    #expect(try program.run("undo", project, String(entry)).status == 0)
    #expect(try classNames(program, project) == ["dog", "cat", "bird"])
  }

  @Test("A chain of names is made at once, each label moving one step")
  func chain() throws {
    let (program, project) = try imported(["dog", "cat", "bird"])
    defer { program.remove() }
    let done = try program.run(
      "label", "map", project, try table("from,to\ndog,cat\ncat,bird\n", program))
    #expect(done.status == 0, "\(done.errors)")
    #expect(try classNames(program, project) == ["cat", "bird", "bird"])
  }

  @Test(
    "A table that cannot be meant is refused by name, and nothing changes",
    arguments: [
      (
        "from,to\ndog,a\ndog,b\n",
        "\"dog\" is mapped twice: to \"a\" (line 2), and to \"b\" (line 3)"
      ),
      ("dog,cat\nbird,cat\n", "its first line must be from,to, not dog,cat"),
      ("to,from\ndog,cat\n", "its first line must be from,to, not to,from"),
    ])
  func refused(text: String, reason: String) throws {
    let (program, project) = try imported(["dog", "cat"])
    defer { program.remove() }
    let done = try program.run("label", "map", project, try table(text, program))
    #expect(done.status == 1)
    #expect(done.errors.contains(reason), "\(done.errors)")
    #expect(try classNames(program, project) == ["dog", "cat"])
  }

  @Test("A name with blanks in the file is found by it, and written as the label is called")
  func blanks() throws {
    let (program, project) = try imported(["dog ", "cat"])
    defer { program.remove() }
    #expect(try classNames(program, project) == ["dog ", "cat"])
    let done = try program.run("label", "map", project, try table("from,to\ndog ,dog\n", program))
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("spell \"dog\" so in all its lines, 1 thing"))
    #expect(try classNames(program, project) == ["dog", "cat"])
  }

  @Test("After a map no class of a manifest has two spellings")
  func oneSpelling() throws {
    let (program, project) = try imported(["salmon ", "Salmon", "cat"])
    defer { program.remove() }
    let done = try program.run(
      "label", "map", project, try table("from,to\nSalmon,salmon\n", program))
    #expect(done.status == 0, "\(done.errors)")
    #expect(try classNames(program, project) == ["salmon", "salmon", "cat"])
  }

  @Test("Two classes whose names differ in blanks only are said to be one label")
  func sameButBlanks() throws {
    let (program, project) = try imported(["Salmon", "Salmon ", "cat"])
    defer { program.remove() }
    let shown = try program.run("import", project, program.path("species"), "--dry-run")
    #expect(
      shown.output.contains(
        "classes 0 \"Salmon\" and 1 \"Salmon \" differ in blanks or composition"))
    #expect(!shown.output.contains("no line names"))
  }
}
