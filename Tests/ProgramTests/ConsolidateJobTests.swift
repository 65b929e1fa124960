import Foundation
import Testing

@Suite("Consolidating the answers of a job")
struct ConsolidateJobTests {
  /// The bakery in a project.
  private func bakery() throws -> (program: Program, project: String) {
    let program = try Program()
    let project = program.path("bakery")
    let made = try program.run("init", project, "--from", Program.recipe)
    #expect(made.status == 0, "\(made.errors)")
    return (program, project)
  }

  /// The one object that a command prints.
  private func object(_ program: Program, _ arguments: String...) throws -> [String: Any] {
    let outcome = try program.run(arguments + ["--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let parsed = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(parsed as? [String: Any])
  }

  @Test("A run keeps how it was asked and fitted, and comes to the same bytes when done again")
  func reproduce() throws {
    let (program, project) = try bakery()
    defer { program.remove() }
    let dry = try object(program, "consolidate", project, "--dry-run", "--threads", "2")
    #expect(dry["entry"] is NSNull)
    let made = try object(program, "consolidate", project, "--iterations", "150")
    #expect(made["digest"] as? String == dry["digest"] as? String)
    #expect(made["method"] as? String == "dawidSkene" && made["converged"] as? Bool == true)
    #expect(made["iterations"] as? Int ?? 0 > 1 && made["objective"] is Double)
    #expect((made["annotators"] as? [[String: Any]])?.count == 5)
    let entry = try #require(made["entry"] as? Int)
    let run = try #require(try program.objects("runs", project).first)
    #expect(run["entry"] as? Int == entry && run["isStale"] as? Bool == false)
    let outcome = try #require(run["outcome"] as? [String: Any])
    #expect(outcome["digest"] as? String == made["digest"] as? String)
    let parameters = try #require(run["parameters"] as? [String: Any])
    #expect((parameters["classes"] as? [String: Any])?["iterationLimit"] as? Int == 150)
    let again = try #require(
      try program.objects("runs", project, "--reproduce", "\(entry)").first)
    #expect(again["isEqual"] as? Bool == true)
    #expect(again["again"] as? String == made["digest"] as? String)
  }

  @Test("A run whose answers have changed is not claimed to be done again")
  func changed() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let draw = "press b Space l l j Space Esc Enter"
    _ = try program.type([draw], into: project)
    let entry = try #require(try object(program, "consolidate", project)["entry"] as? Int)
    _ = try program.type(["press g g O Tab x E"], into: project)
    #expect(try program.objects("runs", project).first?["isStale"] as? Bool == true)
    let refused = try program.run("runs", project, "--reproduce", "\(entry)")
    #expect(
      refused.status == 1 && refused.errors.contains("1 of the 1 answers"), "\(refused.errors)")
    let unknown = try program.run("runs", project, "--reproduce", "1")
    #expect(unknown.status == 1 && unknown.errors.contains("no published run"))
  }

  @Test("Gold is held out when asked, and ignored when asked")
  func gold() throws {
    let (program, project) = try bakery()
    defer { program.remove() }
    let checked = try object(program, "consolidate", project, "--dry-run", "--check-gold")
    let gold = try #require(checked["gold"] as? [String: Any])
    #expect(gold["items"] as? Int ?? 0 > 0)
    #expect((gold["f1"] as? Double ?? 0) > 0.8 && gold["f1ByMajority"] is Double)
    #expect(checked["goldImages"] as? Int == gold["items"] as? Int)
    let text = try program.run("consolidate", project, "--dry-run").output
    #expect(text.contains("of known truth kept it and taught the method"))
    let without = try program.run("consolidate", project, "--dry-run", "--no-gold")
    #expect(without.status == 0 && !without.output.contains("known truth"))
  }

  @Test("Labels and sets of labels are consolidated, and who never looks is named")
  func labels() throws {
    let program = try Program()
    defer { program.remove() }
    let tree = try CrowdTree(in: program.folder)
    let project = program.path("project")
    let imported = try program.run("import", project, tree.root.path)
    #expect(imported.status == 0, "\(imported.errors)\(imported.output)")
    for job in ["species", "scene"] {
      let made = try object(program, "consolidate", project, "--job", job)
      #expect(made["answers"] as? Int == 60 && made["images"] as? Int == 12)
      let annotators = try #require(made["annotators"] as? [[String: Any]])
      let careless = annotators.filter { $0["standing"] as? String != "sound" }
      #expect(careless.map { $0["name"] as? String } == ["w4"], "\(job)")
      let again = try program.run(
        "runs", project, "--job", job, "--reproduce", "\(try #require(made["entry"] as? Int))")
      #expect(again.status == 0, "\(again.errors)")
    }
  }

  @Test("Agreement about labels, sets of labels and masks")
  func agreement() throws {
    let program = try Program()
    defer { program.remove() }
    let tree = try CrowdTree(in: program.folder)
    let project = program.path("project")
    _ = try program.run("import", project, tree.root.path)
    func overall(_ job: String) throws -> [String: Any] {
      let report = try object(
        program, "agreement", project, "--job", job, "--samples", "50")
      #expect((report["pairs"] as? [Any])?.count == 10, "\(job)")
      return try #require((report["overall"] as? [[String: Any]])?.first)
    }
    let species = try overall("species")
    // Four agree on all lines but one; the fifth is right by chance on a third of them.
    #expect((species["alpha"] as? Double ?? 0) > 0.4 && (species["alpha"] as? Double ?? 1) < 0.8)
    #expect(species["alphaInterval"] is [Double])
    let scene = try overall("scene")
    #expect((scene["meanOverlap"] as? Double ?? 0) > 0.5)
    let streets = try overall("streets")
    // Two workers are moved by nothing, two by one pixel, one by two, of 28.
    let overlap = try #require(streets["meanOverlap"] as? Double)
    let moved = [1.0, 27.0 / 29, 26.0 / 30]
    let expected = (2 * moved[0] + 4 * moved[1] + 2 * moved[2] + 2 * moved[1]) / 10
    #expect(abs(overlap - expected) < 1e-9, "\(overlap)")
  }
}

