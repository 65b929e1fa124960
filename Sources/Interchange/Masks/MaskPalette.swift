/// The colours and values of the classes in masks that are written here.
package enum MaskPalette {
  /// The first ten colours of Ground Truth's own masks: d3's "category10".
  private static let firstColors: [UInt32] = [
    0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22,
    0x17BECF,
  ]

  /// The background, white and 0, then one class per name with values from 1.
  ///
  /// At most 255 names have a value; all colours differ and none is white.
  package static func classes(of names: [String]) -> [MaskClass] {
    var taken: Set<UInt32> = [0xFFFFFF]
    var classes = [MaskClass(index: 0, name: MaskClass.backgroundName, color: 0xFFFFFF)]
    for (index, name) in names.prefix(255).enumerated() {
      var color = index < firstColors.count ? firstColors[index] : hashed(index)
      while !taken.insert(color).inserted { color = (color &+ 0x010305) & 0xFF_FFFF }
      classes.append(MaskClass(index: index + 1, name: name, color: color))
    }
    return classes
  }

  /// Colours far apart for neighbouring numbers: multiples of 2^24 divided by the golden ratio.
  private static func hashed(_ index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: (index + 1) &* 0x9E3779) & 0xFF_FFFF
  }
}
