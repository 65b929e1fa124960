import Foundation
import Testing

/// `--force` replaces earlier exports, and nothing else.
@Suite("What an export never replaces")
struct ExportSafetyTests {
  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test("A folder of somebody's own files stays, and the message names one")
  func foreignFolder() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let folder = program.path("mine")
    try FileManager.default.createDirectory(
      atPath: folder + "/deep", withIntermediateDirectories: true)
    try "mine\n".write(toFile: folder + "/deep/notes.txt", atomically: true, encoding: .utf8)
    let refused = try program.run(
      "export", project, "--format", "object-detection", "--out", folder, "--force")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("deep/notes.txt"), "\(refused.errors)")
    #expect(try text(folder + "/deep/notes.txt") == "mine\n")
    #expect(try program.run("log", project).output.contains("to parts") == false)
  }

  @Test("An earlier export is replaced, until somebody puts a file of their own into it")
  func earlierExport() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let out = program.path("od")
    let arguments = ["export", project, "--format", "object-detection", "--out", out]
    #expect(try program.run(arguments).status == 0)
    #expect(try names(out).contains("plumbline-export.list"))
    #expect(try program.run(arguments).errors.contains("exists already"))
    let again = try program.run(arguments + ["--force"])
    #expect(again.status == 0, "\(again.errors)")
    let checked = try program.run("preflight", out)
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    try "{}".write(toFile: out + "/train/own.json", atomically: true, encoding: .utf8)
    let refused = try program.run(arguments + ["--force"])
    #expect(refused.status == 1 && refused.errors.contains("train/own.json"))
    #expect(try text(out + "/train/own.json") == "{}")
  }

  @Test("The project's folder, what holds it, what lies in it, and its pictures stay")
  func project() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    let folders = [
      (project, "is the folder of a project"), (program.folder.path, "holds the project"),
      (project + "/inside", "lies in the folder of the project"),
      (program.path("photos"), "a picture of this project"),
      (program.path("photos/phone"), "a picture of this project"),
    ]
    let before = try FileManager.default.subpathsOfDirectory(atPath: program.path("photos"))
    for (folder, why) in folders {
      let refused = try program.run(
        "export", project, "--format", "segmentation", "--out", folder, "--force")
      #expect(refused.status == 1)
      #expect(refused.errors.contains(why), "\(folder): \(refused.errors)")
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: program.path("photos")) == before)
    #expect(try program.run("status", project).status == 0)
  }

  @Test(
    "The database, its side files, pictures, SQLite files and other people's files stay",
    arguments: ["ground-truth", "rekognition", "labels"])
  func files(format: String) throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let picture = program.path("p.jpg")
    try Data([0xFF, 0xD8, 0xFF]).write(to: URL(fileURLWithPath: picture))
    let copy = program.path("copy.sqlite")
    #expect(try program.run("backup", project, "--out", copy).status == 0)
    try "a,b\n".write(toFile: program.path("t.csv"), atomically: true, encoding: .utf8)
    let targets = ["", "-wal", "-shm"].map { project + "/plumbline.sqlite" + $0 }
    let journal = try program.run("log", project).output
    for target in targets + [picture, copy, program.path("t.csv")] {
      let before = try? Data(contentsOf: URL(fileURLWithPath: target))
      let refused = try program.run(
        "export", project, "--format", format, "--out", target, "--force")
      #expect(refused.status == 1, "\(target): \(refused.output)")
      // Whoever closes a project may move what its log holds into it.
      if !targets.contains(target) {
        #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == before)
      }
    }
    #expect(try program.run("status", project).status == 0)
    #expect(try program.run("log", project).output == journal)
  }

  @Test("The manifest that a job was imported from stays; an export of the same lines does not")
  func importedManifest() throws {
    let program = try Program()
    defer { program.remove() }
    let tree = try JobTree(in: program.folder)
    let source = tree.root.path + "/pets/manifests/output/output.manifest"
    let before = try text(source)
    let project = program.path("project")
    try program.run("import", project, tree.root.path)
    let refused = try program.run(
      "export", project, "--job", "pets", "--out", source, "--single", "--force")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("job \"pets\" was imported from"), "\(refused.errors)")
    #expect(try text(source) == before)
    let out = program.path("pets.manifest")
    for options in [["--unlabelled"], ["--unlabelled", "--force"], ["--single", "--force"]] {
      let done = try program.run(["export", project, "--job", "pets", "--out", out] + options)
      #expect(done.status == 0, "\(done.errors)")
    }
  }

  @Test("Masks beside a manifest are replaced only where an export wrote them")
  func maskFolder() throws {
    let program = try Program()
    defer { program.remove() }
    let tree = try JobTree(in: program.folder)
    let other = program.path("other")
    try program.run("import", other, tree.root.path)
    let out = program.path("s.manifest")
    let arguments = ["export", other, "--job", "streets", "--repair", "--out", out]
    let done = try program.run(arguments)
    #expect(done.status == 0, "\(done.errors)")
    #expect(try program.run(arguments + ["--force"]).status == 0)
    try "mine".write(toFile: out + ".masks/notes.txt", atomically: true, encoding: .utf8)
    let manifest = try text(out)
    let refused = try program.run(arguments + ["--force"])
    #expect(refused.status == 1 && refused.errors.contains("notes.txt"))
    #expect(try text(out + ".masks/notes.txt") == "mine")
    #expect(try text(out) == manifest)
  }

  @Test("A consolidation of a table does not write over what it reads, nor twice into one file")
  func tables() throws {
    let program = try Program()
    defer { program.remove() }
    let answers = "item,worker,label\n1,a,x\n1,b,x\n2,a,y\n2,b,y\n"
    let table = program.path("answers.csv")
    let gold = program.path("gold.csv")
    try answers.write(toFile: table, atomically: true, encoding: .utf8)
    try "item,truth\n1,x\n".write(toFile: gold, atomically: true, encoding: .utf8)
    let out = program.path("out.csv")
    for options in [
      ["--out", table], ["--posteriors", table], ["--gold", gold, "--out", gold],
      ["--out", out, "--workers", out], ["--out", out, "--rejects", out],
    ] {
      let refused = try program.run(["consolidate", table, "--force"] + options)
      #expect(refused.status == 1, "\(options)")
      #expect(refused.errors.contains("too; nothing was written"), "\(refused.errors)")
    }
    #expect(try text(table) == answers)
    #expect(!FileManager.default.fileExists(atPath: out))
    for _ in 0..<2 {
      #expect(try program.run("consolidate", table, "--force", "--out", out).status == 0)
    }
    try "notes\n".write(toFile: out, atomically: true, encoding: .utf8)
    #expect(try program.run("consolidate", table, "--force", "--out", out).status == 1)
    #expect(try text(out) == "notes\n")
  }

  @Test("--rejects replaces lists of rejects only, and a dry run writes none")
  func rejects() throws {
    let program = try Program()
    defer { program.remove() }
    let table = program.path("answers.csv")
    try "item,worker,label\n1,a,x\n1,b\n".write(
      toFile: table, atomically: true, encoding: .utf8)
    let list = program.path("rejects.txt")
    let arguments = ["consolidate", table, "--rejects", list]
    let dry = try program.run(arguments + ["--dry-run"])
    #expect(dry.status == 3 && dry.errors.contains("was not written"))
    #expect(!FileManager.default.fileExists(atPath: list))
    for _ in 0..<2 { #expect(try program.run(arguments).status == 3) }
    #expect(try text(list).contains("column 3 is empty"))
    try "my notes\n".write(toFile: list, atomically: true, encoding: .utf8)
    let refused = try program.run(arguments)
    #expect(refused.status == 1 && refused.errors.contains("lists nothing that was left out"))
    #expect(try text(list) == "my notes\n")
  }

  @Test("A prefix that makes two images one is refused, and both are named")
  func prefix() throws {
    let program = try Program()
    defer { program.remove() }
    let folder = program.folder.appendingPathComponent("buckets")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = ["b", "c"].map { bucket in
      #"{"source-ref":"s3://\#(bucket)/1.jpg","kind":0,"kind-metadata":{"class-name":"x","#
        + #""confidence":0.9,"type":"groundtruth/image-classification","job-name":"kind","#
        + #""human-annotated":"yes","creation-date":"2024-05-02T10:00:00.000000"}}"# + "\n"
    }
    try Data(lines.joined().utf8).write(to: folder.appendingPathComponent("output.manifest"))
    let project = program.path("project")
    try program.run("import", project, folder.path)
    for format in ["ground-truth", "rekognition"] {
      let out = program.path("moved.manifest")
      let refused = try program.run(
        "export", project, "--format", format, "--prefix", "s3://new/", "--out", out)
      #expect(refused.status == 1)
      for part in ["s3://b/1.jpg", "s3://c/1.jpg", "s3://new/1.jpg"] {
        #expect(refused.errors.contains(part), "\(refused.errors)")
      }
      #expect(!FileManager.default.fileExists(atPath: out))
    }
  }
}
