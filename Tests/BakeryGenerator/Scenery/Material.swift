/// What trays, counters and props are made of.
enum Material {
  case steel
  case enamel
  case wood(dark: Float)
  case parchment
  case kraft
  case gingham(Vector)
  case wicker
  case laminate(Vector)
  case slate
  case plain(Vector, gloss: Float)

  /// The colour this material throws back upwards, for light from below.
  var bounceColor: Vector {
    switch self {
    case .steel: Vector(0.50, 0.50, 0.51)
    case .enamel: Vector(0.03, 0.03, 0.03)
    case .wood(let dark): mix(Vector(0.50, 0.32, 0.16), Vector(0.20, 0.10, 0.05), dark)
    case .parchment: Vector(0.72, 0.67, 0.58)
    case .kraft: Vector(0.44, 0.29, 0.16)
    case .gingham(let color): mix(Vector(0.75, 0.73, 0.7), color, 0.4)
    case .wicker: Vector(0.40, 0.24, 0.11)
    case .laminate(let color): color
    case .slate: Vector(0.06, 0.06, 0.065)
    case .plain(let color, _): color
    }
  }

  /// The surface at a place in the material's own coordinates (centimetres, x along the grain).
  ///
  /// The normal is set for a sheet that faces up (z); a round prop keeps its own.
  func surface(at place: Vector) -> SurfaceSample {
    switch self {
    case .steel: steel(place)
    case .enamel: enamel(place)
    case .wood(let dark): wood(place, dark: dark)
    case .parchment: paper(place, color: Vector(0.80, 0.75, 0.65), crumple: 0.10)
    case .kraft: paper(place, color: Vector(0.47, 0.31, 0.17), crumple: 0.08)
    case .gingham(let color): gingham(place, color: color)
    case .wicker: wicker(place)
    case .laminate(let color): laminate(place, color: color)
    case .slate: slate(place)
    case .plain(let color, let gloss):
      SurfaceSample(albedo: color, normal: Vector(0, 0, 1), gloss: gloss, roughness: 0.35)
    }
  }

  private func steel(_ p: Vector) -> SurfaceSample {
    let brushed =
      Noise.value(Vector(p.x * 0.5, p.y * 26, 1)) + Noise.value(Vector(p.x, p.y * 60, 7))
    let smudge = Noise.fractal(p * 0.22, octaves: 4)
    let tilt = Vector(0.004 * Noise.value(p * 1.5), 0.030 * brushed, 1)
    var sample = SurfaceSample(
      albedo: Vector(0.50, 0.50, 0.51) * (0.84 + 0.22 * smudge), normal: normalized(tilt))
    sample.isMetal = true
    sample.gloss = 0.6
    sample.roughness = 0.30 + 0.25 * smudge
    return sample
  }

  private func enamel(_ p: Vector) -> SurfaceSample {
    let dust = Noise.fractal(p * 0.8, octaves: 5)
    let speck = Noise.value(p * 9) > 0.86 ? Float(0.10) : 0
    let tilt = Vector(Noise.value(p * 0.9) * 0.012, Noise.value(p * 0.9 + 5) * 0.012, 1)
    return SurfaceSample(
      albedo: Vector(0.030, 0.029, 0.030) * (1 + 0.5 * dust) + Vector(0.5, 0.4, 0.25) * speck,
      normal: normalized(tilt), gloss: 0.055, roughness: 0.33 + 0.2 * dust)
  }

  private func wood(_ p: Vector, dark: Float) -> SurfaceSample {
    let plank = (p.y / 7.3).rounded(.down)
    let shift = Noise.cell(Int32(plank), 3, 9) * 40
    let bend = Noise.fractal(Vector(p.x * 0.05 + shift, p.y * 0.25, plank), octaves: 4) * 2.2
    let rings = sine((p.y * 1.1 + bend * 3 + shift) * 3.1)
    let fibre = Noise.fractal(Vector(p.x * 0.7, p.y * 17, plank), octaves: 3)
    let light = mix(Vector(0.56, 0.36, 0.18), Vector(0.23, 0.115, 0.05), dark)
    let deep = mix(Vector(0.38, 0.21, 0.09), Vector(0.115, 0.052, 0.022), dark)
    var albedo = mix(light, deep, clamp(0.42 + 0.28 * rings + 0.42 * fibre))
    albedo *= 0.88 + 0.24 * Noise.cell(Int32(plank), 5, 2)
    let seam = abs(p.y / 7.3 - plank - 0.5)
    albedo *= 1 - 0.75 * smoothstep(0.485, 0.497, seam)
    return SurfaceSample(
      albedo: albedo, normal: normalized(Vector(0, 0.05 * fibre, 1)), gloss: 0.045,
      roughness: 0.38 + 0.2 * fibre)
  }

