import AnnotatorSimulation

/// The filling of one yakisobapan: a relief map of tangled noodles with garnish on top.
///
/// The map lies over the bread's local x (-`reach.x`...`reach.x`) and y, in radii.
final class NoodleField {
  private static let columns = 448
  private static let rows = 192
  private static let reach = Vector(1.95, 0.75, 0)

  private var heights: [Float]
  private var colors: [Vector]
  private var wetness: [Float]
  private var openness: [Float]

  /// Cooks a filling; equal generators give equal fillings.
  init(using generator: inout SeededGenerator) {
    let count = Self.columns * Self.rows
    heights = [Float](repeating: 0, count: count)
    colors = [Vector](repeating: Vector(0.10, 0.035, 0.012), count: count)
    wetness = [Float](repeating: 0.3, count: count)
    openness = [Float](repeating: 1, count: count)
    for layer in 0..<150 { addNoodle(layer: Float(layer) / 150, using: &generator) }
    for _ in 0..<9 { addCabbage(using: &generator) }
    addGinger(using: &generator)
    for _ in 0..<300 { addSeaweed(using: &generator) }
    settleShade()
  }

  /// The relief at a place, 0...about 1.2.
  @inline(__always)
  func height(x: Float, y: Float) -> Float {
    let u = clamp((x / Self.reach.x + 1) * 0.5) * Float(Self.columns - 2)
    let v = clamp((y / Self.reach.y + 1) * 0.5) * Float(Self.rows - 2)
    let (column, row) = (Int(u), Int(v))
    let (fu, fv) = (u - Float(column), v - Float(row))
    let at = row * Self.columns + column
    let upper = mix(heights[at], heights[at + 1], fu)
    let lower = mix(heights[at + Self.columns], heights[at + Self.columns + 1], fu)
    return mix(upper, lower, fv)
  }

  /// Colour and gloss at a place; the normal is the caller's.
  func surface(x: Float, y: Float) -> SurfaceSample {
    let at = index(x: x, y: y)
    var sample = SurfaceSample(albedo: colors[at], normal: .zero)
    sample.openness = openness[at]
    sample.gloss = 0.05 * wetness[at]
    sample.roughness = 0.26
    sample.translucency = 0.15
    return sample
  }

  private func index(x: Float, y: Float) -> Int {
    let column = Int(clamp((x / Self.reach.x + 1) * 0.5) * Float(Self.columns - 1))
    let row = Int(clamp((y / Self.reach.y + 1) * 0.5) * Float(Self.rows - 1))
    return row * Self.columns + column
  }

  /// A strand that wanders through the heap, higher than the strands laid before it.
  private func addNoodle(layer: Float, using generator: inout SeededGenerator) {
    var place = Vector(
      generator.float(-1.8...1.8), generator.float(-0.55...0.55), 0)
    var heading = generator.float(-0.9...0.9) + (generator.chance(0.5) ? Float.pi : 0)
    var bend = generator.float(-2.5...2.5)
    let sauce = mix(
      Vector(0.40, 0.195, 0.060), Vector(0.17, 0.062, 0.018), generator.float(0...1))
    let color = sauce * generator.float(0.8...1.25)
    let radius = generator.float(0.042...0.058)
    let base = 0.15 + 0.55 * layer + generator.float(-0.08...0.08)
    let wave = generator.float(0...6.3)
    for step in 0..<generator.integer(70...150) {
      bend += generator.float(-1.6...1.6)
      bend *= 0.93
      heading += bend * 0.022
      place += Vector(cosine(heading), sine(heading), 0) * 0.020
      if abs(place.y) > 0.66 { heading = -heading }
      let lift = base + 0.10 * sine(Float(step) * 0.09 + wave)
      stamp(at: place, radius: radius, base: lift, bulge: 0.24, color: color, wet: 1)
    }
  }

  private func addCabbage(using generator: inout SeededGenerator) {
    let place = Vector(generator.float(-1.5...1.5), generator.float(-0.4...0.4), 0)
    let color = mix(
      Vector(0.52, 0.56, 0.20), Vector(0.62, 0.55, 0.30), generator.float(0...1))
    let base = generator.float(0.45...0.68)
    let heading = generator.float(0...6.3)
    for step in 0..<9 {
      let along = Vector(cosine(heading), sine(heading), 0) * (Float(step) * 0.016)
      stamp(
        at: place + along, radius: generator.float(0.05...0.09), base: base, bulge: 0.10,
        color: color * generator.float(0.9...1.1), wet: 0.8)
    }
  }

