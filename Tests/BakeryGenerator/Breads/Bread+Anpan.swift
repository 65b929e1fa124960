/// Anpan: a smooth glossy dome with a navel, sprinkled with sesame or poppy seeds.
extension Bread {
  /// The middle of the navel, a little off centre.
  private var navel: Vector {
    Vector(sine(seed.x) * 0.06, cosine(seed.y) * 0.06, 0)
  }

  func anpanField(_ p: Vector, fine: Bool) -> Float {
    let toward = bearing(p)
    var swelling = 0.05 * Noise.value(toward * 1.4 + seed)
    if p.z > waist {
      let fromNavel = length(Vector(p.x - navel.x, p.y - navel.y, 0))
      let depth: Float = variety < 0.15 ? 0.06 : 0.20
      swelling -= depth * bell(fromNavel, 0.15)
      swelling += 0.03 * bell(fromNavel - 0.34, 0.20)
    }
    if fine { swelling += anpanRelief(p) }
    let height = p.z > waist ? crown : foot
    return body(p, swelling: swelling, height: height)
  }

  private func anpanRelief(_ p: Vector) -> Float {
    let wrinkles = 0.010 * Noise.value(p * 6 + seed) + 0.0016 * Noise.value(p * 34 + seed)
    return wrinkles + 0.010 * seedCover(p)
  }

  /// 1 on a seed, 0 beside it: one seed at a random place in each cell of a grid near the navel.
  private func seedCover(_ p: Vector) -> Float {
    let drift = Noise.value(p * 7 + seed) * 0.035
    let place = Vector(p.x - navel.x + drift, p.y - navel.y - drift, 0)
    let spread: Float = isPoppy ? 0.30 : 0.36
    let fromNavel = length(place)
    guard p.z > waist, fromNavel < spread * 1.6 else { return 0 }
    let pitch: Float = isPoppy ? 0.045 : 0.085
    let grid = place * (1 / pitch)
    let (column, row) = (Int32(grid.x.rounded(.down)), Int32(grid.y.rounded(.down)))
    let key = Int32(seed.x * 97)
    let keep = bell(fromNavel, spread)
    guard Noise.cell(column, row, key) < keep * 0.85 else { return 0 }
    let centre = Vector(
      Float(column) + 0.35 + 0.3 * Noise.cell(column, row, key &+ 1),
      Float(row) + 0.35 + 0.3 * Noise.cell(column, row, key &+ 2), 0)
    return oval(grid - centre, turn: 6.3 * Noise.cell(column, row, key &+ 3))
  }

  private func oval(_ offset: Vector, turn: Float) -> Float {
    let (c, s) = (cosine(turn), sine(turn))
    let along = offset.x * c + offset.y * s
    let beside = offset.y * c - offset.x * s
    let narrow: Float = isPoppy ? 1 : 1.75
    return smoothstep(0.40, 0.28, length(Vector(along, beside * narrow, 0)))
  }

  private var isPoppy: Bool { variety > 0.5 }

  func anpanSurface(_ p: Vector) -> SurfaceSample {
    let toward = bearing(p)
    let mottle = Noise.fractal(toward * 3.2 + seed, octaves: 4)
    let height = toward.z * (p.z > waist ? 1 : 0.7) + 0.26 * mottle + 0.45 * (browning - 0.5)
    let (pale, golden) = (Vector(0.74, 0.51, 0.25), Vector(0.43, 0.19, 0.066))
    var albedo = mix(pale, golden, smoothstep(-0.15, 0.42, height))
    albedo = mix(albedo, Vector(0.185, 0.055, 0.017), smoothstep(0.30, 1.05, height))
    albedo *= 1 + 0.10 * Noise.value(p * 40 + seed)
    let glazed = smoothstep(-0.1, 0.3, toward.z + 0.15 * mottle)
    var sample = SurfaceSample(albedo: albedo, normal: .zero)
    sample.gloss = mix(0.02, 0.05, glazed)
    sample.roughness = mix(0.75, 0.20 + 0.14 * (0.5 + mottle), glazed)
    sample.translucency = 0.18
    let seeds = seedCover(p)
    if seeds > 0 {
      let husk = isPoppy ? Vector(0.035, 0.038, 0.05) : Vector(0.70, 0.55, 0.34)
      sample.albedo = mix(albedo, husk * (0.8 + 0.4 * Noise.value(p * 20)), seeds)
      sample.roughness = mix(sample.roughness, 0.5, seeds)
    }
    let fromNavel = length(Vector(p.x - navel.x, p.y - navel.y, 0))
    if p.z > waist { sample.openness = 1 - 0.45 * bell(fromNavel, 0.13) }
    return sample
  }
}