  private func paper(_ p: Vector, color: Vector, crumple: Float) -> SurfaceSample {
    // Creases: the folds of noise where it changes sign.
    let step: Float = 0.12
    let here = crease(p)
    let slopeX = (crease(p + Vector(step, 0, 0)) - here) / step
    let slopeY = (crease(p + Vector(0, step, 0)) - here) / step
    let normal = normalized(Vector(-slopeX * crumple, -slopeY * crumple, 0.35))
    let stain = smoothstep(0.15, 0.55, Noise.fractal(p * 0.12 + 3, octaves: 4))
    let albedo = color * (1 + 0.05 * Noise.value(p * 7)) * mix(1, 0.82, stain)
    return SurfaceSample(
      albedo: albedo, normal: normal, gloss: 0.03, roughness: 0.5, translucency: 0.2)
  }

  private func crease(_ p: Vector) -> Float {
    abs(Noise.value(p * 0.16)) * 1.6 + abs(Noise.value(p * 0.37 + 11)) * 0.7
      + abs(Noise.value(p * 0.9 + 23)) * 0.18
  }

  private func gingham(_ p: Vector, color: Vector) -> SurfaceSample {
    let x = p.x + 0.25 * Noise.value(p * 0.2)
    let y = p.y + 0.25 * Noise.value(p * 0.2 + 9)
    let pitch: Float = 2.2
    let stripeX = smoothstep(-0.05, 0.05, sine(x * Float.pi / pitch))
    let stripeY = smoothstep(-0.05, 0.05, sine(y * Float.pi / pitch))
    let albedo = mix(Vector(0.80, 0.78, 0.74), color, (stripeX + stripeY) / 2)
    let weave = Vector(sine(x * 42), sine(y * 42), 0) * 0.10
    let fold = Vector(Noise.value(p * 0.25), Noise.value(p * 0.25 + 31), 0) * 0.16
    return SurfaceSample(
      albedo: albedo * (1 + 0.08 * Noise.value(p * 12)),
      normal: normalized(weave + fold + Vector(0, 0, 1)), gloss: 0.01, roughness: 0.9)
  }

  private func wicker(_ p: Vector) -> SurfaceSample {
    let strand = p.y * 1.35
    let row = strand.rounded(.down)
    let phase = p.x * 1.7 + (Int(row) % 2 == 0 ? 0 : Float.pi)
    let across = (strand - row) * 2 - 1
    let rise = (1 - across * across) * (0.6 + 0.4 * sine(phase))
    let fibre = Noise.fractal(Vector(p.x * 1.5, p.y * 22, row), octaves: 3)
    let tone = mix(Vector(0.26, 0.135, 0.05), Vector(0.55, 0.35, 0.16), clamp(rise + 0.3 * fibre))
    var sample = SurfaceSample(
      albedo: tone, normal: normalized(Vector(-0.45 * cosine(phase), across * 0.9, 1)))
    sample.openness = 0.35 + 0.65 * clamp(rise * 1.4)
    sample.roughness = 0.5
    return sample
  }

  private func laminate(_ p: Vector, color: Vector) -> SurfaceSample {
    let cloud = Noise.fractal(p * 0.3, octaves: 5)
    let vein = bell(Noise.fractal(p * 0.07 + 40, octaves: 5), 0.022)
    let albedo = color * (1 + 0.05 * cloud) * (1 - 0.30 * vein)
    return SurfaceSample(
      albedo: albedo, normal: Vector(0, 0, 1), gloss: 0.05, roughness: 0.24 + 0.1 * cloud)
  }

  private func slate(_ p: Vector) -> SurfaceSample {
    let grain = Noise.fractal(p * 0.6, octaves: 6)
    let tilt = Vector(Noise.value(p * 2.1), Noise.value(p * 2.1 + 7), 0) * 0.05
    return SurfaceSample(
      albedo: Vector(0.062, 0.064, 0.070) * (1 + 0.7 * grain),
      normal: normalized(tilt + Vector(0, 0, 1)), gloss: 0.04, roughness: 0.45)
  }
}
