/// What light meets at one point of a surface.
struct SurfaceSample {
  /// The share of light scattered back, linear.
  var albedo: Vector
  /// Unit length, towards the outside, in world directions.
  var normal: Vector
  /// Mirror reflection straight on, 0...1 (0.04 is a typical dry surface).
  var gloss: Float = 0.04
  /// 0 is a mirror, 1 is matt.
  var roughness: Float = 0.7
  /// How open the point's own relief leaves it, 0...1.
  var openness: Float = 1
  /// How far light seeps around the terminator, 0...1.
  var translucency: Float = 0
  /// Whether reflections take the surface's own colour.
  var isMetal = false
  /// Light the surface gives off by itself, linear.
  var emission: Vector = .zero
}
