package import Screen

/// A mouse report as the terminal sent it.
package struct MouseReport: Hashable, Sendable {
  /// Button and modifiers, as in xterm's SGR reports.
  package var code: Int
  /// From the left edge, the first cell or pixel is 1.
  package var x: Int
  /// From the top edge, the first cell or pixel is 1.
  package var y: Int
  /// Whether the button went up.
  package var isRelease: Bool

  /// Makes a report.
  package init(code: Int, x: Int, y: Int, isRelease: Bool) {
    self.code = code
    self.x = x
    self.y = y
    self.isRelease = isRelease
  }

  /// Reads the three bytes of a report without SGR; it does not tell which button went up.
  init(old code: UInt8, column: Int, row: Int) {
    let value = Int(code) - 32
    let isRelease = value & 0b1100_0011 == 3 && value & Self.motion == 0
    self.init(code: isRelease ? value & ~3 : value, x: column, y: row, isRelease: isRelease)
  }

  private static let motion = 32
  private static let wheel = 64
  /// Shift, Meta and Control.
  private static let modifiers = 4 | 8 | 16

  /// The event in cells; nil for what is no action of ours (motion without a button, side wheels).
  ///
  /// `cell` is the size of a cell in pixels when the report is in pixels; the position is then the
  /// middle of the pixel.
  package func event(cell: PixelExtent?) -> MouseEvent? {
    guard let action, x >= 1, y >= 1 else { return nil }
    guard let cell, cell.width > 0, cell.height > 0 else {
      return MouseEvent(action, column: Double(x - 1), row: Double(y - 1))
    }
    return MouseEvent(
      action, column: (Double(x) - 0.5) / Double(cell.width),
      row: (Double(y) - 0.5) / Double(cell.height))
  }

  private var action: MouseEvent.Action? {
    switch code & ~Self.modifiers {
    case Self.wheel: return isRelease ? nil : .wheelUp
    case Self.wheel + 1: return isRelease ? nil : .wheelDown
    default: break
    }
    guard let button else { return nil }
    if code & Self.motion != 0 { return .drag(button) }
    return isRelease ? .release(button) : .press(button)
  }

  private var button: MouseEvent.Button? {
    switch code & ~(Self.modifiers | Self.motion) {
    case 0: .left
    case 1: .middle
    case 2: .right
    default: nil
    }
  }
}
