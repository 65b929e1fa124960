extension RGB8 {
  /// The components as x, y and z; w is 0.
  @inlinable package var vector: SIMD4<Float> { SIMD4(Float(r), Float(g), Float(b), 0) }

  /// The nearest colour to components in 0...255 as x, y and z.
  @inlinable package init(rounding vector: SIMD4<Float>) {
    self.init(
      r: UInt8(vector.x.rounded()), g: UInt8(vector.y.rounded()), b: UInt8(vector.z.rounded()))
  }
}
