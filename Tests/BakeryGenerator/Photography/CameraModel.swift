import Raster

/// One of the two cameras, as far as its pictures betray it.
struct CameraModel: Sendable {
  var make: String
  var model: String
  /// The folder of its files.
  var folder: String
  /// Upright size, in pixels.
  var width: Int
  var height: Int
  /// How its files are stored: as seen, or lying down by a phone held upright (EXIF 6).
  var orientation: Orientation
  /// Gains for red, green and blue.
  var balance: Vector
  var saturation: Float
  /// Sharpening halo, 0 for none.
  var sharpening: Float
  /// Standard deviation of the noise at middle grey.
  var noise: Float
  var vignette: Float
  /// Blur radius, in pixels, per unit of relative defocus.
  var aperture: Float
  /// JPEG quality, 1...100.
  var quality: Int

  /// A fixed camera above the counter: cool, a little noisy, nearly everything in focus.
  static let counter = CameraModel(
    make: "Hakari Optics", model: "CC-200 Counter", folder: "counter", width: 1600, height: 1200,
    orientation: .upright, balance: Vector(0.97, 1.01, 1.0), saturation: 0.96, sharpening: 0.25,
    noise: 0.011, vignette: 0.42, aperture: 8, quality: 90)

  /// A phone held upright: warm, sharpened, shallow focus; its files are stored lying down.
  static let phone = CameraModel(
    make: "Tsubame", model: "Tsubame 5", folder: "phone", width: 1224, height: 1632,
    orientation: .turnedClockwise, balance: Vector(1.05, 1.0, 0.93), saturation: 1.15,
    sharpening: 0.55,
    noise: 0.007, vignette: 0.22, aperture: 13, quality: 89)
}
