import Foundation
import Testing

@Suite("People, jobs and labels from the command line")
struct SetupTests {
  @Test("Somebody is added by user id, listed, and given a further role")
  func people() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let added = try program.run(
      "person", "add", project, "54321", "--name", "花子", "--role", "annotator")
    #expect(added.output == "added 花子  annotator  user 54321 (54321)\n", "\(added.errors)")
    let given = try program.run("person", "role", project, "花子", "reviewer", "annotator")
    #expect(given.output == "花子  annotator, reviewer  user 54321 (54321)\n", "\(given.errors)")
    let again = try program.run("person", "role", project, "花子", "reviewer")
    #expect(again.status == 1 && again.errors.contains("nothing was changed"), "\(again.errors)")
    let known = try program.run("person", "identity", project, "花子", "--worker", "A2XQ7")
    #expect(known.output.hasSuffix("worker A2XQ7, user 54321 (54321)\n"), "\(known.errors)")
    let people = try program.objects("person", "list", project)
    #expect(people.count == 2)
    #expect(people[0]["roles"] as? [String] == ["annotator", "lead", "reviewer"])
    #expect(people[1]["roles"] as? [String] == ["annotator", "reviewer"])
    let log = try program.objects("log", project, "--limit", "3")
    #expect(
      log.compactMap { $0["summary"] as? String } == [
        "gave 花子 the identity groundTruthWorker A2XQ7", "made 花子 reviewer",
        "added 花子 as annotator",
      ])
    let taken = try program.run("person", "role", project, "花子", "annotator", "--remove")
    #expect(taken.output.hasPrefix("花子  reviewer  "), "\(taken.errors)")
    let own = try #require(people[0]["name"] as? String)
    let only = try program.run("person", "role", project, own, "lead", "--remove")
    #expect(only.status == 1 && only.errors.contains("is the only lead"), "\(only.errors)")
  }

  @Test("A job that is not there is answered with those that are")
  func unknownJob() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try program.run("job", "add", project, "again", "--labels-of", "project")
    for command in ["review", "status", "log"] {
      let outcome = try program.run(command, project, "--job", "nope")
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("its jobs are \"project\", \"again\""), "\(outcome.errors)")
    }
  }

  @Test("A new project without labels is refused before anything is made")
  func noLabels() throws {
    let program = try Program()
    defer { program.remove() }
    let made = try program.makeProject()
    let outcome = try program.run(
      "init", program.path("new"), "--images", program.path("photos"))
    #expect(outcome.status == 1 && outcome.errors.contains("--labels a,b,c"), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.path("new")))
    #expect(try program.run("init", made, "--images", program.path("photos")).status == 0)
  }

  @Test("A project that is there is shared with its group when init is told so")
  func shareLater() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: project)
    try manager.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: project + "/plumbline.sqlite")
    let shared = try program.run(
      "init", project, "--images", program.path("photos"), "--group")
    #expect(shared.output.contains("is shared with its group"), "\(shared.errors)")
    let findings = try program.run("doctor", project, "--json").output
    #expect(findings.contains("shared by group "))
    let again = try program.run("init", project, "--images", program.path("photos"), "--group")
    #expect(again.status == 0 && !again.output.contains("is shared"), "\(again.errors)")
  }

  @Test("Who is known already, or to nobody, is refused with what to do")
  func refusals() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try program.run("person", "add", project, "54321", "--name", "taro")
    let twice = try program.run("person", "add", project, "54321")
    #expect(twice.status == 1)
    #expect(twice.errors.contains("is \"taro\" in this project already"))
    let sameName = try program.run("person", "add", project, "54322", "--name", "taro")
    #expect(sameName.errors.contains("called \"taro\" already"))
    let nobody = try program.run("person", "add", project, "no-such-user-here")
    #expect(nobody.errors.contains("this host has no user"))
    #expect(try program.run("person", "role", project, "taro", "king").status == 2)
    let evil = try program.run("person", "add", project, "54323", "--name", "a\u{1B}[2J")
    #expect(evil.status == 1)
    #expect(!evil.errors.contains("\u{1B}"))
  }

  @Test("An annotator may neither add people nor read who there is, nor the log, nor a backup")
  func annotator() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try program.run("person", "add", project, "54321", "--name", "taro")
    for arguments in [
      ["person", "add", project, "54322"], ["person", "list", project], ["log", project],
      ["backup", project, "--out", program.path("b.sqlite")],
      ["job", "add", project, "x", "--labels", "a"], ["list", project],
      ["person", "role", project, "taro", "lead"],
    ] {
      let outcome = try program.run(arguments + ["--as", "taro"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("taro is not a lead"))
      #expect(outcome.output.isEmpty)
    }
    #expect(try program.run("job", "list", project, "--as", "taro").status == 0)
  }

  @Test("A job is added over all images, with labels of its own or of another job")
  func jobs() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    let added = try program.run(
      "job", "add", project, "中身", "--labels", "anko,cream", "--annotators", "3")
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.output.hasSuffix("4 images\n"))
    let chained = try program.run(
      "job", "add", project, "again", "--labels-of", "project", "--parent", "project")
    #expect(chained.status == 0, "\(chained.errors)")
    let jobs = try program.objects("job", "list", project)
    #expect(jobs.compactMap { $0["name"] as? String } == ["project", "中身", "again"])
    #expect(jobs[1]["labels"] as? [String] == ["anko", "cream"])
    #expect(jobs[1]["annotators"] as? Int == 3)
    #expect(jobs[2]["parent"] as? String == "project")
    let status = try program.objects("status", project)
    #expect(status.allSatisfy { $0["dataObjects"] as? Int == 4 })
    let own = try program.objects("label", "list", project, "--job", "project")
    let shared = try program.objects("label", "list", project, "--job", "again")
    #expect(own as NSArray == shared as NSArray)
    let taken = try program.run("job", "add", project, "again", "--labels", "x")
    #expect(taken.status == 1)
    let twice = try program.run("job", "add", project, "twice", "--labels", "x,x")
    #expect(twice.status == 1)
    #expect(try program.run("job", "add", project, "none").status == 2)
  }

  @Test("A job can ask about the images of another that meet a condition")
  func selectedImages() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    _ = try program.type(["press b Space l j Space Esc Enter"], into: project)
    let add = ["job", "add", project, "again", "--labels-of", "project"]
    let condition = ["--images-of", "project", "--where", "label = anpan"]
    let added = try program.run(add + condition)
    #expect(added.status == 0, "\(added.errors)")
    #expect(added.output.hasSuffix("1 images\n"))
    let listed = try program.objects("list", project, "--job", "again")
    #expect(listed.count == 1)
    #expect((listed.first?["path"] as? String)?.hasSuffix("counter-1.jpg") == true)
    let none = try program.run(
      ["job", "add", project, "none", "--labels", "a", "--images-of", "project"]
        + ["--where", "label = melonpan"])
    #expect(none.status == 1)
    #expect(try program.objects("job", "list", project).count == 2)
    #expect(try program.run(add + ["--where", "label = anpan"]).status == 2)
  }

  @Test("Labels are listed with their class indexes, colours and names in every language")
  func labels() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    let labels = try program.objects("label", "list", project)
    #expect(labels.compactMap { $0["index"] as? Int } == [0, 1, 2])
    let names = labels.compactMap { ($0["names"] as? [String: String])?["ja"] }
    #expect(names.contains("メロンパン"))
    #expect(labels.allSatisfy { ($0["color"] as? String)?.count == 7 })
    let text = try program.run("label", "list", project).output
    #expect(text.contains("ja: メロンパン"))
  }

  @Test("A mistyped command is told the one that was meant")
  func mistyped() throws {
    let program = try Program()
    defer { program.remove() }
    let outcome = try program.run("persn")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("Did you mean \"person\"?"))
  }
}
