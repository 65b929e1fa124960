/// Yakisobapan: a long soft bun, cut open and heaped with fried noodles.
extension Bread {
  /// Half the width of the cut at a place along the bun, in radii; 0 beyond its ends.
  private func cut(at x: Float) -> Float {
    let share = abs(x) / (halfLength + 0.48)
    return share < 1 ? 0.50 * (1 - share * share * share * share).squareRoot() : 0
  }

  /// The height of the heap of noodles above a place, in radii.
  private func heap(_ p: Vector) -> Float {
    guard let filling else { return 0 }
    let width = max(cut(at: p.x), 0.01) * 1.18
    let share = clamp(1 - (p.y / width) * (p.y / width))
    let end = clamp(width / 0.55)
    let dome = waist + crown * (0.58 + 0.62 * share.squareRoot() * end)
    return dome + filling.height(x: p.x, y: p.y) * 0.25 - 0.09
  }

  func yakisobapanField(_ p: Vector, fine: Bool) -> Float {
    let toward = bearing(p)
    let shape = Vector(p.x * 0.8, toward.y, toward.z)
    var swelling = 0.06 * Noise.value(shape * 1.5 + seed)
    if fine {
      swelling += 0.007 * Noise.value(p * 5 + seed) + 0.0022 * Noise.value(p * 30 + seed)
    }
    var bun = body(p, swelling: swelling, height: p.z > waist ? crown : foot)
    let width = cut(at: p.x)
    let opening = max(abs(p.y) - width * 0.9, waist + 0.12 - p.z)
    if width > 0 { bun = smoothMaximum(bun, -opening, 0.12) }
    guard width > 0.02, p.z > waist * 0.6 else { return bun }
    let overhang = abs(p.y) - width * 1.22
    let noodles = max((p.z - heap(p)) * 0.38, overhang * 0.8)
    return min(bun, noodles)
  }

  /// The greater of two fields, with the edge between them rounded over `radius`.
  private func smoothMaximum(_ a: Float, _ b: Float, _ radius: Float) -> Float {
    let h = max(radius - abs(a - b), 0) / radius
    return max(a, b) + h * h * radius * 0.25
  }

  func yakisobapanSurface(_ p: Vector) -> SurfaceSample {
    let width = cut(at: p.x)
    if let filling, width > 0.02, abs(p.y) < width * 1.3, p.z > heap(p) - 0.09 {
      return filling.surface(x: p.x, y: p.y)
    }
    let toward = bearing(p)
    let mottle = Noise.fractal(Vector(p.x, p.y, p.z) * 2.4 + seed, octaves: 4)
    let height = toward.z + 0.24 * mottle + 0.35 * (browning - 0.5)
    var albedo = mix(
      Vector(0.80, 0.60, 0.33), Vector(0.47, 0.24, 0.092), smoothstep(-0.2, 0.32, height))
    albedo = mix(albedo, Vector(0.24, 0.090, 0.030), smoothstep(0.22, 0.95, height))
    // The cut shows the white crumb.
    let inner =
      smoothstep(width * 1.02, width * 0.9, abs(p.y)) * smoothstep(waist, waist + 0.15, p.z)
    albedo = mix(albedo, Vector(0.74, 0.58, 0.34), width > 0.02 ? inner : 0)
    albedo *= 1 + 0.08 * Noise.value(p * 36 + seed)
    var sample = SurfaceSample(albedo: albedo, normal: .zero)
    sample.gloss = 0.035
    sample.roughness = 0.34 + 0.2 * mottle
    sample.translucency = 0.22
    return sample
  }
}
