import AnnotatorSimulation

/// What surrounds the breads: the tray's rim, cards, tongs, clutter, light, camera.
extension SceneComposer {
  mutating func placeProps(around stage: Stage) -> [Prop] {
    var props = rim(of: stage)
    let front = -stage.trayHalf.y
    if generator.chance(0.75), let kind = brief.kinds.last {
      let place = Vector(
        generator.float(-0.8...0.8) * stage.trayHalf.x, stage.trayHalf.y - 0.6, 0.2)
      props.append(card(kind, at: place))
    }
    if generator.chance(0.4), let kind = brief.kinds.first {
      let place = Vector(generator.float(-0.7...0.7) * stage.trayHalf.x, front + 0.9, 0.2)
      props.append(card(kind, at: place))
    }
    if generator.chance(0.6) { props += tongs(beside: stage) }
    props += clutter(behind: stage)
    return props
  }

  private mutating func card(_ kind: BreadKind, at place: Vector) -> Prop {
    let turn = generator.float(-0.25...0.25)
    let card = PriceCard(for: kind, foot: place, turn: turn, using: &generator)
    return Prop(form: .card(card), material: .plain(card.paper, gloss: 0.04))
  }

  private func rim(of stage: Stage) -> [Prop] {
    let (x, y) = (stage.trayHalf.x, stage.trayHalf.y)
    let rise: Float = brief.hasBasketRim ? 0.9 : 0.35
    let corners = [
      Vector(-x, -y, rise), Vector(x, -y, rise), Vector(x, y, rise), Vector(-x, y, rise),
    ]
    return corners.indices.map { index in
      Prop(
        form: .rod(
          from: corners[index], to: corners[(index + 1) % 4],
          radius: brief.hasBasketRim ? 1.7 : 0.62),
        material: brief.hasBasketRim ? .wicker : rimMaterial)
    }
  }

  private var rimMaterial: Material {
    switch brief.liner {
    case .wood(let dark): .wood(dark: min(dark + 0.1, 1))
    case .enamel: .enamel
    default: .steel
    }
  }

  /// A pair of tongs lying on the counter beside the tray.
  private mutating func tongs(beside stage: Stage) -> [Prop] {
    let side: Float = generator.chance(0.5) ? 1 : -1
    let base = Vector(
      side * (stage.trayHalf.x + generator.float(4...6.5)), generator.float(-8...2),
      -stage.drop + 0.6)
    let heading = generator.float(1.2...1.9)
    let along = Vector(cosine(heading), sine(heading), 0)
    let across = Vector(-along.y, along.x, 0)
    return [-1, 1].flatMap { arm -> [Prop] in
      let spread = across * Float(arm)
      let hinge = base + along * 19 + spread * 0.3 + Vector(0, 0, 0.3)
      let elbow = base + along * 7 + spread * 1.7
      return [
        Prop(form: .rod(from: hinge, to: elbow, radius: 0.42), material: .steel),
        Prop(
          form: .rod(from: elbow, to: base + spread * 0.8, radius: 0.62),
          material: .plain(Vector(0.05, 0.045, 0.04), gloss: 0.06)),
      ]
    }
  }

  /// Jars, boxes and bottles on the counter behind the tray, out of focus.
  private mutating func clutter(behind stage: Stage) -> [Prop] {
    let colors = [
      Vector(0.36, 0.10, 0.07), Vector(0.14, 0.20, 0.12), Vector(0.60, 0.50, 0.35),
      Vector(0.13, 0.16, 0.22), Vector(0.70, 0.67, 0.61), Vector(0.34, 0.20, 0.10),
    ]
    return (0..<generator.integer(3...7)).map { _ in
      let material = Material.plain(colors[generator.integer(0...5)], gloss: 0.05)
      let place = Vector(
        generator.float(-1.5...1.5) * stage.trayHalf.x,
        generator.float((stage.trayHalf.y + 8)...(stage.counterEdge - 1)), -stage.drop)
      let tall = generator.float(4...11)
      if generator.chance(0.5) {
        let radius = generator.float(1.8...3.4)
        return Prop(
          form: .tin(foot: place, radius: radius, height: tall), material: material)
      }
      let half = Vector(generator.float(2.5...6), generator.float(2...4), tall / 2)
      return Prop(
        form: .box(
          centre: place + Vector(0, 0, tall / 2), half: half, turn: generator.float(-0.6...0.6)),
        material: material)
    }
  }

  // MARK: Light and camera

  mutating func makeLight() -> Illumination {
    let side = generator.float(0.5...2.64)
    let height = generator.float(0.65...1.35)
    let warmth = generator.float(0...1)
    let strength = generator.float(0.75...1.25)
    return Illumination(
      keyDirection: normalized(Vector(cosine(side), sine(side), height)),
      keyColor: mix(Vector(1.80, 1.84, 1.90), Vector(2.20, 1.82, 1.36), warmth) * strength,
      keySize: generator.float(0.07...0.26),
      skyColor: mix(Vector(0.40, 0.43, 0.48), Vector(0.48, 0.42, 0.34), warmth),
      stripColor: mix(Vector(5.0, 5.1, 5.2), Vector(5.6, 4.8, 3.8), warmth),
      stripTurn: generator.float(-0.5...0.5), stripPitch: generator.float(0.9...1.7),
      groundColor: Vector(0.16, 0.13, 0.10))
  }

  mutating func makeViewpoint(reach: SIMD2<Float>) -> Viewpoint {
    let camera = brief.camera
    let isUpright = camera.height > camera.width
    let spread: Float = isUpright ? 0.52 : 0.50
    let elevation = (brief.elevation + generator.float(-3...3)) * Float.pi / 180
    let narrow =
      spread * Float(min(camera.width, camera.height)) / Float(max(camera.width, camera.height))
    let flatReach = SIMD2(reach.x, reach.y * sine(elevation) + 2)
    let needed = max(
      flatReach.x / (isUpright ? narrow : spread), flatReach.y / (isUpright ? spread : narrow))
    let distance = needed * generator.float(0.98...1.16) + reach.y * cosine(elevation) * 0.6
    let turn = generator.float(-0.35...0.35)
    let target = Vector(generator.float(-1.5...1.5), generator.float(-1...1.5), 1.5)
    let away = Vector(
      sine(turn) * cosine(elevation), -cosine(turn) * cosine(elevation), sine(elevation))
    return Viewpoint(
      position: target + away * distance, target: target, roll: generator.float(-0.05...0.05),
      width: camera.width, height: camera.height, spread: spread,
      barrel: isUpright ? 0.01 : 0.05)
  }
}
