import Foundation
import Testing

@Suite("Consolidating a plain table")
struct ConsolidateTableTests {
  private func write(_ text: String, _ name: String, _ program: Program) throws -> String {
    try text.write(toFile: program.path(name), atomically: true, encoding: .utf8)
    return program.path(name)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Three workers on eight items; the third is usually wrong.
  private let answers = """
    item,worker,label
    img 1,ann,cat
    img 1,bob,cat
    img 1,eve,dog
    img 2,ann,dog
    img 2,bob,dog
    img 2,eve,cat
    "img,3",ann,cat
    "img,3",bob,cat
    "img,3",eve,cat
    img 4,ann,dog
    img 5,ann,dog
    img 5,bob,dog
    img 5,eve,cat

    """

  @Test(
    "Labels come out by item, with confidence, support and the majority's label",
    arguments: ["ds", "mv", "onecoin", "gt", "glad"])
  func labels(method: String) throws {
    let program = try Program()
    defer { program.remove() }
    let table = try write(answers, "answers.csv", program)
    let outcome = try program.run(
      "consolidate", table, "--method", method, "--out", program.path("labels.csv"),
      "--workers", program.path("workers.csv"), "--posteriors", program.path("p.csv"), "--json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try String(contentsOfFile: program.path("labels.csv"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    #expect(rows[0] == "item,label,confidence,support,majority")
    #expect(rows.count == 6)
    #expect(rows[1].hasPrefix("img 1,cat,0."))
    #expect(rows[1].hasSuffix(",3,cat"))
    #expect(rows[3] == "img 4,dog,,1,dog")
    #expect(rows[5].hasPrefix("\"img,3\",cat,0."))
    let summary = try object(outcome.output)
    #expect(summary["items"] as? Int == 5)
    #expect(summary["answers"] as? Int == 13)
    #expect((summary["iterations"] as? Int == 0) == (method == "mv"))
    #expect((summary["objective"] is NSNull) == (method == "mv"))
    #expect((summary["seconds"] as? Double ?? -1) >= 0)
    let workers = try String(contentsOfFile: program.path("workers.csv"), encoding: .utf8)
      .split(separator: "\n")
    #expect(workers[0] == "worker,answers,skill,low,high,standing,truth,cat,dog")
    #expect(workers.count == 1 + 3 * 2)
    #expect(workers[1].hasPrefix("ann,5,"))
    let first = try String(contentsOfFile: program.path("p.csv"), encoding: .utf8)
      .split(separator: "\n")[1].split(separator: ",").dropFirst().compactMap { Double($0) }
    #expect(abs(first.reduce(0, +) - 1) < 1e-5)
  }

  @Test("The order of the rows changes no byte")
  func order() throws {
    let program = try Program()
    defer { program.remove() }
    let rows = answers.split(separator: "\n")
    let table = try write(answers, "a.csv", program)
    let mixed = try write(
      ([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\n"), "b.csv", program)
    let first = try program.run("consolidate", table)
    let second = try program.run("consolidate", mixed, "--threads", "3")
    #expect(first.status == 0)
    #expect(first.output == second.output)
    #expect(first.output.split(separator: "\n").count == 6)
  }

  @Test("Gold is kept, and judged while held out")
  func gold() throws {
    let program = try Program()
    defer { program.remove() }
    let table = try write(answers, "answers.csv", program)
    let gold = try write("item,truth\nimg 1,dog\nimg 2,dog\nimg 9,cat\n", "gold.csv", program)
    let outcome = try program.run(
      "consolidate", table, "--gold", gold, "--out", program.path("o.csv"), "--json")
    let check = try #require(try object(outcome.output)["gold"] as? [String: Any])
    #expect(check["items"] as? Int == 2)
    #expect(check["rightByMajority"] as? Int == 1)
    let rows = try String(contentsOfFile: program.path("o.csv"), encoding: .utf8)
    #expect(rows.contains("img 1,dog,0.990000,3,cat\n"))
    #expect(rows.contains("img 9,cat,,0,\n"))
  }

  @Test("Bad rows are named with their line, and the good ones still count")
  func badRows() throws {
    let program = try Program()
    defer { program.remove() }
    let table = try write(
      "task;worker;label\n1;a;x\n2;b\n;b;x\n3;b;y\n4;\"b;x\n", "bad.csv", program)
    let outcome = try program.run("consolidate", table, "--labels", "x,z")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("1,x,,1,x\n"))
    for reason in [
      "bad.csv:3: column 3 is empty", "bad.csv:4: column 1 is empty",
      "bad.csv:5: \"y\" is not in --labels", "bad.csv:6: quotes are not closed",
    ] {
      #expect(outcome.errors.contains(reason), "\(outcome.errors)")
    }
  }

  @Test("What cannot be read or would be overwritten is refused with what to do")
  func refusals() throws {
    let program = try Program()
    defer { program.remove() }
    let wrong = try write("a,b,c\n1,2,3\n", "wrong.csv", program)
    let outcome = try program.run("consolidate", wrong)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no column is called \"item\""))
    #expect(outcome.errors.contains("item,worker,label"))
    let table = try write(answers, "answers.csv", program)
    let twice = try program.run("consolidate", table, "--out", table)
    #expect(twice.status == 1)
    #expect(try String(contentsOfFile: table, encoding: .utf8) == answers)
    let prior = try program.run("consolidate", table, "--prior=-1,2")
    #expect(prior.status == 1)
    #expect(prior.errors.contains("pseudo-count"))
    #expect(try program.run("consolidate", table, "--prior", "x").status == 2)
    let missing = try program.run("consolidate", program.path("none.csv"), "--json")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("none.csv\" is no file"))
  }

  @Test("Names that would move the cursor do not reach the terminal")
  func controls() throws {
    let program = try Program()
    defer { program.remove() }
    let table = try write(
      "item,worker,label\n\u{1B}[2Ja,w,x\n\u{1B}[2Ja,v,x\n", "evil.csv", program)
    let outcome = try program.run("consolidate", table)
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains("\u{1B}"))
    #expect(outcome.output.contains("\\u{1B}[2Ja,x,"))
  }
}

