/// One picture as the lens drew it: linear light, distances, and which bread is where.
struct Exposure {
  var width: Int
  var height: Int
  /// Linear light; w is the distance in centimetres.
  var pixels: [SIMD4<Float>]
  /// The index of the bread at each pixel's middle; 255 where there is none.
  var owners: [UInt8]

  /// An unexposed picture.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [SIMD4<Float>](repeating: .zero, count: width * height)
    owners = [UInt8](repeating: 255, count: width * height)
  }

  /// Pixel edges around something, half-open.
  struct Bounds {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int
  }

  /// The tight bounds of each bread's pixels; nil for a bread that no pixel shows.
  func bounds(count: Int) -> [Bounds?] {
    var bounds = [Bounds?](repeating: nil, count: count)
    for y in 0..<height {
      for x in 0..<width {
        let owner = Int(owners[y * width + x])
        guard owner < count else { continue }
        var grown = bounds[owner] ?? Bounds(left: x, top: y, right: x, bottom: y)
        grown.left = min(grown.left, x)
        grown.right = max(grown.right, x + 1)
        grown.bottom = y + 1
        bounds[owner] = grown
      }
    }
    return bounds
  }
}
