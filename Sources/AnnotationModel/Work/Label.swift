/// A class that an annotator can choose.
package struct Label: Hashable, Sendable, Codable {
  /// Stable across renames and databases.
  package let id: ID<Label>
  /// The name that files carry, in NFC; unique within a job.
  package var name: String
  /// Names for people, by language code (`ja`, `en`).
  package var localNames: [String: String]
  /// A short code shown where space is scarce, 1...4 characters.
  package var code: String
  /// Other spellings that find this label: kana, romaji, English, former names.
  package var aliases: [String]
  /// The colour of its shapes, `0xRRGGBB`.
  package var color: UInt32
  /// The line of its shapes, so that colour is never the only signal.
  package var line: LineStyle
  /// The confidence below which a prediction of this label is doubted; nil when none is set.
  package var threshold: Confidence?

  /// How the outline of a shape is drawn.
  package enum LineStyle: String, Hashable, Sendable, Codable, CaseIterable {
    case solid, dashed, dotted, double
  }

  /// Makes a label; `code` defaults to the first two characters of the name.
  package init(
    id: ID<Label>, name: String, localNames: [String: String] = [:], code: String? = nil,
    aliases: [String] = [], color: UInt32, line: LineStyle = .solid, threshold: Confidence? = nil
  ) {
    self.id = id
    self.name = name
    self.localNames = localNames
    self.code = code ?? String(name.prefix(2))
    self.aliases = aliases
    self.color = color & 0xFF_FFFF
    self.line = line
    self.threshold = threshold
  }

  /// The name to show in a language, falling back to the name in files.
  package func displayName(language: String) -> String {
    localNames[language] ?? name
  }
}

extension Label {
  /// Eight colours that stay apart under the common colour vision deficiencies, `0xRRGGBB`.
  ///
  /// Okabe and Ito, "Color Universal Design" (2008), brightest first, black left out.
  package static let defaultColors: [UInt32] = [
    0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0xD55E00, 0xCC79A7, 0x0072B2, 0xFFFFFF,
  ]
}
