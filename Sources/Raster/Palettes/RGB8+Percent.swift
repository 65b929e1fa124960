extension RGB8 {
  /// The components on the scale of 0...100 on which sixel defines colours, rounded.
  package var percent: (r: Int, g: Int, b: Int) {
    ((Int(r) * 100 + 127) / 255, (Int(g) * 100 + 127) / 255, (Int(b) * 100 + 127) / 255)
  }

  /// The nearest colour that the scale of 0...100 can say, as terminals turn it back to 8 bits.
  package var snappedToPercent: RGB8 {
    let (r, g, b) = percent
    return RGB8(
      r: UInt8((r * 255 + 50) / 100), g: UInt8((g * 255 + 50) / 100),
      b: UInt8((b * 255 + 50) / 100))
  }
}
