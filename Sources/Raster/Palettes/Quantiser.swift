/// Chooses the colours that show a photograph best in a few registers.
package enum Quantiser {
  /// How often k-means moves the colours; four more rounds gain 0.02 dB on photographs.
  private static let rounds = 4

  /// How pixels get their colours.
  package enum Mapping: Hashable, Sendable {
    /// Each pixel takes the near colour that costs least: squared error, and what it adds to a sixel
    /// picture. A byte may cost `share` of the palette's mean squared error; at 0 the nearest colour
    /// is taken whatever it costs.
    case thrifty(share: Float)
    /// Errors are handed on to neighbours, so that the picture is right where the eye blurs it.
    case diffused

    /// The share at which photographs need a fifth to a third fewer bytes and lose nothing by
    /// measure (PSNR and SSIM of whole photographs).
    package static let standard = Mapping.thrifty(share: 0.16)
  }

  /// Reduces a picture to a palette of its own and overlay colours.
  ///
  /// The palette has at most `colors` entries (`reserved.count + 1`...256). Its last ones are
  /// `reserved`, in order; no photograph pixel maps to them. All entries lie on the scale of
  /// 0...100 on which sixel defines colours. Colours that are taken up more often come first, where
  /// register numbers are short.
  package static func quantise(
    _ bitmap: Bitmap, colors: Int, reserved: [RGB8] = [], mapping: Mapping = .standard
  ) -> IndexedBitmap {
    let photograph = palette(for: bitmap, colors: colors - reserved.count).colors
    let overlays = reserved.map(\.snappedToPercent)
    let palette = Palette(photograph + overlays)
    switch mapping {
    case .diffused:
      var map = DiffusedMap(palette, usable: photograph.count)
      return IndexedBitmap(size: bitmap.size, indices: map.indices(of: bitmap), palette: palette)
    case .thrifty(let share):
      let map = PenMap(palette, usable: photograph.count, for: bitmap)
      let price = UInt32(max(0, min(1000, share)) * map.meanError * 32)
      let (indices, uses) = map.indices(of: bitmap, price: price)
      let order = photograph.indices.sorted { (uses[$1], $0) < (uses[$0], $1) }
      var places = [UInt8](repeating: 0, count: 256)
      for (place, index) in order.enumerated() { places[index] = UInt8(place) }
      return IndexedBitmap(
        size: bitmap.size, indices: renumbered(indices, places),
        palette: Palette(order.map { photograph[$0] } + overlays))
    }
  }

  private static func renumbered(_ indices: consuming [UInt8], _ places: [UInt8]) -> [UInt8] {
    var renumbered = indices
    var target = renumbered.mutableSpan
    let places = places.span
    for index in target.indices { target[index] = places[Int(target[index])] }
    return renumbered
  }

  /// At least one and at most `colors` (1...256) colours for a picture, the most frequent first.
  package static func palette(for bitmap: Bitmap, colors: Int) -> Palette {
    precondition((1...256).contains(colors), "a palette has 1 to 256 colours")
    let points = ColorHistogram(bitmap).points
    let refined = (0..<rounds).reduce(VarianceCut.means(of: points, count: colors)) { means, _ in
      moved(means, towards: points)
    }
    var snapped: [RGB8] = []
    for mean in refined.sorted(by: { $0.w > $1.w }) {
      let color = RGB8(
        r: UInt8(mean.x.rounded()), g: UInt8(mean.y.rounded()), b: UInt8(mean.z.rounded())
      ).snappedToPercent
      if !snapped.contains(color) { snapped.append(color) }
    }
    return Palette(snapped.isEmpty ? [.black] : snapped)
  }

  // One round of k-means. A colour that nothing is nearest to stays, with weight 0.
  private static func moved(
    _ means: [SIMD4<Float>], towards points: [SIMD4<Float>]
  ) -> [SIMD4<Float>] {
    let nearest = NearestColor(means)
    var sums = [SIMD4<Float>](repeating: .zero, count: means.count)
    for point in points {
      let color = SIMD4(lowHalf: point.lowHalf, highHalf: SIMD2(point.z, 1))
      sums[nearest.index(point)] += color * point.w
    }
    return zip(means, sums).map { mean, sum in
      guard sum.w > 0 else { return SIMD4(mean.x, mean.y, mean.z, 0) }
      return SIMD4(sum.x / sum.w, sum.y / sum.w, sum.z / sum.w, sum.w)
    }
  }
}
