import Foundation
import Testing

@Suite("Importing a folder of jobs again")
struct ReimportTests {
  @Test("Importing a folder again changes nothing, and says so of each job")
  func again() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("project")
    let tree = try JobTree(in: program.folder)
    _ = try program.run("import", project, tree.root.path)
    let before = try program.run("log", project).output
    let again = try program.run("import", project, tree.root.path)
    #expect(again.output.contains("pets: known already, 4 lines, 0 new workers' answers, 3 known"))
    #expect(again.output.contains("streets: known already, 1 line"))
    #expect(again.output.contains("flow: known already, 1 line"))
    #expect(again.output.contains("nothing was new, so nothing was written"))
    #expect(try program.run("log", project).output == before)
    _ = try program.run("label", "rename", project, "--job", "pets", "dog", "hound")
    let renamed = try program.run("import", project, tree.root.path)
    #expect(renamed.output.contains("its labels were changed since"))
    #expect(renamed.output.contains("nothing was new"))
  }

  @Test("A changed manifest of the same job becomes another job, and the reason is said")
  func changed() throws {
    let program = try Program()
    let project = program.path("project")
    let tree = try LateTree(in: program.folder)
    defer { program.remove() }
    try tree.writeBoxes([("north", 64, 48, 10)])
    #expect(try program.run("import", project, tree.jobs.path).status == 0)
    try tree.writeBoxes([("north", 64, 48, 11)])
    let done = try program.run("import", project, tree.jobs.path)
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.contains("pets (2): 1 line"))
    #expect(done.output.contains("the project has a job \"pets\" with other lines"))
  }
}