  /// A pinch of red pickled ginger: short straight strips, most of them near one place.
  private func addGinger(using generator: inout SeededGenerator) {
    let middle = Vector(generator.float(-0.35...0.35), generator.float(-0.06...0.06), 0)
    for strip in 0..<34 {
      let spread = Vector(Float(generator.normal()) * 0.30, Float(generator.normal()) * 0.12, 0)
      var place = middle + spread
      var heading = generator.float(0...6.3)
      let color = mix(
        Vector(0.55, 0.012, 0.030), Vector(0.70, 0.060, 0.085), generator.float(0...1))
      let base = 0.74 + 0.012 * Float(strip)
      for _ in 0..<generator.integer(9...17) {
        heading += generator.float(-0.12...0.12)
        place += Vector(cosine(heading), sine(heading), 0) * 0.018
        stamp(at: place, radius: 0.031, base: base, bulge: 0.20, color: color, wet: 0.9)
      }
    }
  }

  /// A flake of green laver, lying on whatever is there.
  private func addSeaweed(using generator: inout SeededGenerator) {
    let place = Vector(
      Float(generator.normal()) * 0.75, Float(generator.normal()) * 0.24, 0)
    guard abs(place.x) < 1.8, abs(place.y) < 0.6 else { return }
    let color = Vector(0.030, 0.085, 0.018) * generator.float(0.7...1.8)
    let radius = generator.float(0.010...0.030)
    let base = heights[index(x: place.x, y: place.y)]
    stamp(at: place, radius: radius, base: base + 0.02, bulge: 0.04, color: color, wet: 0.2)
  }

  /// Presses a round bead into the map wherever it is the highest thing.
  private func stamp(
    at place: Vector, radius: Float, base: Float, bulge: Float, color: Vector, wet: Float
  ) {
    let scaleX = Float(Self.columns - 1) / (2 * Self.reach.x)
    let scaleY = Float(Self.rows - 1) / (2 * Self.reach.y)
    let u = (place.x + Self.reach.x) * scaleX
    let v = (place.y + Self.reach.y) * scaleY
    let left = max(Int(u - radius * scaleX), 0)
    let right = min(Int(u + radius * scaleX) + 1, Self.columns - 1)
    let top = max(Int(v - radius * scaleY), 0)
    let bottom = min(Int(v + radius * scaleY) + 1, Self.rows - 1)
    guard left <= right, top <= bottom else { return }
    for row in top...bottom {
      for column in left...right {
        let dx = (Float(column) - u) / (radius * scaleX)
        let dy = (Float(row) - v) / (radius * scaleY)
        let rest = 1 - dx * dx - dy * dy
        guard rest > 0 else { continue }
        let height = base + bulge * rest.squareRoot()
        let at = row * Self.columns + column
        guard height > heights[at] else { continue }
        heights[at] = height
        // Sauce gathers at a strand's edges.
        colors[at] = color * (0.72 + 0.33 * rest)
        wetness[at] = wet
      }
    }
  }

  /// Darkens what lies lower than its surroundings, which light hardly reaches.
  private func settleShade() {
    var around = heights
    for _ in 0..<2 { around = Self.blurred(around) }
    for at in heights.indices {
      let sunk = around[at] - heights[at]
      openness[at] = clamp(1 - 3.2 * max(sunk, 0) + 0.15 * max(-sunk, 0)) * 0.9 + 0.1
    }
  }

  /// The mean over 13 by 13 texels, by two running sums.
  private static func blurred(_ map: [Float]) -> [Float] {
    let half = 6
    var across = map
    for row in 0..<rows {
      for column in half..<(columns - half) {
        var sum: Float = 0
        for offset in -half...half { sum += map[row * columns + column + offset] }
        across[row * columns + column] = sum / Float(2 * half + 1)
      }
    }
    var result = across
    for row in half..<(rows - half) {
      for column in 0..<columns {
        var sum: Float = 0
        for offset in -half...half { sum += across[(row + offset) * columns + column] }
        result[row * columns + column] = sum / Float(2 * half + 1)
      }
    }
    return result
  }
}

extension SeededGenerator {
  /// A `Float` spread evenly over `range`.
  mutating func float(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * Float(unit())
  }
}
