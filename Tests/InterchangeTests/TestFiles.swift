import Foundation
import Interchange
import Testing

/// Files that tests read and folders that they write to.
enum TestFiles {
  /// A file or folder below `Fixtures`.
  static func fixture(_ path: String) throws -> LocalPath {
    let folder = try #require(Bundle.module.resourceURL)
    return try LocalPath(folder.appendingPathComponent("Fixtures/" + path).path)
  }

  /// The names in a fixture folder that end in `suffix`, without it, sorted.
  static func fixtureNames(in folder: String, suffix: String) -> [String] {
    guard let resources = Bundle.module.resourceURL else { return [] }
    let path = resources.appendingPathComponent("Fixtures/" + folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  /// The bytes of a fixture as text.
  static func text(_ path: String) throws -> String {
    String(decoding: try fixture(path).contents(), as: UTF8.self)
  }

  /// Data that lies beside the repository; nil where it is not there.
  static func sharedData(_ path: String) -> LocalPath? {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let data = root.deletingLastPathComponent().appendingPathComponent("shared/data/" + path)
    guard FileManager.default.fileExists(atPath: data.path) else { return nil }
    return try? LocalPath(data.path)
  }

  /// Calls `body` with an empty folder, which is removed afterwards.
  static func withFolder<Result>(_ body: (LocalPath) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(try LocalPath(folder.path))
  }

  /// Writes bytes to a file of a folder, making the folders between, and gives its path.
  @discardableResult
  static func write(
    _ bytes: some Collection<UInt8>, to name: String, in folder: LocalPath
  ) throws -> LocalPath {
    let url = URL(fileURLWithPath: folder.description).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return try LocalPath(url.path)
  }
}