@Suite("Agreement of a plain table")
struct AgreementTableTests {
  @Test("Krippendorff's table of 2011 gives his figures, with intervals")
  func krippendorff() throws {
    let program = try Program()
    defer { program.remove() }
    let rows = [
      "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .",
      "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    var text = "item,worker,label\n"
    for (worker, row) in rows.enumerated() {
      for (item, label) in row.split(separator: " ").enumerated() where label != "." {
        text += "\(item),\(worker),\(label)\n"
      }
    }
    try text.write(toFile: program.path("k.csv"), atomically: true, encoding: .utf8)
    let expected = [
      "nominal": 0.743421, "ordinal": 0.815388, "interval": 0.849107, "ratio": 0.797403,
    ]
    for (metric, alpha) in expected {
      let outcome = try program.run(
        "agreement", program.path("k.csv"), "--metric", metric, "--json", "--samples", "200")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      let overall = try #require((report["overall"] as? [[String: Any]])?.first)
      let value = try #require(overall["alpha"] as? Double)
      #expect(abs(value - alpha) < 1e-6)
      let interval = try #require(overall["alphaInterval"] as? [Double])
      #expect(interval[0] <= value && value <= interval[1])
      #expect((report["pairs"] as? [Any])?.count == 6)
      #expect((report["labels"] as? [Any])?.count == 5)
    }
    let table = try program.run("agreement", program.path("k.csv"), "--samples", "100")
    #expect(table.output.contains("alpha"))
    #expect(table.output.contains("0 / 1"))
  }

  @Test("Metrics that need numbers refuse names")
  func refusal() throws {
    let program = try Program()
    defer { program.remove() }
    try "item,worker,label\n1,a,x\n1,b,y\n".write(
      toFile: program.path("n.csv"), atomically: true, encoding: .utf8)
    let outcome = try program.run("agreement", program.path("n.csv"), "--metric", "ratio")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("numbers"))
    #expect(try program.run("agreement", program.path("n.csv"), "--samples", "0").status == 2)
  }
}
