import Foundation

/// The program under test, and folders that are removed afterwards.
struct Program {
  /// What a run of the program left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// A folder of its own.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("plumbline-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the folder.
  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The built program lies beside the test bundle.
  static let binary = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("plumbline")

  /// The root of the checkout.
  static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let recipe = checkout.appendingPathComponent("SampleProjects/bakery/project.toml").path

  /// A path in the folder.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Runs the program with arguments and waits.
  @discardableResult
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  /// Runs the program with arguments, in an environment that differs in some variables, and waits.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { _, given in given }
    let output = path("stdout-\(UUID().uuidString)")
    let errors = path("stderr-\(UUID().uuidString)")
    for file in [output, errors] {
      try Data().write(to: URL(fileURLWithPath: file))
    }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  /// Types a script on a screen, the canvas when none is named, and answers what it shows then.
  func type(
    _ lines: [String], into project: String, _ options: [String] = [],
    screen command: String = "annotate"
  ) throws -> String {
    let script = path("script-\(UUID().uuidString)")
    let screen = script + ".screen"
    try lines.joined(separator: "\n").write(toFile: script, atomically: true, encoding: .utf8)
    let arguments = [command, project, "--script", script, "--save-screen", screen] + options
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
    return try String(contentsOfFile: screen, encoding: .utf8)
  }

  struct Failed: Error { let status: Int32 }

  /// The lines of a manifest as JSON objects.
  func manifest(_ name: String) throws -> [[String: Any]] {
    try String(contentsOfFile: path(name), encoding: .utf8).split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}

extension String {
  /// Writes the text to a file.
  func write(toFile path: String, atomically: Bool, encoding: Encoding) throws {
    try write(to: URL(fileURLWithPath: path), atomically: atomically, encoding: encoding)
  }
}
