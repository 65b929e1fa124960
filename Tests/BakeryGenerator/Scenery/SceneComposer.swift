import AnnotatorSimulation

/// Sets the scene for a brief: breads on a tray, props around it, light, camera position.
struct SceneComposer {
  var brief: Brief
  var generator: SeededGenerator

  init(brief: Brief, seed: UInt64) {
    self.brief = brief
    generator = SeededGenerator(seed: seed)
  }

  /// A scene and the viewpoint it is seen from.
  mutating func compose() -> (scene: Scene, viewpoint: Viewpoint) {
    let breads = placeBreads()
    let reach = extent(of: breads)
    let margin: Float = 2.6
    let stage = Stage(
      trayHalf: SIMD2(reach.x + margin, reach.y + margin), liner: brief.liner,
      counter: brief.counter, drop: brief.hasBasketRim ? 2.2 : 1.2,
      counterEdge: reach.y + generator.float(16...34),
      wall: [Vector(0.42, 0.33, 0.24), Vector(0.30, 0.29, 0.27), Vector(0.22, 0.16, 0.11)][
        generator.integer(0...2)], seed: generator.float(1...90))
    let scene = Scene(
      breads: breads, props: placeProps(around: stage), stage: stage,
      illumination: makeLight())
    return (scene, makeViewpoint(reach: reach))
  }

  // MARK: Breads

  private mutating func placeBreads() -> [Bread] {
    var breads: [Bread] = []
    let half = placeRange
    let onTray = brief.isStacked ? max(brief.count - brief.count / 4, 3) : brief.count
    var tries = 0
    var squeeze: Float = 0.97
    while breads.count < onTray && tries < 9000 {
      tries += 1
      if tries % 1000 == 0 { squeeze -= 0.03 }
      let place = SIMD2(generator.float(-half.x...half.x), generator.float(-half.y...half.y))
      let bread = makeBread(kind(at: place.y / half.y), at: Vector(place.x, place.y, 0))
      if breads.allSatisfy({ !Self.collide($0, bread, squeeze: squeeze) }) { breads.append(bread) }
    }
    if brief.isStacked { stack(onto: &breads) }
    // Filled last: most trial breads are thrown away, and a filling takes long to cook.
    for index in breads.indices where breads[index].kind == .yakisobapan {
      breads[index].filling = NoodleField(using: &generator)
    }
    return Self.centred(breads)
  }

  /// How far from the tray's middle a bread's own middle may lie; trays follow the picture's shape.
  private var placeRange: SIMD2<Float> {
    let size = Float(brief.count).squareRoot()
    let long = 5.4 + 2.9 * size
    let short = 3.2 + 2.4 * size
    let isUpright = brief.camera.height > brief.camera.width
    return isUpright ? SIMD2(short + 0.8, long + 0.4) : SIMD2(long, short)
  }

  /// The kind for a place between the front (-1) and the back (1) of the tray.
  private mutating func kind(at depth: Float) -> BreadKind {
    let row = Int((depth * 0.5 + 0.5) * Float(brief.kinds.count) * 0.999)
    return brief.kinds[min(max(row, 0), brief.kinds.count - 1)]
  }

  private mutating func makeBread(_ kind: BreadKind, at origin: Vector) -> Bread {
    var turn = generator.float(0...6.3)
    if kind == .yakisobapan {
      turn = generator.float(-0.5...0.5) + (generator.chance(0.4) ? 1.3 : 0)
    }
    let lean = generator.float(0...0.07)
    let leanTurn = generator.float(0...6.3)
    let axisZ = normalized(Vector(sine(lean) * cosine(leanTurn), sine(lean) * sine(leanTurn), 1))
    let axisX = normalized(
      Vector(cosine(turn), sine(turn), 0) - axisZ * dot(axisZ, Vector(cosine(turn), sine(turn), 0)))
    let (radius, crown): (ClosedRange<Float>, ClosedRange<Float>) =
      switch kind {
      case .anpan: (4.2...4.8, 0.46...0.60)
      case .melonpan: (5.0...5.7, 0.56...0.70)
      case .yakisobapan: (3.5...3.9, 0.66...0.80)
      }
    return Bread(
      kind: kind, origin: origin, axisX: axisX, axisY: cross(axisZ, axisX), axisZ: axisZ,
      radius: generator.float(radius),
      seed: Vector(generator.float(0...90), generator.float(0...90), generator.float(0...90)),
      crown: generator.float(crown), browning: generator.float(0.15...0.85),
      variety: generator.float(0...1),
      filling: nil)
  }

  /// The discs that a bread covers on the floor.
  private static func footprint(_ bread: Bread) -> [(SIMD2<Float>, Float)] {
    let offsets: [Float] = bread.kind == .yakisobapan ? [-1.15, -0.4, 0.4, 1.15] : [0]
    return offsets.map { offset in
      let place = bread.origin + bread.axisX * (offset * bread.radius)
      return (SIMD2(place.x, place.y), bread.radius)
    }
  }

  private static func collide(_ a: Bread, _ b: Bread, squeeze: Float) -> Bool {
    for (placeA, radiusA) in footprint(a) {
      for (placeB, radiusB) in footprint(b) {
        let offset = placeA - placeB
        let reach = (radiusA + radiusB) * squeeze
        if (offset * offset).sum() < reach * reach { return true }
      }
    }
    return false
  }

  /// Lays a second layer across pairs of neighbours.
  private mutating func stack(onto breads: inout [Bread]) {
    let base = breads
    var tries = 0
    while breads.count < brief.count && tries < 200 {
      tries += 1
      let first = base[generator.integer(0...(base.count - 1))]
      guard
        let second = base.filter({ $0.seed != first.seed }).min(by: {
          length($0.origin - first.origin) < length($1.origin - first.origin)
        })
      else { return }
      let height = (top(of: first) + top(of: second)) * 0.5 * 0.74
      let middle = (first.origin + second.origin) * 0.5
      var upper = makeBread(first.kind, at: Vector(middle.x, middle.y, height))
      let slope = (top(of: first) - top(of: second)) / max(length(first.origin - second.origin), 1)
      let toward = normalized(second.origin - first.origin + Vector(1e-4, 0, 0))
      upper.axisZ = normalized(
        upper.axisZ + toward * slope + Vector(0, generator.float(-0.2...0), 0))
      upper.axisX = normalized(upper.axisX - upper.axisZ * dot(upper.axisX, upper.axisZ))
      upper.axisY = cross(upper.axisZ, upper.axisX)
      let isFree = breads.dropFirst(base.count).allSatisfy {
        !Self.collide($0, upper, squeeze: 0.9)
      }
      if isFree { breads.append(upper) }
    }
  }

  private func top(of bread: Bread) -> Float {
    bread.radius * (bread.waist + bread.crown)
  }

  /// The same breads with the middle of them all at the origin.
  private static func centred(_ breads: [Bread]) -> [Bread] {
    let places = breads.flatMap(footprint).map(\.0)
    let xs = places.map(\.x)
    let ys = places.map(\.y)
    let shift = Vector(
      ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2, ((ys.min() ?? 0) + (ys.max() ?? 0)) / 2, 0)
    return breads.map { bread in
      var moved = bread
      moved.origin -= shift
      return moved
    }
  }

  /// Half the extent of the breads on the floor.
  private func extent(of breads: [Bread]) -> SIMD2<Float> {
    breads.flatMap(Self.footprint).reduce(SIMD2(12, 9)) { reach, disc in
      SIMD2(max(reach.x, abs(disc.0.x) + disc.1), max(reach.y, abs(disc.0.y) + disc.1))
    }
  }
}
