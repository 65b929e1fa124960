/// The scalars that a terminal is sent for one character of a frame.
package enum CellText {
  /// What stands in picture cells for ncurses: a no-break space.
  ///
  /// Not a space: clearing text left of a picture would make ncurses erase to the end of the line,
  /// picture included, because it takes blanks for nothing.
  package static let placeholder: Unicode.Scalar = "\u{A0}"

  /// A base and at most four marks that ncurses lets combine with it.
  ///
  /// Terminals disagree about joined emoji and presentation selectors, and the rest of the row
  /// would move where ours disagrees; so the joined sequence is reduced to its first picture.
  package static func scalars(of character: Character) -> [Unicode.Scalar] {
    var scalars = character.unicodeScalars.makeIterator()
    guard let base = scalars.next() else { return [" "] }
    var kept = [base]
    while let scalar = scalars.next(), kept.count < 5 {
      if combines(scalar) { kept.append(scalar) }
    }
    return kept
  }

  private static func combines(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: return false
    // Hangul vowels and finals of a decomposed syllable.
    case 0x1160...0x11FF: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }
}
