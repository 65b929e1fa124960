import Foundation

/// The descriptions of terminal types that are installed on this host.
struct TerminalDescriptions {
  /// Folders that are searched, in their order (terminfo(5), "Fetching Compiled Descriptions").
  let folders: [String]

  init(environment: [String: String]) {
    var folders = [environment["TERMINFO"], environment["HOME"].map { $0 + "/.terminfo" }]
      .compactMap { $0 }.filter { !$0.isEmpty }
    folders += (environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
    self.folders =
      folders + ["/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo"]
  }

  /// Whether there is a description of a type; one whose name could be a path has none.
  func contains(_ type: String) -> Bool {
    guard let first = type.unicodeScalars.first, !type.contains("/"), !type.hasPrefix(".") else {
      return false
    }
    // Some systems name the folders by the letter, others by its number.
    let letters = [String(first), String(first.value, radix: 16)]
    return folders.contains { folder in
      letters.contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)/\(type)") }
    }
  }
}
