import Interchange
import Screen
import TOMLKit

/// Reads a theme from its file.
enum ThemeFile {
  /// Decodes the text of a theme file; `file` names it in errors.
  static func parse(_ text: String, file: String) throws(Failure) -> Theme {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch {
      throw Failure("theme \(file) cannot be read: \(error)", hint: "compare it with Themes/")
    }
    var styles: [Theme.Role: Style] = [:]
    for role in Theme.Role.allCases {
      guard let entry = table[role.rawValue]?.table else { continue }
      styles[role] = try style(entry, role: role, file: file)
    }
    let known = Set(Theme.Role.allCases.map(\.rawValue) + ["name"])
    if let unknown = table.keys.first(where: { !known.contains($0) }) {
      throw Failure("theme \(file): \"\(unknown)\" is not a part of the screen", hint: roleHint)
    }
    return Theme(name: table["name"]?.string ?? file, styles: styles)
  }

  private static let roleHint =
    "the parts are " + Theme.Role.allCases.map(\.rawValue).joined(separator: ", ")

  private static func style(
    _ entry: TOMLTable, role: Theme.Role, file: String
  ) throws(Failure) -> Style {
    var attributes: Style.Attributes = []
    for item in entry["attributes"]?.array.map({ Array($0) }) ?? [] {
      guard let attribute = attributeNames[item.string ?? ""] else {
        throw Failure(
          "theme \(file): \(role.rawValue) has an unknown attribute",
          hint: "use bold, dim, underline or reverse")
      }
      attributes.insert(attribute)
    }
    return Style(
      foreground: try color(entry["foreground"], role: role, file: file),
      background: try color(entry["background"], role: role, file: file), attributes: attributes)
  }

  private static let attributeNames: [String: Style.Attributes] = [
    "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse,
  ]

  private static func color(
    _ value: (any TOMLValueConvertible)?, role: Theme.Role, file: String
  ) throws(Failure) -> Color {
    guard let value else { return .standard }
    if let number = value.int, let index = UInt8(exactly: number) { return .indexed(index) }
    if value.string == "standard" { return .standard }
    if let text = value.string, let rgb = HexColor.parse(text) { return .rgb(rgb) }
    throw Failure(
      "theme \(file): \(role.rawValue) has a colour that cannot be read",
      hint: "use \"standard\", a number from 0 to 255, or \"#rrggbb\"")
  }
}

/// Colours written as `#rrggbb`.
enum HexColor {
  /// Reads `#rrggbb`; nil for anything else.
  static func parse(_ text: String) -> UInt32? {
    guard text.utf8.count == 7, text.first == "#" else { return nil }
    return UInt32(text.dropFirst(), radix: 16)
  }
}

extension ThemeFile {
  /// The theme that was asked for: a file, one of the user's own, or one that comes with the
  /// program.
  ///
  /// The user's own lie in `$XDG_CONFIG_HOME/plumbline/themes`.
  static func find(_ asked: String?, environment: [String: String]) throws -> Theme {
    guard let asked else { return .standard }
    let isFile = asked.contains("/") || asked.hasSuffix(".toml")
    let place = isFile ? asked : "\(folder(environment))/\(asked).toml"
    let path = try LocalPath(place)
    if (try? AbsolutePath.resolving(path))?.entryKind() == .file {
      return try parse(
        String(decoding: try path.contents(limit: 1 << 20), as: UTF8.self), file: place)
    }
    if !isFile, let text = included[asked] {
      return try parse(String(decoding: text, as: UTF8.self), file: asked)
    }
    throw Failure(
      "there is no theme \"\(asked)\"",
      hint: "included are \(included.keys.sorted().joined(separator: ", ")); \(place) is not there")
  }

  private static let included: [String: [UInt8]] = [
    "default-dark": PackageResources.default_dark_toml,
    "default-light": PackageResources.default_light_toml,
    "high-contrast": PackageResources.high_contrast_toml,
    "mono": PackageResources.mono_toml,
  ]

  private static func folder(_ environment: [String: String]) -> String {
    let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (configuration ?? (environment["HOME"] ?? "") + "/.config") + "/plumbline/themes"
  }
}
