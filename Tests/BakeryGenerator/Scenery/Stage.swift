/// Where the breads lie: a tray on a counter, and the shop behind it.
struct Stage {
  /// Half the tray's extent; its middle is the world's origin and its floor is z = 0.
  var trayHalf: SIMD2<Float>
  var liner: Material
  var counter: Material
  /// How far the counter's top lies below the tray's floor.
  var drop: Float
  /// Where the counter ends towards the shop.
  var counterEdge: Float
  /// The wall behind, linear.
  var wall: Vector
  /// Moves the shop's random furnishing.
  var seed: Float

  /// A horizontal surface that a ray ends on.
  enum Floor {
    case tray
    case counter
    case shop
  }

  /// Where a ray ends if nothing stands in its way; the shop's distance is nominal.
  func floor(along ray: Ray) -> (Floor, Float) {
    guard ray.direction.z < -1e-4 else { return (.shop, 260) }
    let toTray = -ray.origin.z / ray.direction.z
    let place = ray.point(at: toTray)
    if abs(place.x) < trayHalf.x && abs(place.y) < trayHalf.y { return (.tray, toTray) }
    let toCounter = (-drop - ray.origin.z) / ray.direction.z
    return ray.point(at: toCounter).y < counterEdge ? (.counter, toCounter) : (.shop, 260)
  }

  func surface(of floor: Floor, at point: Vector, along ray: Ray) -> SurfaceSample {
    switch floor {
    case .tray:
      var sample = liner.surface(at: Vector(point.x, point.y, seed))
      let toRim = min(trayHalf.x - abs(point.x), trayHalf.y - abs(point.y))
      sample.openness *= mix(0.45, 1, smoothstep(0, 2.4, toRim))
      return sample
    case .counter:
      var sample = counter.surface(at: Vector(point.x, point.y, seed + 50))
      let outside = SIMD2(
        max(abs(point.x) - trayHalf.x, 0), max(abs(point.y) - trayHalf.y, 0))
      let away = (outside * outside).sum().squareRoot()
      sample.openness *= mix(0.25, 1, smoothstep(-0.5, 4.5, away))
      return sample
    case .shop:
      return SurfaceSample(
        albedo: .zero, normal: -ray.direction, gloss: 0, emission: shop(ray.direction))
    }
  }

  /// The shop in this direction: shelves of goods and lamps, as the lens blurs them anyway.
  private func shop(_ direction: Vector) -> Vector {
    let side = direction.x / max(direction.y, 0.1) * 11 + seed
    let rise = direction.z / max(direction.y, 0.1) * 11 + 7
    let shelf = (rise / 1.9).rounded(.down)
    let within = rise / 1.9 - shelf
    var color = wall * (0.75 + 0.08 * rise) * (1 + 0.15 * Noise.value(Vector(side, rise, 3) * 0.3))
    if within < 0.10 { return color * 0.35 }
    let slot = (side / 0.85 + Noise.cell(Int32(shelf), 8, 1) * 4).rounded(.down)
    let key = Int32(shelf) &* 31 &+ Int32(seed * 10)
    let tall = 0.25 + 0.55 * Noise.cell(Int32(slot), key, 2)
    if within < tall && Noise.cell(Int32(slot), key, 3) < 0.62 {
      let tone = Vector(
        Noise.cell(Int32(slot), key, 4), Noise.cell(Int32(slot), key, 5),
        Noise.cell(Int32(slot), key, 6))
      color = mix(Vector(0.34, 0.25, 0.16), tone * Vector(0.75, 0.55, 0.42), 0.5) * 0.65
    }
    return color + lamp(side: side, rise: rise)
  }

  private func lamp(side: Float, rise: Float) -> Vector {
    let column = (side / 3.4).rounded(.down)
    let row = (rise / 3.0).rounded(.down)
    guard Noise.cell(Int32(column), Int32(row), Int32(seed) &+ 9) < 0.34 else { return .zero }
    let x = side / 3.4 - column - 0.5
    let y = (rise / 3.0 - row - 0.5) * (3.0 / 3.4)
    let disc = smoothstep(0.085, 0.07, (x * x + y * y).squareRoot())
    return Vector(3.4, 2.5, 1.5) * disc
  }
}
