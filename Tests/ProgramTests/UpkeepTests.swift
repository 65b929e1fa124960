import Foundation
import Testing

@Suite("Keeping a project in order from the command line")
struct UpkeepTests {
  @Test("An image is brought back, tried out first, and the bringing back is taken back")
  func restore() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    _ = try program.type(["press b Space l j Space Esc Enter"], into: project)
    let newest = try #require(
      try program.objects("log", project, "--limit", "1").first?["number"] as? Int)
    let arguments = ["restore", project, "--image", "counter-1.jpg", "--to-entry", "\(newest - 1)"]
    let trial = try program.run(arguments + ["--dry-run"])
    #expect(trial.status == 0, "\(trial.errors)")
    #expect(trial.output.contains("submitted with 1 shape becomes draft with 1 shape"))
    #expect(try program.objects("log", project, "--limit", "1").first?["number"] as? Int == newest)
    let done = try program.run(arguments)
    #expect(done.output.contains("1 entry made up for, entry #\(newest + 1)"), "\(done.errors)")
    #expect(try submitted(program, project) == 0)
    let undone = try program.run("undo", project, "\(newest + 1)")
    #expect(undone.output == "entry #\(newest + 1) is taken back by entry #\(newest + 2)\n")
    #expect(try submitted(program, project) == 1)
    let early = try program.run(
      "restore", project, "--image", "counter-1.jpg", "--to", "2001-01-01 00:00")
    #expect(early.output.contains("before everything"), "\(early.errors)")
    #expect(
      try program.run("restore", project, "--image", "nothing", "--to-entry", "1").status == 1)
    #expect(try program.run(arguments + ["--to", "yesterday"]).status == 2)
  }

  @Test("A folder that moved is found at its new place, and what is missing is named")
  func relink() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    let old = program.path("photos")
    let new = program.path("pictures")
    try FileManager.default.moveItem(atPath: old, toPath: new)
    try FileManager.default.removeItem(atPath: new + "/phone/phone-2.jpg")
    let move = ["relink", project, "--from", old, "--to", new]
    let trial = try program.run(move + ["--dry-run"])
    #expect(trial.status == 3 && trial.output.contains("3 files found"), "\(trial.errors)")
    #expect(trial.errors.contains("phone-2.jpg: is not there"))
    #expect(try program.objects("list", project).allSatisfy { path($0).hasPrefix(old) })
    let empty = program.path("empty")
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: false)
    let wrong = try program.run("relink", project, "--from", old, "--to", empty)
    #expect(wrong.status == 1 && wrong.errors.contains("nothing was changed"))
    let refused = try program.run(move)
    #expect(refused.status == 1 && refused.errors.contains("--partly"), "\(refused.errors)")
    #expect(try program.objects("list", project).allSatisfy { path($0).hasPrefix(old) })
    let moved = try program.run(move + ["--partly"])
    #expect(moved.status == 3 && moved.output.contains("\"plumbline undo "), "\(moved.errors)")
    #expect(try program.objects("list", project).count { path($0).hasPrefix(new) } == 3)
    #expect(try program.objects("list", project).count { path($0).hasPrefix(old) } == 1)
    try Data("short".utf8).write(to: URL(fileURLWithPath: new + "/counter/counter-1.jpg"))
    let back = try program.run("relink", project, "--from", new, "--to", new)
    #expect(back.errors.contains("counter-1.jpg: has 5 bytes instead of"), "\(back.errors)")
    #expect(back.output.contains("the folder is where the project has it"))
    let none = try program.run("relink", project, "--from", "nowhere/../there", "--to", new)
    let there = FileManager.default.currentDirectoryPath + "/there/"
    #expect(none.status == 1 && none.errors.contains("no picture below \(there)"))
  }

  @Test("A purge wants the name twice, and leaves a journal that verifies")
  func purge() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try program.run("person", "add", project, "54321", "--name", "taro")
    _ = try program.type(["press b Space l j Space Esc Enter"], into: project, ["--as", "taro"])
    for arguments in [["image", project, "counter-1.jpg"], ["person", project, "taro"]] {
      let once = try program.run(["purge"] + arguments)
      #expect(once.status == 1 && once.errors.contains("nothing was changed"))
      #expect(try program.run(["purge"] + arguments + ["--yes", "other"]).status == 1)
    }
    let image = try program.run(
      "purge", "image", project, "counter-1.jpg", "--yes", "counter-1.jpg")
    #expect(image.output.hasPrefix("removed counter-1.jpg: 1 layer and"), "\(image.errors)")
    let file = program.path("photos/counter/counter-1.jpg")
    #expect(
      image.output.hasSuffix("delete \(file), or the next init of its folder takes it in again\n"))
    #expect(try program.run("list", project).output.hasPrefix("1  removed\n"))
    let log = try program.run("log", project, "--limit", "1").output
    #expect(log.contains("  removed image "))
    #expect(try program.run("doctor", project).output.contains("1 files can be read, 1 removed"))
    let screen = try program.type(["press [ g g b"], into: project)
    #expect(screen.contains("This image was removed from the project."))
    #expect(screen.contains("removed image") && !screen.contains("size of this image"))
    let person = try program.run("purge", "person", project, "taro", "--yes", "taro")
    #expect(person.status == 0, "\(person.errors)")
    #expect(try program.objects("person", "list", project).count == 1)
    #expect(try program.run("doctor", project).output.contains("nothing is wrong"))
    #expect(!(try program.run("log", project, "--limit", "0").output.contains("added anpan")))
  }

  @Test("Two people are merged and taken apart again")
  func merge() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    for (user, name) in [("54321", "taro"), ("54322", "laptop")] {
      try program.run("person", "add", project, user, "--name", name)
    }
    let merged = try program.run("person", "merge", project, "laptop", "--into", "taro")
    #expect(merged.output.hasPrefix("laptop is taro now, entry #"), "\(merged.errors)")
    #expect(try program.objects("person", "list", project).count == 2)
    let number = try #require(
      try program.objects("log", project, "--limit", "1").first?["number"] as? Int)
    #expect(try program.run("undo", project, "\(number)").status == 0)
    #expect(try program.objects("person", "list", project).count == 3)
    #expect(try program.run("undo", project, "1").status == 1)
    let none = try program.run("undo", project, "99999")
    #expect(none.status == 1 && none.errors.contains("there is no such entry"), "\(none.errors)")
  }

  @Test("Rules are shown and set, and the status tells review and gold")
  func rules() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    let set = try program.run(
      "job", "rules", project, "--gold-share", "5", "--lease-minutes", "20")
    #expect(set.output.contains("lease 1200 s") && set.output.contains("gold one of 5"))
    #expect(try program.run("job", "rules", project).output == set.output)
    #expect(try program.run("job", "rules", project, "--gold-share", "-1").status == 2)
    let status = try #require(try program.objects("status", project).first)
    let review = try #require(status["review"] as? [String: Int])
    #expect(review["gold"] == 26 && review["left"] == 0)
    let people = try #require(status["persons"] as? [[String: Any]])
    let scores = people.compactMap { ($0["gold"] as? [String: Any])?["f1"] as? Double }
    #expect(scores.count == 5 && scores.allSatisfy { (0.3...1).contains($0) })
    #expect(try program.run("status", project).output.contains("gold 26 images, F1 0."))
    #expect(try program.run("runs", project).output.isEmpty)
    try program.run("consolidate", project)
    let runs = try program.objects("runs", project)
    #expect(runs.count == 1 && runs.first?["images"] as? Int == 26)
    #expect(runs.first?["isStale"] as? Bool == false)
  }

  private func submitted(_ program: Program, _ project: String) throws -> Int {
    let status = try #require(try program.objects("status", project).first)
    let people = try #require(status["persons"] as? [[String: Any]])
    return people.compactMap { $0["submitted"] as? Int }.reduce(0, +)
  }

  private func path(_ row: [String: Any]) -> String { row["path"] as? String ?? "" }
}
