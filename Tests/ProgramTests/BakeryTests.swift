import Foundation
import Testing

@Suite("The bakery sample project")
struct BakeryTests {
  @Test("The recipe loads pictures, answers, predictions and gold, and only once")
  func recipe() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    let first = try program.run("init", project, "--from", Program.recipe)
    #expect(first.status == 0, "\(first.errors)")
    let second = try program.run("init", project, "--from", Program.recipe)
    #expect(second.status == 0, "\(second.errors)")
    #expect(second.output.contains("0 images added"))
    #expect(second.output.contains(" 0 answers"))
    let status = try program.run("status", project, "--json")
    let jobs = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [[String: Any]]
    let job = try #require(jobs?.first)
    #expect((job["dataObjects"] as? Int ?? 0) >= 24)
    // Five have answered, and the recipe asks for six, so that whoever opens it has work.
    #expect(job["answered"] as? Int == 0)
  }

  @Test("Its annotators are consolidated and exported, one line for each picture")
  func export() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    #expect(try program.run("consolidate", project).status == 0)
    let exported = try program.run("export", project, "--out", program.path("out.manifest"))
    #expect(exported.status == 0, "\(exported.errors)")
    let source = Program.checkout.appendingPathComponent("SampleProjects/bakery/input.manifest")
    let expected = try String(contentsOf: source, encoding: .utf8).split(separator: "\n").count
    let lines = try program.manifest("out.manifest")
    #expect(lines.count == expected)
    for line in lines {
      let reference = try #require(line["source-ref"] as? String)
      #expect(reference.hasPrefix("s3://plumbline-bakery/images/"))
    }
    let refused = try program.run("export", project, "--out", program.path("out.manifest"))
    #expect(refused.status == 1)
  }

  @Test("The model counts as one more annotator when asked, in the run and in the agreement")
  func models() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    let people = try program.run("consolidate", project, "--dry-run")
    let all = try program.run("consolidate", project, "--dry-run", "--with-models")
    #expect(people.status == 0 && all.status == 0, "\(all.errors)")
    #expect(people.output.contains("5 annotators"))
    #expect(all.output.contains("6 annotators"))
    #expect(all.output.contains("bread-detector"))
    let agreement = try program.run("agreement", project, "--samples", "20", "--json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(agreement.output.utf8)) as? [String: Any])
    #expect((report["pairs"] as? [Any])?.count == 10)
    let overall = try #require((report["overall"] as? [[String: Any]])?.first)
    #expect((overall["f1"] as? Double ?? 0) > 0.5)
    let refused = try program.run("consolidate", project, "--method", "glad")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("use ds or mv"))
  }

  @Test("A prefix replaces the bucket and keeps the keys that Plumbline does not know")
  func prefix() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    let exported = try program.run(
      "export", project, "--out", program.path("out.manifest"), "--prefix", "s3://mine/new/")
    #expect(exported.status == 0, "\(exported.errors)")
    for line in try program.manifest("out.manifest") {
      #expect((line["source-ref"] as? String)?.hasPrefix("s3://mine/new/images/") == true)
      #expect(line["camera"] is String)
    }
    let refused = try program.run(
      "export", project, "--out", program.path("bad.manifest"), "--prefix", "../x")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("../x"))
  }

  @Test("A label is found by its Japanese name and shown in it")
  func japanese() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    let screen = try program.type(
      ["press c", "type メロン", "press Enter", "press b Space l j Space"], into: project,
      ["--language", "ja"])
    #expect(screen.contains("メロンパン"))
    #expect(screen.contains("Objects (1)"))
  }

  @Test(
    "Every theme can be read",
    arguments: ["default-dark", "default-light", "high-contrast", "mono"])
  func themes(name: String) throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    let file = Program.checkout.appendingPathComponent("Themes/\(name).toml").path
    for asked in [name, file] {
      let screen = try program.type(["press ?"], into: project, ["--theme", asked])
      #expect(screen.contains("Keys while looking"))
    }
  }
}
