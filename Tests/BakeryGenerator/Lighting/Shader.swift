/// Turns surfaces into light: key light with soft shadows, ambient light with occlusion, mirrors.
struct Shader {
  var illumination: Illumination
  var breads: [Bread]
  var occluders: [Occluder]
  /// The colour of the floor around the breads, for light from below.
  var floorColor: Vector

  /// The light that leaves `point` against `ray`; `owner` is the bread it belongs to, or -1.
  func radiance(_ sample: SurfaceSample, at point: Vector, along ray: Ray, owner: Int) -> Vector {
    let normal = sample.normal
    let start = point + normal * 0.02
    let ambient = ambientLight(sample, at: start, owner: owner)
    let direct = keyLight(sample, at: start, owner: owner)
    let mirrored = mirror(sample, at: start, along: ray, owner: owner)
    if sample.isMetal {
      return sample.albedo * (mirrored * 0.86 + (ambient + direct) * 0.16) + sample.emission
    }
    let facing = clamp(-dot(normal, ray.direction))
    let rest = 1 - facing
    let grazing = rest * rest * rest * rest * rest
    let fresnel = sample.gloss + (1 - sample.gloss) * grazing * (1 - sample.roughness) * 0.55
    return sample.albedo * (ambient + direct) + mirrored * fresnel * sample.openness
      + sample.emission
  }

  private func keyLight(_ sample: SurfaceSample, at point: Vector, owner: Int) -> Vector {
    let wrap = sample.translucency * 0.55
    let slope = (dot(sample.normal, illumination.keyDirection) + wrap) / (1 + wrap)
    guard slope > 0 else { return .zero }
    var light: Float = 1
    for occluder in occluders where occluder.owner != owner || owner < 0 {
      light *=
        1
        - occluder.cover(
          from: point, towards: illumination.keyDirection, size: illumination.keySize)
      if light < 0.01 { return .zero }
    }
    // What seeps round the terminator has travelled through bread, and comes out redder.
    let seep = wrap * (1 - slope) * (1 - slope)
    let tint = mix(Vector(1, 1, 1), Vector(1.15, 0.72, 0.42), clamp(seep * 5))
    return illumination.keyColor * tint * (slope * light * mix(0.55, 1, sample.openness))
  }

  private func ambientLight(_ sample: SurfaceSample, at point: Vector, owner: Int) -> Vector {
    let up = 0.5 + 0.5 * sample.normal.z
    var open = sample.openness
    var neighbours = Vector.zero
    for occluder in occluders where occluder.owner != owner || owner < 0 {
      let shade = min(occluder.shade(at: point, normal: sample.normal), 0.85)
      guard shade > 0.004 else { continue }
      neighbours += occluder.color * (shade * open * 0.30)
      open *= 1 - shade
    }
    var floor: Float = 1
    if owner >= 0 {
      let height = max(point.z, 0)
      floor = smoothstep(-0.8, 3.0, height) * 0.9
      open *= mix(0.40, 1, smoothstep(-0.5, 2.4, height + sample.normal.z * 1.2))
    } else {
      for bread in breads { open *= 1 - 0.82 * bread.contact(at: point) }
    }
    let sky = illumination.skyColor * (up * (0.3 + 0.7 * up))
    let below = floorColor * illumination.skyColor * ((1 - up) * floor * 0.9)
    return (sky + below) * open + neighbours * illumination.skyColor
  }

  private func mirror(
    _ sample: SurfaceSample, at point: Vector, along ray: Ray, owner: Int
  ) -> Vector {
    let direction = reflect(ray.direction, sample.normal)
    var light = illumination.reflected(direction, roughness: sample.roughness)
    for occluder in occluders where occluder.owner != owner || owner < 0 {
      let cover = occluder.cover(
        from: point, towards: direction, size: 0.12 + 0.5 * sample.roughness)
      guard cover > 0.01 else { continue }
      light = mix(light, occluder.color * illumination.skyColor * 0.9, cover * 0.92)
    }
    return light
  }
}
