import Foundation
import Testing

@Suite("Pictures read whole")
struct VerifyTests {
  @Test("Pictures are read once, and again only when their date changed or all are asked for")
  func once() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    let first = try program.run("verify", project)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("4 pictures read for the first time, 0 read again"))
    let second = try program.run("verify", project)
    #expect(second.output.contains("0 pictures read for the first time, 0 read again"))
    #expect(second.output.contains("4 passed over"))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
      ofItemAtPath: program.path("photos/phone/phone-1.jpg"))
    let third = try program.run("verify", project)
    #expect(third.status == 0)
    #expect(third.output.contains("1 read again and unchanged, 3 passed over"))
    let all = try program.run("verify", project, "--all")
    #expect(all.output.contains("4 read again and unchanged, 0 passed over"))
    let log = try program.objects("log", project, "--limit", "1")
    #expect(log.first?["summary"] as? String == "4 pictures that were read whole")
  }

  @Test("Changed and missing pictures are named, and pictures that are there twice")
  func findings() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject(pictures: 2)
    try program.run("verify", project)
    let copy = program.path("photos/twin.jpg")
    try FileManager.default.copyItem(
      atPath: program.path("photos/phone/phone-2.jpg"), toPath: copy)
    try program.run("init", project, "--images", copy)
    // The same length and another content: the last bytes are the end mark.
    let changed = URL(fileURLWithPath: program.path("photos/counter/counter-1.jpg"))
    var bytes = try Data(contentsOf: changed)
    bytes[bytes.count - 3] ^= 0xFF
    try bytes.write(to: changed)
    let longer = URL(fileURLWithPath: program.path("photos/counter/counter-2.jpg"))
    try (Data(contentsOf: longer) + [0]).write(to: longer)
    try FileManager.default.removeItem(atPath: program.path("photos/phone/phone-1.jpg"))
    let outcome = try program.run("verify", project, "--rejects", program.path("rejects"))
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("1 picture read for the first time"))
    #expect(outcome.output.contains("the same picture: "))
    #expect(outcome.output.contains("phone-2.jpg") && outcome.output.contains("twin.jpg"))
    let rejects = try String(contentsOfFile: program.path("rejects"), encoding: .utf8)
    let lines = rejects.split(separator: "\n").map(String.init).sorted()
    #expect(lines.count == 3)
    #expect(lines[0].contains("counter-1.jpg\tits bytes are not those that were read before"))
    #expect(lines[1].contains("counter-2.jpg\tit has "))
    #expect(lines[2].contains("phone-1.jpg") && lines[2].contains("cannot be opened"))
    // What is known of the changed ones stays, so they are named again.
    #expect(try program.run("verify", project).status == 3)
  }

  @Test("An annotator may not verify, since it lists every picture")
  func roles() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    try program.run("person", "add", project, "54321", "--name", "taro")
    let outcome = try program.run("verify", project, "--as", "taro")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("lead"))
  }
}
