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
    let histogram = ColorHistogram(bitmap)
    let photograph = palette(for: histogram, colors: colors - reserved.count).colors
    let overlays = reserved.map(\.snappedToPercent)
    let palette = Palette(photograph + overlays)
    switch mapping {
    case .diffused:
      var map = DiffusedMap(palette, usable: photograph.count)
      return IndexedBitmap(size: bitmap.size, indices: map.indices(of: bitmap), palette: palette)
    case .thrifty(let share):
      let map = PenMap(palette, usable: photograph.count, for: bitmap, histogram: histogram)
      let price = UInt32(max(0, min(1000, share)) * map.meanError * 32)
      let choice = map.choice(for: bitmap, price: price)
      let uses = choice.uses
      let order = photograph.indices.sorted { (uses[$1], $0) < (uses[$0], $1) }
      var places = [UInt8](repeating: 0, count: 256)
      for (place, index) in order.enumerated() { places[index] = UInt8(place) }
      return IndexedBitmap(
        size: bitmap.size, indices: choice.joined(places),
        palette: Palette(order.map { photograph[$0] } + overlays))
    }
  }

  /// At least one and at most `colors` (1...256) colours for a picture, the most frequent first.
  package static func palette(for histogram: ColorHistogram, colors: Int) -> Palette {
    precondition((1...256).contains(colors), "a palette has 1 to 256 colours")
    let points = histogram.points
    guard !points.isEmpty else { return Palette([.black]) }
    let means = VarianceCut.means(of: points, count: colors)
    // Colours move little: one of the eight nearest at first is the nearest later.
    let nearby = NearbyPens(means.map(RGB8.init(rounding:)), of: histogram.cells)
    let refined = (0..<rounds).reduce(means) { means, _ in
      moved(means, towards: points, nearby: nearby)
    }
    var snapped: [RGB8] = []
    for mean in refined.sorted(by: { $0.w > $1.w }) {
      let color = RGB8(rounding: mean).snappedToPercent
      if !snapped.contains(color) { snapped.append(color) }
    }
    return Palette(snapped)
  }

  // One round of k-means. A colour that nothing is nearest to stays, with weight 0.
  private static func moved(
    _ means: [SIMD4<Float>], towards points: [SIMD4<Float>], nearby: NearbyPens
  ) -> [SIMD4<Float>] {
    let places = means.map { SIMD4($0.x, $0.y, $0.z, 0) }
    var sums = [SIMD4<Float>](repeating: .zero, count: means.count)
    for (point, candidates) in zip(points, nearby.candidates) {
      let color = SIMD4(point.x, point.y, point.z, 0)
      let nearest = nearest(candidates.pens, to: color, among: places)
      sums[nearest] += (color + SIMD4(0, 0, 0, 1)) * point.w
    }
    return zip(means, sums).map { mean, sum in
      guard sum.w > 0 else { return SIMD4(mean.x, mean.y, mean.z, 0) }
      return SIMD4(sum.x / sum.w, sum.y / sum.w, sum.z / sum.w, sum.w)
    }
  }

  @inline(__always)
  private static func nearest(
    _ pens: SIMD8<UInt8>, to color: SIMD4<Float>, among places: [SIMD4<Float>]
  ) -> Int {
    var best = 0
    var leastDistance = Float.infinity
    for place in 0..<8 {
      let pen = Int(pens[place])
      let difference = places[pen] - color
      let distance = (difference * difference).sum()
      if distance < leastDistance {
        leastDistance = distance
        best = pen
      }
    }
    return best
  }
}