@Suite("The lead's consolidation screen in a project")
struct ConsolidationScreenTests {
  /// The bakery, whose gold covers every picture, or without that gold.
  private func bakery(gold: Bool = true) throws -> (program: Program, project: String) {
    let program = try Program()
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    if !gold {
      let layers = try program.objects("log", project).filter { $0["kind"] as? String == "layers" }
      let last = try #require(layers.compactMap { $0["number"] as? Int }.max())
      let undone = try program.run("undo", project, "\(last)")
      #expect(undone.status == 0, "\(undone.errors)")
    }
    return (program, project)
  }

  @Test("From home to the pages, with figures of the sample project")
  func pages() throws {
    let (program, project) = try bakery()
    defer { program.remove() }
    let progress = try program.type(["press c"], into: project, screen: "home")
    #expect(progress.contains("bread counter: consolidate"))
    #expect(progress.contains("No run is published yet"))
    #expect(progress.contains("5 annotators"))
    #expect(progress.contains("26 images with gold that is held out"))
    let people = try program.type(["press c w"], into: project, screen: "home")
    #expect(people.contains("sound") && !people.contains("…"), "\(people)")
    let matrix = try program.type(["press c c j"], into: project, screen: "home")
    #expect(matrix.contains("truth \\ answer"), "\(matrix)")
    let japanese = try program.type(
      ["press c c"], into: project, ["--language", "ja"], screen: "home")
    #expect(japanese.contains("焼きそばパン"), "\(japanese)")
    let agreement = try program.type(["press c a"], into: project, screen: "home")
    #expect(agreement.contains("mean IoU"), "\(agreement)")
    let budget = try program.type(["press c s"], into: project, screen: "home")
    #expect(budget.contains("F1 with all") && budget.contains("5 draws"), "\(budget)")
  }

