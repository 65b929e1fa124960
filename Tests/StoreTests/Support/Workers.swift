import Foundation
import Store
import Testing

/// Processes that work on a project: see `StoreWorker`.
struct Workers {
  let directory: String

  /// The program lies beside the test bundle.
  private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("StoreWorker")

  /// Starts somebody's work.
  func start(_ work: String, _ number: Int, as user: Int) throws -> Process {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = [directory, "\(user)", work, "\(number)"]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Starts the same work of several people at once and waits until all have done it.
  func all(_ users: Range<Int>, _ work: String, _ number: Int) async throws {
    let processes = try users.map { try start(work, number, as: $0) }
    for process in processes { try await Self.expectSuccess(of: process) }
  }

  /// Waits for the end of a process; other tests go on meanwhile.
  static func end(of process: Process) async throws {
    while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Waits for the end of a process, which has to be a success.
  static func expectSuccess(of process: Process) async throws {
    try await end(of: process)
    #expect(
      process.terminationReason == .exit && process.terminationStatus == 0,
      "\(process.terminationReason == .exit ? "status" : "signal") \(process.terminationStatus)")
  }

  /// The numbers that people noted, in the order of the people.
  func noted(_ name: String, by users: Range<Int>) throws -> [(user: Int, number: Int)] {
    try users.flatMap { user -> [(user: Int, number: Int)] in
      guard FileManager.default.fileExists(atPath: "\(directory)/\(name).\(user)") else {
        return []
      }
      let text = try String(contentsOfFile: "\(directory)/\(name).\(user)", encoding: .utf8)
      return try text.split(separator: "\n").map { (user, try #require(Int($0))) }
    }
  }

  /// Waits until people have noted at least as much; false when that takes over a minute.
  func wait(for count: Int, _ name: String, by users: Range<Int>) async throws -> Bool {
    for _ in 0..<12_000 {
      if try noted(name, by: users).count >= count { return true }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }
}
