import Foundation
import Raster
import Testing

@Suite("Answers that do not fit their pictures")
struct FrameTests {
  /// A place for a project, and folders of jobs and pictures beside it.
  private func prepared() throws -> (program: Program, project: String, tree: LateTree) {
    let program = try Program()
    return (program, program.path("project"), try LateTree(in: program.folder))
  }

  private func addPictures(_ program: Program, _ project: String, _ tree: LateTree) throws {
    let made = try program.run(
      "init", project, "--images", tree.pictures.path, "--labels", "other", "--job", "other")
    #expect(made.status == 0, "\(made.errors)")
  }

  @Test("A mask of another size stays out by name; one of the stored frame is turned")
  func masks() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    try addPictures(program, project, tree)
    try tree.writeMasks([("north", 64, 48), ("south", 50, 50), ("turned", 48, 64)])
    let done = try program.run("import", project, tree.jobs.path)
    #expect(done.status == 3)
    #expect(done.errors.contains("output.manifest:2: "))
    #expect(done.errors.contains("south/0.jpg: the mask is for a picture of 50x50 pixels"))
    #expect(done.errors.contains("but this one has 64x48"))
    #expect(done.output.contains("1 left out, kept as they came"))
    #expect(done.output.contains("an export equals the source: 3 of 3 lines byte for byte"))
    let out = program.path("pairs")
    let pairs = try program.run(
      "export", project, "--job", "streets", "--format", "segmentation", "--split", "train=100",
      "--strict", "--out", out)
    #expect(pairs.status == 0, "\(pairs.errors)\(pairs.output)")
    let folder = out + "/train_annotation"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.count == 2)
    for name in names {
      let png = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      guard case .indices(let mask) = try PNGSamples(decoding: Array(png)) else {
        Issue.record("\(name) is no palette picture")
        continue
      }
      #expect(mask.size == PixelSize(width: 64, height: 48))
      // The first row of the stored picture is the last column of the upright one.
      #expect(mask.indices.count { $0 == 1 } == (name.contains("turned") ? 48 : 64))
      if name.contains("turned") {
        #expect((0..<48).allSatisfy { mask.indices[$0 * 64 + 63] == 1 })
      }
    }
  }

  @Test("Boxes for a picture of another size stay out whole; those of the stored frame are turned")
  func boxes() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    try addPictures(program, project, tree)
    try tree.writeBoxes([
      ("north", 64, 48, 10), ("south", 640, 480, 500), ("turned", 48, 64, 10),
    ])
    let rejects = program.path("rejects.txt")
    let done = try program.run("import", project, tree.jobs.path, "--rejects", rejects)
    #expect(done.status == 3)
    let named = try String(contentsOfFile: rejects, encoding: .utf8)
    #expect(named.contains("output.manifest:2\t"))
    #expect(named.contains("the boxes are for a picture of 640x480 pixels, but this one has 64x48"))
    #expect(done.output.contains("an export equals the source: 3 of 3 lines byte for byte"))
    let exported = try program.run(
      "export", project, "--job", "pets", "--repair", "--out", program.path("pets.manifest"))
    #expect(exported.status == 0, "\(exported.errors)")
    let lines = try program.manifest("pets.manifest")
    #expect(lines.count == 2)
    let boxes = lines.compactMap { line in
      ((line["pets"] as? [String: Any])?["annotations"] as? [[String: Any]])?.first
    }
    #expect(boxes.map { $0["left"] as? Int } == [10, 54])
    #expect(boxes.map { $0["height"] as? Int } == [6, 8])
  }

  @Test("A box outside its picture keeps its line out")
  func outside() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    try addPictures(program, project, tree)
    try tree.writeBoxes([("north", 64, 48, 300), ("south", 64, 48, 3)])
    let done = try program.run("import", project, tree.jobs.path)
    #expect(done.status == 3)
    #expect(done.errors.contains("output.manifest:1: "))
    #expect(done.errors.contains("box 1 of \"pets\" is outside the image"))
    #expect(done.output.contains("1 line, 1 answered, 1 unreadable, kept as they came"))
    #expect(done.output.contains("an export equals the source: 2 of 2 lines byte for byte"))
  }

  @Test("An export leaves out an image whose mask does not fit, by name, and a strict one refuses")
  func unfitMask() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    // No picture is here: the boxes claim one size, the mask another.
    try tree.writeBoxes([("north", 64, 48, 10), ("south", 64, 48, 10)])
    try tree.writeMasks([("north", 50, 50), ("south", 64, 48)])
    #expect(try program.run("import", project, tree.jobs.path).status == 0)
    let out = program.path("streets.manifest")
    let arguments = ["export", project, "--job", "streets", "--repair", "--out", out]
    let strict = try program.run(arguments + ["--strict", "--mask-prefix", "s3://acme-out/"])
    #expect(strict.status == 1)
    #expect(strict.errors.contains("1 mask not of the size of the picture"))
    #expect(!FileManager.default.fileExists(atPath: out))
    let done = try program.run(arguments)
    #expect(done.status == 3)
    #expect(
      done.errors.contains(
        "line 1 (s3://acme/north/0.jpg): its mask is of 50x50 pixels, but its picture has 64x48"))
    #expect(try program.manifest("streets.manifest").count == 1)
  }
}
