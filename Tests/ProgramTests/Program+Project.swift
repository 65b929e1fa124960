import Foundation
import Testing

extension Program {
  /// Makes a project of pictures of the bakery, `pictures` of each camera; answers its directory.
  func makeProject(
    at directory: String? = nil, pictures: Int = 1, labels: String = "anpan,melonpan"
  ) throws -> String {
    let target = folder.appendingPathComponent("photos")
    for camera in ["counter", "phone"] {
      let source = Self.checkout.appendingPathComponent("SampleProjects/bakery/images/\(camera)")
      let folder = target.appendingPathComponent(camera)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let names = try FileManager.default.contentsOfDirectory(atPath: source.path)
        .filter { $0.hasSuffix(".jpg") }.sorted().prefix(pictures)
      for (number, name) in names.enumerated() {
        try FileManager.default.copyItem(
          at: source.appendingPathComponent(name),
          to: folder.appendingPathComponent("\(camera)-\(number + 1).jpg"))
      }
    }
    let project = directory ?? path("project")
    let made = try run("init", project, "--images", target.path, "--labels", labels)
    #expect(made.status == 0, "\(made.errors)")
    return project
  }

  /// Runs a command with `--json` and answers the objects that it printed.
  func objects(_ arguments: String...) throws -> [[String: Any]] {
    let outcome = try run(arguments + ["--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let parsed = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(parsed as? [[String: Any]])
  }
}
