import Foundation

/// A process that a benchmark started: this program again, or the program that it measures.
struct ChildProcess {
  private let process: Process

  /// Starts this very program with other arguments.
  init(_ arguments: [String]) throws {
    try self.init(
      program: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(), arguments)
  }

  /// Starts a program; its output is thrown away, its errors are shown.
  init(program: URL, _ arguments: [String]) throws {
    process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Waits for its end; throws unless that was a success.
  func finish() throws {
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Fault("\(process.arguments ?? []) ended with \(process.terminationStatus)")
    }
  }

  /// The built program, which lies beside this one.
  static let plumbline = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("plumbline")
}

/// A directory for what a benchmark writes.
struct Workplace {
  /// Its path.
  let path: String
  private let isKept: Bool

  /// Makes one that `remove` removes, or takes the one to keep.
  init(keeping kept: String?) throws {
    path =
      kept
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("plumbline-benchmark-\(UUID().uuidString)").path
    isKept = kept != nil
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Removes it, unless it is to be kept.
  func remove() {
    if !isKept { try? FileManager.default.removeItem(atPath: path) }
  }
}
