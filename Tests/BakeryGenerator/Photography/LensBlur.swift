/// The blurs of a lens and of camera software, on pixels of linear or display light.
struct LensBlur {
  let width: Int
  let height: Int

  /// Depth of field: each pixel is blurred by how far its distance (w) is from `focus`.
  func defocused(
    _ pixels: [SIMD4<Float>], focus: Float, aperture: Float, misfocus: Float
  ) -> [SIMD4<Float>] {
    let levels: [Float] = [0.75, 2.2, 5.5, 13]
    let blurred = levels.map { blur(pixels, radius: $0) }
    var result = pixels
    for at in pixels.indices {
      let circle = aperture * abs(1 - focus / max(pixels[at].w, 1)) + misfocus
      var level = 0
      while level + 2 < levels.count && circle > levels[level + 1] { level += 1 }
      let share = clamp((circle - levels[level]) / (levels[level + 1] - levels[level]))
      result[at] = blurred[level][at] + (blurred[level + 1][at] - blurred[level][at]) * share
    }
    return result
  }

  /// The smear of a camera that moved by `length` pixels during the exposure.
  func shaken(_ pixels: [SIMD4<Float>], length: Float, angle: Float) -> [SIMD4<Float>] {
    let count = max(Int(length), 2)
    var result = [SIMD4<Float>](repeating: .zero, count: pixels.count)
    for tap in 0..<count {
      let share = Float(tap) / Float(count - 1) - 0.5
      let dx = Int((cosine(angle) * length * share).rounded())
      // A hand moves in an arc rather than along a line.
      let dy = Int((sine(angle) * length * share + share * share * length * 0.3).rounded())
      for y in 0..<height {
        let row = min(max(y + dy, 0), height - 1) * width
        for x in 0..<width {
          result[y * width + x] += pixels[row + min(max(x + dx, 0), width - 1)]
        }
      }
    }
    for at in result.indices { result[at] *= 1 / Float(count) }
    return result
  }

  /// Adds the haze that bright places cast over the rest of the picture.
  func glowing(_ pixels: [SIMD4<Float>], strength: Float) -> [SIMD4<Float>] {
    let haze = blur(pixels, radius: 40)
    var result = pixels
    for at in pixels.indices { result[at] += (haze[at] - pixels[at]) * strength }
    return result
  }

  /// A very slight blur, which the colour filter on every sensor causes.
  func softened(_ pixels: [SIMD4<Float>]) -> [SIMD4<Float>] {
    blur(pixels, radius: 0.5)
  }

  /// Unsharp masking, as camera software does it.
  func sharpened(_ pixels: [SIMD4<Float>], amount: Float) -> [SIMD4<Float>] {
    guard amount > 0 else { return pixels }
    let soft = blur(pixels, radius: 1.6)
    var result = pixels
    for at in pixels.indices { result[at] += (pixels[at] - soft[at]) * amount }
    return result
  }

  /// Blurs by about this standard deviation: two box passes each way.
  ///
  /// Two passes of half width r have a variance near 2 (2r + 1)^2 / 12, hence the factor.
  private func blur(_ pixels: [SIMD4<Float>], radius: Float) -> [SIMD4<Float>] {
    let box = Box(half: max(radius * 1.22 - 0.5, 0.1))
    var (from, to) = (pixels, pixels)
    for _ in 0..<2 {
      across(from, into: &to, box)
      down(to, into: &from, box)
    }
    return from
  }

  /// A box filter that reaches `half` pixels to each side, the outermost ones only in part.
  private struct Box {
    let whole: Int
    let edge: Float
    let scale: Float

    init(half: Float) {
      whole = Int(half)
      edge = half - Float(whole)
      scale = 1 / (2 * half + 1)
    }
  }

  /// Filters along rows, by a running sum; the picture's edge repeats outwards.
  private func across(
    _ pixels: [SIMD4<Float>], into result: inout [SIMD4<Float>], _ box: Box
  ) {
    for row in 0..<height {
      let start = row * width
      func pixel(_ column: Int) -> SIMD4<Float> {
        pixels[start + min(max(column, 0), width - 1)]
      }
      var sum = SIMD4<Float>.zero
      for column in -box.whole...box.whole { sum += pixel(column) }
      for column in 0..<width {
        let after = pixel(column + box.whole + 1)
        let rim = pixel(column - box.whole - 1) + after
        result[start + column] = (sum + rim * box.edge) * box.scale
        sum += after - pixel(column - box.whole)
      }
    }
  }

  /// Filters along columns: all columns' running sums at once, because rows lie together in memory.
  private func down(
    _ pixels: [SIMD4<Float>], into result: inout [SIMD4<Float>], _ box: Box
  ) {
    func start(_ row: Int) -> Int { min(max(row, 0), height - 1) * width }
    var sums = [SIMD4<Float>](repeating: .zero, count: width)
    for row in -box.whole...box.whole {
      for column in 0..<width { sums[column] += pixels[start(row) + column] }
    }
    for row in 0..<height {
      let before = start(row - box.whole - 1)
      let after = start(row + box.whole + 1)
      let leaving = start(row - box.whole)
      for column in 0..<width {
        let next = pixels[after + column]
        let rim = pixels[before + column] + next
        result[row * width + column] = (sums[column] + rim * box.edge) * box.scale
        sums[column] += next - pixels[leaving + column]
      }
    }
  }
}
