import Foundation
import Interchange
import TOMLKit
import TerminalGraphics

/// What the user wants of each kind of terminal, in `$XDG_CONFIG_HOME/plumbline/terminals.toml`.
///
/// ```toml
/// [graphics]
/// xterm = "half"
/// ```
struct TerminalPreferences: Equatable {
  /// How pictures are sent, by the name of the terminal.
  private(set) var graphics: [String: PictureFormat] = [:]

  /// Makes a value without any wish.
  init() {}

  /// Reads the file; without one there are no wishes.
  init(environment: [String: String]) throws {
    let path = try LocalPath(Self.file(environment))
    guard (try? AbsolutePath.resolving(path))?.entryKind() == .file else {
      self.init()
      return
    }
    try self.init(
      text: String(decoding: try path.contents(limit: 1 << 20), as: UTF8.self),
      file: path.description)
  }

  /// Reads the text of a file; `file` names it in errors.
  init(text: String, file: String) throws(Failure) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch {
      throw Failure(
        "\(file) cannot be read: \(error)", hint: "correct it, or delete it to start again")
    }
    for (name, value) in table["graphics"]?.table.map({ Array($0) }) ?? [] {
      guard let format = value.string.flatMap(PictureFormat.init(rawValue:)) else {
        throw Failure(
          "\(file): \"\(name)\" has no way to send pictures that is known",
          hint: "the ways are " + PictureFormat.allCases.map(\.rawValue).joined(separator: ", "))
      }
      graphics[name] = format
    }
  }

  /// Sets or, with nil, takes back what is wanted of a terminal, and writes the file.
  ///
  /// Taken back is also what was chosen for its `TERM` when the terminal could not be asked.
  mutating func prefer(
    _ format: PictureFormat?, of terminal: String, environment: [String: String]
  ) throws {
    graphics[terminal] = format
    if format == nil { graphics[Self.term(environment)] = nil }
    try FileManager.default.createDirectory(
      atPath: Self.folder(environment), withIntermediateDirectories: true)
    var file = try AtomicFile(LocalPath(Self.file(environment)), replacingExisting: true)
    try file.append(Array(text.utf8))
    try file.commit()
  }

  /// The file's text, sorted by name.
  var text: String {
    let lines = graphics.sorted { $0.key < $1.key }.map { name, format in
      "\(Self.quoted(name)) = \"\(format.rawValue)\""
    }
    return
      (["# How pictures are sent; plumbline doctor --use writes this file.", "[graphics]"]
      + lines).joined(separator: "\n") + "\n"
  }

  /// A basic string (TOML 1.0, "String"); names are printable ASCII already.
  private static func quoted(_ name: String) -> String {
    "\"" + name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\""
  }

  /// Where the file is.
  static func file(_ environment: [String: String]) -> String {
    folder(environment) + "/terminals.toml"
  }

  private static func folder(_ environment: [String: String]) -> String {
    let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (folder ?? (environment["HOME"] ?? "") + "/.config") + "/plumbline"
  }

  /// The name under which a terminal is kept: that of its row in the table, else what it answered
  /// without its version, else `TERM`.
  static func name(of capabilities: Capabilities, environment: [String: String]) -> String {
    if let record = capabilities.record { return record.name }
    if let version = capabilities.version {
      let name = version.prefix { $0 != "(" && $0 != " " }
      if !name.isEmpty { return String(name) }
    }
    return term(environment)
  }

  private static func term(_ environment: [String: String]) -> String {
    let term = environment["TERM"] ?? ""
    return term.isEmpty ? "unknown" : PrintableText.escaping(term)
  }

  /// What is wanted of a terminal, by its name or else by its `TERM`; nil when nothing is.
  func preference(
    for capabilities: Capabilities, environment: [String: String]
  ) -> GraphicsChoice.Preference? {
    let names = [
      Self.name(of: capabilities, environment: environment), Self.term(environment),
    ]
    guard let name = names.first(where: { graphics[$0] != nil }), let format = graphics[name]
    else { return nil }
    return GraphicsChoice.Preference(
      format: format, source: "what you chose for \(name) with --use")
  }
}
