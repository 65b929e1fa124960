/// What to ask a terminal so that it tells what it can do.
package enum CapabilityProbe {
  /// All questions in one write; the answer to the last tells that no other will come.
  ///
  /// Name and version, cell size, text area, synchronized output, pixel mouse, background colour,
  /// then the device attributes, which every terminal answers. Must be read back before ncurses
  /// reads keys, or filtered from them.
  package static let query: [UInt8] = Array(
    [
      "\u{1B}[>0q", "\u{1B}[16t", "\u{1B}[14t", "\u{1B}[?2026$p", "\u{1B}[?1016$p",
      "\u{1B}]11;?\u{1B}\\", "\u{1B}[c",
    ].joined().utf8)
}
