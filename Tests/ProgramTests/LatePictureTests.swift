import Foundation
import Testing

@Suite("Pictures that come after their jobs")
struct LatePictureTests {
  /// A place for a project, and folders of jobs and pictures beside it.
  private func prepared() throws -> (program: Program, project: String, tree: LateTree) {
    let program = try Program()
    return (program, program.path("project"), try LateTree(in: program.folder))
  }

  @Test("Pictures that come after their job become the files of its images")
  func late() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    try tree.writeBoxes([("north", 64, 48, 10), ("south", 640, 480, 500)])
    #expect(try program.run("import", project, tree.jobs.path).status == 0)
    let added = try program.run("init", project, "--images", tree.pictures.path)
    #expect(added.status == 3)
    #expect(added.output.contains("1 picture attached to images of imported jobs"))
    #expect(
      added.errors.contains("s3://acme/south/0.jpg: its answers are for a picture of 640x480"))
    let again = try program.run("init", project, "--images", tree.pictures.path)
    #expect(!again.output.contains("attached"))
    let exported = try program.run(
      "export", project, "--job", "pets", "--format", "object-detection", "--split", "train=100",
      "--out", program.path("od"))
    #expect(exported.errors.contains("its picture is not here"))
    let names = try FileManager.default.contentsOfDirectory(atPath: program.path("od/train"))
    #expect(names.count == 1)
  }

  @Test("A picture that several addresses fit equally well is named and left")
  func ambiguous() throws {
    let (program, project, tree) = try prepared()
    defer { program.remove() }
    try tree.writeBoxes([("east", 64, 48, 10), ("west", 64, 48, 10)])
    #expect(try program.run("import", project, tree.jobs.path).status == 0)
    let picture = tree.pictures.appendingPathComponent("north/0.jpg").path
    let added = try program.run("init", project, "--images", picture)
    #expect(added.status == 3)
    #expect(added.errors.contains("2 images of the jobs have addresses that end as this path does"))
    #expect(added.output.contains("0 images added"))
  }
}
