import Raster

/// Finds, among the colours of a palette, those between a register and another colour.
final class RegisterMix {
  private let palette: [RGB8]
  /// Answers so far: a register for each register, by the other colour.
  private var known: [UInt32: [UInt8?]] = [:]

  /// Takes the colours of all registers.
  init(_ palette: [RGB8]) {
    self.palette = palette
  }

  /// The register nearest to the middle between a register's colour and another, `0xRRGGBB`.
  func mix(_ register: UInt8, _ color: UInt32) -> UInt8 {
    if let answer = known[color]?[Int(register)] { return answer }
    let answer = nearest(palette[Int(register)].mixed(with: RGB8(hex: color)))
    known[color, default: [UInt8?](repeating: nil, count: 256)][Int(register)] = answer
    return answer
  }

  /// The register nearest to a colour.
  func nearest(_ wanted: RGB8) -> UInt8 {
    let best = palette.indices.min {
      palette[$0].squaredDistance(to: wanted) < palette[$1].squaredDistance(to: wanted)
    }
    return UInt8(best ?? 0)
  }
}

extension RGB8 {
  /// The colour between this one and another.
  func mixed(with other: RGB8) -> RGB8 {
    RGB8(
      r: UInt8((Int(r) + Int(other.r)) / 2), g: UInt8((Int(g) + Int(other.g)) / 2),
      b: UInt8((Int(b) + Int(other.b)) / 2))
  }
}