  @Test("A run is published after the word, undone, and brought back")
  func publish() throws {
    let (program, project) = try bakery()
    defer { program.remove() }
    let asked = try program.type(["press c p"], into: project, screen: "home")
    #expect(asked.contains("would be answered"), "\(asked)")
    let published = try program.type(
      ["press c p", "type publish", "press Enter"], into: project, screen: "home")
    #expect(published.contains("is published and up to date"), "\(published)")
    #expect(try program.objects("runs", project).count == 1)
    let undone = try program.type(["press c u"], into: project, screen: "home")
    #expect(undone.contains("ok undid publish of run"), "\(undone)")
    #expect(undone.contains("No run is published yet"))
    #expect(try program.objects("runs", project).isEmpty)
    _ = try program.type(["press c U"], into: project, screen: "home")
    #expect(try program.objects("runs", project).count == 1)
  }

  @Test("An answer that came after the run makes it stale, and the screen says how far")
  func stale() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let draw = "press b Space l l j Space Esc Enter"
    _ = try program.type([draw], into: project)
    _ = try program.type(
      ["press c p", "type publish", "press Enter"], into: project, screen: "home")
    _ = try program.type([draw], into: project)
    let screen = try program.type(["size 120 40", "press c"], into: project, screen: "home")
    #expect(screen.contains("published and stale: 0 answers of it changed or gone, 1 new"))
    #expect(screen.contains("Every image has one answer, which counts as it is."))
    let asked = try program.type(["press c p"], into: project, screen: "home")
    #expect(asked.contains("2 images would be answered"), "\(asked)")
  }

  @Test("The most disputed image is decided about on the canvas, and that is its answer")
  func adjudicate() throws {
    let (program, project) = try bakery(gold: false)
    defer { program.remove() }
    let list = try program.type(["press c d"], into: project, screen: "home")
    #expect(list.contains("Wrong boxes"))
    let canvas = try program.type(["press c d Enter"], into: project, screen: "home")
    #expect(canvas.contains("adjudicate") && canvas.contains("Answers (5)"), "\(canvas)")
    let decided = try program.type(
      ["press c d Enter Tab x Enter"], into: project, screen: "home")
    #expect(decided.contains("decided 1"), "\(decided)")
    let answered = try program.objects("list", project, "--where", "source = adjudication")
    #expect(answered.count == 1)
    let log = try program.objects("log", project)
    #expect(log.contains { $0["kind"] as? String == "adjudicate" })
    let undone = try program.type(["press c u"], into: project, screen: "home")
    #expect(undone.contains("undid adjudicate"), "\(undone)")
    #expect(
      try program.objects("list", project, "--where", "source = adjudication").isEmpty)
  }

  @Test("Whoever does not lead is refused")
  func refused() throws {
    let (program, project) = try bakery()
    defer { program.remove() }
    try program.run(
      "person", "add", project, "4242", "--name", "rin", "--role", "reviewer")
    let screen = try program.type(
      ["press c"], into: project, ["--as", "rin"], screen: "home")
    #expect(screen.contains("you are not a lead of this project"), "\(screen)")
  }

  @Test("A job about labels is decided by numbers")
  func labels() throws {
    let program = try Program()
    defer { program.remove() }
    let tree = try CrowdTree(in: program.folder)
    let project = program.path("project")
    _ = try program.run("import", project, tree.root.path)
    let jobs = try program.objects("status", project).compactMap { $0["job"] as? String }
    let place = try #require(jobs.firstIndex(of: "species"))
    let open = "press " + String(repeating: "j ", count: place) + "c d"
    let list = try program.type([open], into: project, screen: "home")
    #expect(list.contains("species: consolidate") && list.contains("heron"), "\(list)")
    // The pictures are not here, so nothing can be decided without having been seen.
    let chosen = try program.type([open + " Enter 2 Enter"], into: project, screen: "home")
    #expect(chosen.contains("not decided: this picture has not been on the screen"), "\(chosen)")
    #expect(chosen.contains("ADJUDICATE"))
  }
}
