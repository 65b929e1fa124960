import Foundation
import Raster
import Testing

@Suite("Data sets for built-in algorithms")
struct DataSetExportTests {
  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test("Object detection: pictures and JSON in pairs, class ids without gaps")
  func objectDetection() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let out = program.path("od")
    let done = try program.run("export", project, "--format", "object-detection", "--out", out)
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("label_width 350"))
    for part in ["train", "validation"] {
      let pictures = try names(out + "/" + part)
      let notes = try names(out + "/\(part)_annotation")
      #expect(!pictures.isEmpty)
      #expect(pictures.map { $0.prefix { $0 != "." } } == notes.map { $0.prefix { $0 != "." } })
      for note in notes {
        let data = try Data(contentsOf: URL(fileURLWithPath: out + "/\(part)_annotation/\(note)"))
        let object = try #require(
          try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let categories = try #require(object["categories"] as? [[String: Any]])
        #expect(categories.compactMap { $0["class_id"] as? Int } == Array(0..<categories.count))
        #expect(pictures.contains(object["file"] as? String ?? ""))
      }
    }
    let list = try String(contentsOfFile: out + "/names.csv", encoding: .utf8)
    #expect(list.hasPrefix("part,file,source\n"))
  }

  @Test("Masks: palette pictures as large as their JPEGs, smaller ones when asked")
  func segmentation() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let out = program.path("pairs")
    let done = try program.run(
      "export", project, "--format", "segmentation", "--images", "scale", "--max-side", "200",
      "--out", out)
    #expect(done.status == 0, "\(done.errors)")
    for part in ["train", "validation"] {
      for note in try names(out + "/\(part)_annotation") {
        let mask = try Data(contentsOf: URL(fileURLWithPath: out + "/\(part)_annotation/\(note)"))
        let picture = try Data(
          contentsOf: URL(
            fileURLWithPath: out + "/\(part)/" + note.replacing(".png", with: ".jpg")))
        guard case .indices(let values) = try PNGSamples(decoding: Array(mask)) else {
          Issue.record("\(note) is no palette picture")
          continue
        }
        let probe = try ImageProbe.probe(bytes: Array(picture))
        #expect(values.size == probe.uprightSize)
        #expect(max(values.size.width, values.size.height) == 200)
        #expect(Set(values.indices).isSubset(of: Set(0...3)))
        #expect(values.indices.contains { $0 > 0 })
      }
    }
    #expect(try names(out + "/label_map") == ["train_label_map.json", "validation_label_map.json"])
  }

  @Test("A label to ignore that is none, and values that mean two things, are refused by name")
  func maskValues() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    for (options, reason) in [
      (["--ignore", "Anpan"], "has no label \"Anpan\" to ignore"),
      (["--background", "1"], "1 is the value of \"anpan\""),
      (["--background", "255", "--ignore", "anpan"], "255 would be both"),
    ] {
      let out = program.path("pairs")
      let refused = try program.run(
        ["export", project, "--format", "segmentation", "--out", out] + options)
      #expect(refused.status == 1)
      #expect(refused.errors.contains(reason), "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: out))
    }
  }

  @Test("A later export leaves every image in its part")
  func sticky() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let split = ["--split", "train=70,test=30", "--seed", "3"]
    let first = try program.run(
      ["export", project, "--out", program.path("a")] + split)
    #expect(first.status == 0, "\(first.errors)")
    let second = try program.run(
      ["export", project, "--out", program.path("b"), "--split", "train=10,test=90", "--seed", "9"])
    #expect(second.status == 0, "\(second.errors)")
    for part in ["train", "test"] {
      let names = ["a", "b"].map { program.path("\($0)/\(part).manifest") }
      let texts = try names.map { try String(contentsOfFile: $0, encoding: .utf8) }
      #expect(texts[0] == texts[1])
      #expect(!texts[0].isEmpty)
    }
  }

  @Test("Rekognition: broken rules are named and --strict refuses to write")
  func rekognition() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let out = program.path("custom.txt")
    let refused = try program.run(
      "export", project, "--format", "rekognition", "--strict", "--out", out)
    #expect(refused.status == 1)
    #expect(refused.output.contains("ERROR_MANIFEST_INACCESSIBLE_OR_UNSUPPORTED_FORMAT"))
    #expect(!FileManager.default.fileExists(atPath: out))
    let done = try program.run(
      "export", project, "--format", "rekognition", "--out", program.path("custom.manifest"))
    #expect(done.status == 0, "\(done.errors)")
    let checked = try program.run(
      "preflight", program.path("custom.manifest"), "--for", "rekognition")
    #expect(checked.status == 0, "\(checked.output)")
  }

  @Test("Export, import and export again is byte for byte the same")
  func roundTrip() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let jobs = program.folder.appendingPathComponent("jobs")
    try FileManager.default.createDirectory(at: jobs, withIntermediateDirectories: true)
    let first = jobs.appendingPathComponent("breads.manifest").path
    #expect(try program.run("export", project, "--out", first).status == 0)
    let other = program.path("other")
    let imported = try program.run("import", other, jobs.path)
    #expect(imported.status == 0, "\(imported.errors)")
    let listed = try program.objects("job", "list", other)
    let name = try #require(listed.last?["name"] as? String)
    let again = program.path("again.manifest")
    let exported = try program.run("export", other, "--job", name, "--out", again)
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: again))
        == Data(contentsOf: URL(fileURLWithPath: first)))
    let anew = program.path("anew.manifest")
    let rewritten = try program.run("export", other, "--job", name, "--repair", "--out", anew)
    #expect(rewritten.status == 0, "\(rewritten.errors)")
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: anew))
        == Data(contentsOf: URL(fileURLWithPath: first)))
  }

  @Test("An export that fails leaves the old file as it was, and nothing beside it")
  func failing() throws {
    let (program, project) = try Program.consolidatedBakery()
    defer { program.remove() }
    let folder = program.path("out")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = folder + "/m.manifest"
    try "{}\n".write(toFile: file, atomically: true, encoding: .utf8)
    let masks = try program.run(
      "export", project, "--out", file, "--force", "--attribute", "bad name")
    #expect(masks.status == 1)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "{}\n")
    #expect(try names(folder) == ["m.manifest"])
  }
}
