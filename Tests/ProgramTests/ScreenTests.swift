import Foundation
import Testing

/// The screens in one project: work goes from the annotator to the reviewer and back.
@Suite("Home, canvas and review together")
struct ScreenTests {
  /// Two pictures, one annotator who leads, and Hanako who reviews.
  private func project(_ program: Program) throws -> String {
    let project = try program.makeProject()
    let added = try program.run(
      "person", "add", project, "4242", "--name", "hanako", "--role", "reviewer")
    #expect(added.status == 0, "\(added.errors)")
    return project
  }

  private static let draw = "press b Space l l j Space Esc"

  @Test("Work that goes back comes first with its reason, and what is accepted is exported")
  func thereAndBack() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    _ = try program.type([Self.draw, "press Enter"], into: project)
    let reviewer = ["--as", "hanako"]
    let returned = try program.type(
      ["press R", "type the box is loose", "press Enter"], into: project, reviewer,
      screen: "review")
    #expect(returned.contains("Nothing is left to review."))
    #expect(returned.contains("1 image sent back"))
    let again = try program.type([], into: project)
    #expect(again.contains("! sent back: the box is loose"))
    #expect(again.contains("Sent back"))
    #expect(again.contains("counter-1.jpg"))
    _ = try program.type(["press Tab e l Enter", "press Enter"], into: project)
    let reviewed = try program.type(
      ["press 2", "press Enter"], into: project, reviewer, screen: "review")
    #expect(reviewed.contains("1 image reviewed by you just now, 1 in all."), "\(reviewed)")
    let exported = try program.run("export", project, "--out", program.path("out.manifest"))
    #expect(exported.status == 0, "\(exported.errors)")
    let line = try #require(try program.manifest("out.manifest").first)
    let answer = try #require(line["project"] as? [String: Any])
    let boxes = try #require(answer["annotations"] as? [[String: Int]])
    #expect(boxes.map { $0["class_id"] } == [1])
    // The annotator's second round made the box wider than the two steps of 32 it was drawn with.
    #expect(boxes.allSatisfy { $0["width"] ?? 0 > 64 && $0["height"] == 32 })
  }

  @Test("A reviewer's undo leads back over the image that was finished")
  func undo() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    _ = try program.type([Self.draw, "press Enter"], into: project)
    let screen = try program.type(
      ["press x", "press Enter", "press u u"], into: project, ["--as", "hanako"],
      screen: "review")
    #expect(screen.contains("undid reject anpan"))
    #expect(screen.contains("Boxes (1)  1 left"))
  }

  @Test("Home shows what is left, opens the canvas, and counts again on the way back")
  func home() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    let before = try program.type([], into: project, screen: "home")
    #expect(before.contains("2 left for you"))
    let canvas = try program.type(["press Enter"], into: project, screen: "home")
    #expect(canvas.contains("counter-1.jpg"))
    let after = try program.type(
      ["press Enter", Self.draw, "press Enter", "press q"], into: project, screen: "home")
    #expect(after.contains("1 left for you"))
    #expect(after.contains("1 to review"))
    #expect(after.contains("hanako"))
  }

  @Test("Home without a subcommand, and a reviewer who may not annotate")
  func roles() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    let refused = try program.type(
      ["press a"], into: project, ["--as", "hanako"], screen: "home")
    #expect(refused.contains("you are not an annotator of this project"))
    #expect(!refused.contains("Left for you"))
    #expect(try program.run("annotate", project, "--as", "hanako").status == 1)
  }

  @Test("The bakery's home tells a lead how far the answers agree, and on how many images")
  func agreement() throws {
    let program = try Program()
    defer { program.remove() }
    let project = program.path("bakery")
    try program.run("init", project, "--from", Program.recipe)
    let screen = try program.type(["size 120 40"], into: project, screen: "home")
    let pattern = /F1 [0-9]{2}% \(([0-9]+)\) +[0-9]{2}%/
    let match = try #require(try pattern.firstMatch(in: screen))
    #expect(Int(match.1) ?? 0 >= 20)
  }

  @Test("An image that was looked at and left untouched is free for the next annotator")
  func release() throws {
    let program = try Program()
    defer { program.remove() }
    let project = try project(program)
    try program.run("person", "add", project, "4243", "--name", "ken", "--role", "annotator")
    let first = try program.type([], into: project)
    let second = try program.type([], into: project, ["--as", "ken"])
    #expect(first.contains("counter-1.jpg"))
    #expect(second.contains("counter-1.jpg"))
  }
}
