extension Bitmap {
  /// A region of this picture at another size.
  ///
  /// The region may reach past the edges; output pixels whose centre lies there are `backdrop`.
  /// Edges are not blurred into the backdrop. Values are mixed as they are, without linearising,
  /// as every viewer that this is compared with does.
  package func resampled(
    region: PixelRegion, to target: PixelSize, backdrop: RGB8 = .black
  ) -> Bitmap {
    let across = ResampleAxis(
      length: width, offset: region.x, extent: region.width, count: target.width)
    let down = ResampleAxis(
      length: height, offset: region.y, extent: region.height, count: target.height)
    var output = [RGB8](repeating: backdrop, count: target.area)
    guard !across.outputs.isEmpty, !down.outputs.isEmpty, region.width > 0, region.height > 0
    else { return Bitmap(size: target, pixels: output) }
    var rows = RowMixer(columns: across.sources, capacity: down.taps)
    let columns = ColumnMixer(across)
    var mixed = [SIMD8<Int16>](repeating: .zero, count: RowMixer.pairs(for: across.sources))
    for (place, y) in down.outputs.enumerated() {
      rows.mix(
        pixels.span, width: width, firstRow: down.starts[place],
        weights: down.weights[place * down.taps..<(place + 1) * down.taps], into: &mixed)
      columns.mix(mixed, into: &output, rowStart: y * target.width)
    }
    return Bitmap(size: target, pixels: output)
  }
}
