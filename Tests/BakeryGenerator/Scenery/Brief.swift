/// What one picture should show, before chance fills in the rest.
struct Brief {
  /// The file name without folder and extension; no two pictures share it.
  var stem: String
  var camera: CameraModel
  /// The time of day in minutes after midnight, on the project's one day.
  var minute: Int
  /// The kinds on the tray, from the front row to the back.
  var kinds: [BreadKind]
  var count: Int
  /// Whether some breads lie on others.
  var isStacked = false
  var liner: Material
  var counter: Material
  var hasBasketRim = false
  /// How steeply the camera looks down, in degrees; 90 is from straight above.
  var elevation: Float
  var mishap = Mishap()

  /// The picture's path inside the sample project.
  var path: String { "images/\(camera.folder)/\(stem).jpg" }
}

/// What went wrong when a picture was taken; nothing, by default.
struct Mishap {
  /// Multiplies the light: below 1 is under-exposed.
  var gain: Float = 1
  /// A colour cast that the camera left in.
  var cast = Vector(1, 1, 1)
  /// Extra noise, as from high sensitivity.
  var grain: Float = 0
  /// Pixels by which the camera moved, and the direction in radians.
  var shake: Float = 0
  var shakeAngle: Float = 0.6
  /// Pixels of blur everywhere.
  var misfocus: Float = 0

  /// Too little light: dark and noisy.
  static let dim = Mishap(gain: 0.36, cast: Vector(1.05, 0.99, 0.92), grain: 0.017)
  /// Dusk through the window: dark and blue.
  static let dusk = Mishap(gain: 0.48, cast: Vector(0.86, 0.97, 1.16), grain: 0.013)
  /// Bulbs that the camera took for daylight.
  static let tungsten = Mishap(gain: 0.92, cast: Vector(1.20, 1.0, 0.70), grain: 0.004)
  /// Tubes with a green cast.
  static let fluorescent = Mishap(gain: 0.95, cast: Vector(0.95, 1.04, 0.95), grain: 0.003)
  /// Too much light.
  static let bright = Mishap(gain: 1.5)
  /// A hand that moved.
  static let shaken = Mishap(gain: 0.8, grain: 0.005, shake: 15)
  /// Focus on nothing.
  static let blurred = Mishap(gain: 0.95, misfocus: 5.5)
}
