/// The light of one picture, in linear units where 1 is a well lit white card.
struct Illumination {
  /// Towards the strongest light; unit length.
  var keyDirection: Vector
  var keyColor: Vector
  /// Half the angle under which the key light is seen, in radians: the blur of its shadows.
  var keySize: Float
  /// Even light from the ceiling.
  var skyColor: Vector
  /// The strip lamps on the ceiling, as reflections show them.
  var stripColor: Vector
  /// Their direction on the ceiling, in radians, and how far apart they hang (at height 1).
  var stripTurn: Float
  var stripPitch: Float
  /// What the surroundings below the horizon send back.
  var groundColor: Vector

  /// What a surface of this roughness mirrors in a direction.
  func reflected(_ direction: Vector, roughness: Float) -> Vector {
    guard direction.z > 0 else {
      return mix(skyColor * 0.35, groundColor, clamp(-direction.z * 3))
    }
    let horizon = skyColor * mix(0.55, 0.95, direction.z)
    let blur = 0.03 + 0.55 * roughness
    let sharpness = 1.6 / (roughness * roughness + 0.004)
    let toKey = max(dot(direction, keyDirection), 0)
    let window = power(toKey, sharpness) * min(0.35 * sharpness, 9)
    return horizon + stripColor * strips(direction, blur: blur) + keyColor * window
  }

  /// How much of the strip lamps is seen, 0...1, with edges blurred by `blur`.
  private func strips(_ direction: Vector, blur: Float) -> Float {
    let height = max(direction.z, 0.08)
    let (c, s) = (cosine(stripTurn), sine(stripTurn))
    let x = direction.x / height
    let y = direction.y / height
    let across = (x * c + y * s) / stripPitch + 0.31
    let along = abs(y * c - x * s)
    let from = abs(across - across.rounded()) * stripPitch
    let half: Float = 0.13
    let cover = smoothstep(half + blur, half - blur, from) * half / (half + blur * 0.5)
    return cover * smoothstep(1.9 + blur, 1.9 - blur, along) * smoothstep(0.05, 0.3, direction.z)
  }
}
