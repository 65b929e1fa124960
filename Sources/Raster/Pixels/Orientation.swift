/// How the stored rows and columns relate to the upright picture, as EXIF numbers it (tag 0x0112).
package enum Orientation: Int, Hashable, Sendable, CaseIterable {
  /// Stored as it is seen.
  case upright = 1
  /// Stored left for right.
  case mirrored = 2
  /// Stored upside down.
  case rotated180 = 3
  /// Stored top for bottom.
  case flipped = 4
  /// Rows stored as columns.
  case transposed = 5
  /// To be turned a quarter clockwise to be seen upright.
  case turnedClockwise = 6
  /// Rows stored as columns, both from the far end.
  case transversed = 7
  /// To be turned a quarter counter-clockwise to be seen upright.
  case turnedCounterclockwise = 8

  /// Whether upright rows are stored as columns, so that width and height change places.
  package var swapsAxes: Bool { rawValue >= 5 }
  /// Whether stored columns run from the far edge of the upright picture.
  var reversesColumns: Bool {
    switch self {
    case .mirrored, .rotated180, .transversed, .turnedCounterclockwise: true
    case .upright, .flipped, .transposed, .turnedClockwise: false
    }
  }
  /// Whether stored rows run from the far edge of the upright picture.
  var reversesRows: Bool {
    switch self {
    case .rotated180, .flipped, .turnedClockwise, .transversed: true
    case .upright, .mirrored, .transposed, .turnedCounterclockwise: false
    }
  }

  /// The upright size of a picture that is stored with this orientation.
  package func uprightSize(stored: PixelSize) -> PixelSize {
    swapsAxes ? stored.transposed : stored
  }
}
