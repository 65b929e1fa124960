import Foundation
import Testing

@Suite("Importing folders of labelling jobs")
struct JobImportTests {
  /// A place for a project, and a tree of jobs beside it.
  private func prepared() throws -> (program: Program, project: String, tree: JobTree) {
    let program = try Program()
    return (program, program.path("project"), try JobTree(in: program.folder))
  }

  private func source(_ tree: JobTree, _ path: String) throws -> String {
    try String(contentsOf: tree.root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("A dry run shows the jobs, their chain and what is not read, and writes nothing")
  func dryRun() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    let shown = try program.run("import", project, tree.root.path, "--dry-run")
    #expect(shown.status == 0, "\(shown.errors)")
    let lines = shown.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "7 jobs found")
    #expect(
      lines.contains { $0.hasPrefix("pets  boundingBox, 4 lines, 2 answered, 1 failed, 2 workers") }
    )
    #expect(lines.contains { $0.hasPrefix("  -> adjust-pets  boundingBox, 2 lines") })
    #expect(
      lines.contains { $0.contains("walk") && $0.contains("video") && $0.contains("not imported") })
    #expect(!FileManager.default.fileExists(atPath: project))
  }

  @Test("Everything goes in as one entry, and an export of each job equals its source")
  func everything() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    let done = try program.run("import", project, tree.root.path)
    #expect(done.status == 3, "\(done.errors)")
    #expect(done.errors.contains("walk"))
    #expect(done.output.contains("an export equals the source: 4 of 4 lines byte for byte"))
    #expect(!done.output.contains("an export has"))
    for (job, path) in [
      ("pets", "pets/manifests/output/output.manifest"),
      ("adjust-pets", "adjust-pets/manifests/output/output.manifest"),
      ("species", "species/output.manifest"), ("scene", "scene/output.manifest"),
      ("streets", "streets/manifests/output/output.manifest"),
    ] {
      let out = program.path(job + ".manifest")
      let exported = try program.run(
        "export", project, "--job", job, "--unlabelled", "--out", out)
      #expect(exported.status == 0, "\(exported.errors)")
      let expected = try source(tree, path).replacing("\r\n", with: "\n")
      #expect(try String(contentsOfFile: out, encoding: .utf8) == expected, "\(job)")
    }
  }

  @Test("Lines that cannot be read are named, kept, and leave in their places when asked for")
  func unreadLines() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    let good = try source(tree, "pets/manifests/output/output.manifest").split(separator: "\n")
    let folder = program.folder.appendingPathComponent("broken")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let bad = [#"{"source-ref":"s3://acme-img/in/cut.png","pets":{"im"#, "not JSON"]
    let lines = [bad[0], String(good[0]), bad[1], String(good[1]), bad[0]]
    let text = lines.joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: folder.appendingPathComponent("output.manifest"))
    let done = try program.run("import", project, folder.path)
    #expect(done.status == 3)
    #expect(done.errors.contains("output.manifest:3: "))
    #expect(done.output.contains("3 unreadable, kept as they came"))
    #expect(done.output.contains("an export equals the source: 5 of 5 lines byte for byte"))
    let out = program.path("whole.manifest")
    let whole = try program.run("export", project, "--job", "pets", "--unlabelled", "--out", out)
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(try String(contentsOfFile: out, encoding: .utf8) == text)
    let readable = try program.run(
      "export", project, "--job", "pets", "--out", program.path("readable.manifest"))
    #expect(readable.output.contains("3 that cannot be read left out"), "\(readable.output)")
    #expect(try program.manifest("readable.manifest").count == 2)
  }

  @Test("Two lines about one image are named by their numbers, and leave as they came")
  func repeated() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("project")
    let tree = try LateTree(in: program.folder)
    try tree.writeBoxes([("north", 64, 48, 10), ("south", 64, 48, 10), ("north", 64, 48, 20)])
    let done = try program.run("import", project, tree.jobs.path)
    #expect(done.status == 3)
    #expect(done.errors.contains("output.manifest:3: it is about the same image as line 1"))
    #expect(done.output.contains("1 about an image that has a line already"))
    #expect(done.output.contains("an export equals the source: 3 of 3 lines byte for byte"))
  }

  @Test("Lines written anew say the same, in the documented form")
  func rewritten() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    _ = try program.run("import", project, tree.root.path)
    let out = program.path("species.manifest")
    let exported = try program.run(
      "export", project, "--job", "species", "--repair", "--out", out)
    #expect(exported.status == 0, "\(exported.errors)")
    let line = try #require(try program.manifest("species.manifest").first)
    #expect(line["species"] as? Int == 2)
    let metadata = try #require(line["species-metadata"] as? [String: Any])
    #expect(metadata["class-name"] as? String == "heron")
    #expect(metadata["creation-date"] as? String == "2024-05-02T09:15:22.000000")
    #expect(try String(contentsOfFile: out, encoding: .utf8).contains(#""confidence":0.00,"#))
    let chained = try program.run(
      "export", project, "--job", "adjust-pets", "--repair", "--out", program.path("a.manifest"))
    #expect(chained.status == 0, "\(chained.errors)")
    let adjusted = try #require(try program.manifest("a.manifest").first)
    #expect(adjusted["pets"] != nil && adjusted["camera"] as? String == "north")
    let status = (adjusted["adjust-pets-metadata"] as? [String: Any])?["adjustment-status"]
    #expect(status as? String == "adjusted")
  }

  @Test("Every worker's answer is a layer of theirs, and so is a human loop's")
  func workers() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    let done = try program.run("import", project, tree.root.path)
    #expect(done.output.contains("3 workers' answers"))
    #expect(done.output.contains("flow: 1 line"))
    let people = try program.objects("person", "list", project)
    let names = people.compactMap { $0["name"] as? String }
    #expect(Set(names).isSuperset(of: ["w1", "w2", "w9"]))
  }

  @Test("Labels of many jobs are brought to one list, counted before and written after")
  func surgery() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    _ = try program.run("import", project, tree.root.path)
    let table = program.path("labels.csv")
    try "from,to\ndog,animal\ncat,animal\nheron,animal\n".write(
      toFile: table, atomically: true, encoding: .utf8)
    let dry = try program.run("label", "map", project, table, "--dry-run")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("pets: rename \"dog\" to \"animal\", 5 things"))
    #expect(dry.output.contains("pets: merge \"cat\" into \"animal\", 0 things"))
    let done = try program.run("label", "map", project, table)
    #expect(done.status == 0, "\(done.errors)")
    let out = program.path("pets.manifest")
    _ = try program.run("export", project, "--job", "pets", "--out", out)
    let text = try String(contentsOfFile: out, encoding: .utf8)
    #expect(text.contains(#""class-map":{"0":"animal","2":"bone"}"#))
    #expect(text.contains(#""camera":"north""#))
    let dropped = try program.run("label", "drop", project, "--job", "pets", "animal")
    #expect(dropped.output.contains("drop \"animal\", 5 things"))
  }

  @Test("A masks' job becomes pictures in pairs only where its pictures are here")
  func pairs() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    _ = try program.run("import", project, tree.root.path)
    let exported = try program.run(
      "export", project, "--job", "streets", "--format", "segmentation", "--out",
      program.path("pairs"))
    #expect(exported.status == 1)
    #expect(exported.errors.contains("its picture is not here"))
    #expect(!FileManager.default.fileExists(atPath: program.path("pairs")))
  }
}
