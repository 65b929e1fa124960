import AnnotatorSimulation

/// A handwritten price card that stands on the tray or the counter.
struct PriceCard {
  /// The middle of the lower edge.
  var foot: Vector
  /// Unit directions of the card: to its reader's right, and up.
  var right: Vector
  var up: Vector
  var width: Float
  var height: Float
  var paper: Vector
  var band: Vector
  private var ink: [StrokeFont.Segment]

  /// Writes a card for `kind`, facing the reader along `facing` and leaning back a little.
  init(
    for kind: BreadKind, foot: Vector, turn: Float, using generator: inout SeededGenerator
  ) {
    self.foot = foot
    let lean = generator.float(0.15...0.45)
    right = Vector(cosine(turn), sine(turn), 0)
    up = Vector(-sine(turn) * sine(lean), cosine(turn) * sine(lean), cosine(lean))
    width = generator.float(6.4...7.6)
    height = width * 0.60
    let papers = [Vector(0.86, 0.84, 0.78), Vector(0.88, 0.80, 0.46), Vector(0.80, 0.68, 0.50)]
    paper = papers[generator.integer(0...2)]
    let bands = [Vector(0.55, 0.06, 0.05), Vector(0.10, 0.28, 0.10), Vector(0.16, 0.09, 0.05)]
    band = bands[generator.integer(0...2)]
    let name = kind.japaneseName
    let size = min(0.86 / Float(name.count), 0.155)
    let prices = ["¥130", "¥140", "¥160", "¥180", "¥210", "¥238"]
    ink = StrokeFont.strokes(
      name, at: SIMD2(0.5 - size * Float(name.count) / 2, 0.10), size: size)
    ink += StrokeFont.strokes(prices[generator.integer(0...5)], at: SIMD2(0.30, 0.33), size: 0.14)
  }

  var normal: Vector { cross(right, up) }
  /// The middle of the card.
  var centre: Vector { foot + up * (height / 2) }

  /// The distance along `ray`; nil when it misses.
  func distance(along ray: Ray) -> Float? {
    let approach = dot(ray.direction, normal)
    guard abs(approach) > 1e-4 else { return nil }
    let distance = dot(foot - ray.origin, normal) / approach
    guard distance > 0 else { return nil }
    let place = ray.point(at: distance) - foot
    guard abs(dot(place, right)) < width / 2 else { return nil }
    let rise = dot(place, up)
    return rise > 0 && rise < height ? distance : nil
  }

  /// The card's front at a point on it.
  func surface(at point: Vector) -> SurfaceSample {
    let place = point - foot
    // Text coordinates: x 0...1 over the width, y downwards in the same unit.
    let x = dot(place, right) / width + 0.5
    let y = (height - dot(place, up)) / width
    var albedo = paper
    let edge = min(min(x, 1 - x), min(y, height / width - y))
    if edge < 0.035 && edge > 0.018 { albedo = band }
    var nearest: Float = 1
    for segment in ink { nearest = min(nearest, segment.distance(to: SIMD2(x, y))) }
    albedo = mix(Vector(0.025, 0.02, 0.03), albedo, smoothstep(0.009, 0.013, nearest))
    return SurfaceSample(albedo: albedo, normal: normal, gloss: 0.04, roughness: 0.5)
  }
}
