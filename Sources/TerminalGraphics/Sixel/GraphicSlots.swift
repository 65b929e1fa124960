/// The places in which xterm keeps graphics, so that it can draw them again when its window was hidden.
///
/// There are 16 (`MAX_GRAPHICS` in its graphics.h, as of patch 410), and text over a graphic frees none. When
/// all are taken, the graphic that begins highest on the screen is given up, which is the photograph as a
/// rule: the window still looks right, and is empty when it is next uncovered.
package enum GraphicSlots {
  /// How many graphics are kept.
  package static let count = 16

  /// What makes every graphic so far the first to be given up, before a picture is sent whole.
  ///
  /// Scrolling moves all graphics up, whatever part of the screen scrolls (`scroll_displayed_graphics` in
  /// graphics.c), and draws nothing outside of that part. So the rows from `row` on, numbered from 0, scroll
  /// until the graphics lie above the screen, where they are not drawn any more. The text in these rows is
  /// erased; the caller draws it again. Empty where fewer than two rows are left, which cannot scroll.
  package static func retire(scrollingFrom row: Int, screenRows: Int) -> [UInt8] {
    guard screenRows - row >= 2 else { return [] }
    var bytes = Array("\u{1B}[\(screenRows - 1);\(screenRows)r".utf8)
    // No more rows scroll at once than there are between the margins.
    for _ in 0...screenRows / 2 { bytes += "\u{1B}[2S".utf8 }
    return bytes + "\u{1B}[r".utf8
  }
}
