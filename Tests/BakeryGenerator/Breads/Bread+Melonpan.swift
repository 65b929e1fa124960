/// Melonpan: a dome under a pale cookie crust, scored criss-cross and rolled in sugar.
extension Bread {
  /// Where the crust ends: the angle from the top as a share of a right angle.
  private var crustEdge: Float { 1.12 }

  /// The crust's own map: the top is 0, the waist is 1 away.
  private func chart(_ toward: Vector) -> Vector {
    let angle = arcCosine(toward.z) * (2 / Float.pi)
    let side = max(length(Vector(toward.x, toward.y, 0)), 1e-4)
    let flat = Vector(toward.x, toward.y, 0) * (angle / side)
    let warp = 0.035 * Noise.value(flat * 2.2 + seed)
    return Vector(flat.x + warp, flat.y - warp, angle)
  }

  /// How far the nearest score line is, in chart units, and how near the middle of its cell.
  private func lattice(_ place: Vector) -> (line: Float, pillow: Float) {
    let pitch = 0.30 + 0.06 * variety
    let tilt: Float = 0.92
    let a = (place.x + place.y * tilt) * 0.74 / pitch + seed.x
    let b = (place.x - place.y * tilt) * 0.74 / pitch + seed.y
    let fromA = abs(a - a.rounded())
    let fromB = abs(b - b.rounded())
    return (min(fromA, fromB) * pitch, 4 * fromA * fromB)
  }

  func melonpanField(_ p: Vector, fine: Bool) -> Float {
    let toward = bearing(p)
    var swelling = 0.045 * Noise.value(toward * 1.2 + seed)
    if p.z > waist * 0.5 {
      let place = chart(toward)
      let (line, pillow) = lattice(place)
      let crust = smoothstep(crustEdge + 0.03, crustEdge - 0.05, place.z)
      swelling += crust * (0.03 + 0.032 * pillow.squareRoot() - 0.048 * bell(line, 0.026))
      if fine { swelling += crust * crumbs(p) }
    }
    if fine { swelling += 0.004 * Noise.value(p * 22 + seed) }
    return body(p, swelling: swelling, height: p.z > waist ? crown : foot)
  }

  private func crumbs(_ p: Vector) -> Float {
    0.009 * Noise.value(p * 13 + seed) + 0.0035 * Noise.value(p * 48 + seed)
      + 0.0045 * sugar(p).size
  }

  /// The sugar grain at `p`: size 0...1 (0 is none), and how it happens to catch the light.
  private func sugar(_ p: Vector) -> (size: Float, glint: Float) {
    let grid = p * 34 + seed
    let base = grid.rounded(.down)
    let (x, y, z) = (Int32(base.x), Int32(base.y), Int32(base.z))
    guard Noise.cell(x, y, z) < 0.30 else { return (0, 0) }
    let centre = Vector(
      0.35 + 0.3 * Noise.cell(x, y, z &+ 71), 0.35 + 0.3 * Noise.cell(x, y, z &+ 72), 0.5)
    let size = smoothstep(0.48, 0.22, length(grid - base - centre))
    return (size, Noise.cell(x, y, z &+ 73))
  }

  func melonpanSurface(_ p: Vector) -> SurfaceSample {
    let toward = bearing(p)
    let place = chart(toward)
    let (line, pillow) = lattice(place)
    let mottle = Noise.fractal(toward * 3 + seed, octaves: 4)
    let crust = smoothstep(crustEdge + 0.03, crustEdge - 0.03, place.z + 0.05 * mottle)
    let green = clamp(variety * 1.3 - 0.3)
    let pale = mix(Vector(0.80, 0.63, 0.31), Vector(0.70, 0.64, 0.29), green)
    let toasted = Vector(0.60, 0.33, 0.10)
    let heat = browning * 0.75 + 0.55 * mottle + 0.40 * place.z * place.z - 0.28
    var albedo = mix(pale, toasted, smoothstep(0.05, 0.95, heat + 0.18 * pillow))
    let groove = bell(line, 0.024)
    albedo = mix(albedo, pale * Vector(1.02, 0.92, 0.72), groove * 0.7)
    albedo *= 1 + 0.10 * Noise.value(p * 30 + seed)
    let skirt = mix(Vector(0.66, 0.42, 0.17), Vector(0.40, 0.19, 0.06), clamp(browning + mottle))
    albedo = mix(skirt, albedo, crust)
    var sample = SurfaceSample(albedo: albedo, normal: .zero)
    sample.openness = 1 - 0.42 * groove * crust
    sample.translucency = 0.22
    sample.gloss = 0.03
    let grain = sugar(p)
    if grain.size > 0, crust > 0.3 {
      sample.albedo = mix(albedo, Vector(0.92, 0.88, 0.78), grain.size * 0.55)
      sample.gloss = grain.glint > 0.75 ? 0.12 : 0.04
      sample.roughness = grain.glint > 0.75 ? 0.25 : 0.6
    }
    return sample
  }
}
