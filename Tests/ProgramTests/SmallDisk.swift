import Foundation

/// A file system of a test's own that can be filled or break; mounting one needs root.
struct SmallDisk {
  /// What it is made of.
  enum Kind {
    /// Memory: small, so that it is soon full.
    case memory
    /// An ext4 image, which the kernel makes read-only when told that the disk has failed.
    case image
  }

  private let program: Program
  /// Where it is mounted.
  let path: String

  /// Mounts one in the program's folder.
  init(_ kind: Kind, in program: Program) throws {
    self.program = program
    path = program.path("disk")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    switch kind {
    case .memory: try Self.run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", path)
    case .image:
      let image = program.path("disk.image")
      try Self.run("truncate", "-s", "16M", image)
      try Self.run("mkfs.ext4", "-q", image)
      try Self.run("mount", "-o", "loop", image, path)
    }
  }

  /// Whether this machine lets tests mount a file system of a kind.
  static func isPossible(_ kind: Kind) -> Bool {
    guard getuid() == 0, let program = try? Program() else { return false }
    defer { program.remove() }
    guard let disk = try? SmallDisk(kind, in: program) else { return false }
    return (try? disk.remove()) != nil
  }

  /// Writes until nothing more fits; answers the file.
  func fill() throws -> String {
    let ballast = path + "/ballast"
    let descriptor = unsafe open(ballast, O_WRONLY | O_CREAT, 0o600)
    defer { close(descriptor) }
    let page = [UInt8](repeating: 0x55, count: 4096)
    while unsafe write(descriptor, page, page.count) == page.count {}
    return ballast
  }

  /// Has the kernel treat the disk as failed: from now on it is read-only.
  func fail() throws { try Self.run("mount", "-o", "remount,abort", path) }

  /// Takes no more writes from now on.
  func makeReadOnly() throws { try Self.run("mount", "-o", "remount,ro", path) }

  /// Takes the disk away.
  func remove() throws { try Self.run("umount", "-l", path) }

  private static func run(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Program.Failed(status: process.terminationStatus)
    }
  }
}
