/// How many colours a terminal can give to a character.
package enum ColorDepth: Hashable, Sendable, CaseIterable {
  /// Any 24-bit colour (`38;2;r;g;b`).
  case truecolor
  /// The palette of 256 (`38;5;n`).
  case palette256
  /// The 8 colours of ECMA-48 and their bright variants.
  case palette16
  /// The 8 colours of ECMA-48.
  case palette8
  /// None: black and white by glyphs alone.
  case mono
}
