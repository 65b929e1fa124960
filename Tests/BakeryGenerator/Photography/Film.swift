import AnnotatorSimulation
import Raster

/// What lens, sensor and camera software make of a linear exposure.
struct Film {
  var camera: CameraModel
  var mishap: Mishap

  /// The finished picture, rows from the top, upright.
  func develop(
    _ exposure: Exposure, focus: Float, using generator: inout SeededGenerator
  ) -> [RGB8] {
    let blur = LensBlur(width: exposure.width, height: exposure.height)
    var light = blur.defocused(
      exposure.pixels, focus: focus, aperture: camera.aperture, misfocus: mishap.misfocus)
    if mishap.shake > 0.5 {
      light = blur.shaken(light, length: mishap.shake, angle: mishap.shakeAngle)
    }
    light = blur.glowing(light, strength: 0.05)
    expose(&light, width: exposure.width, height: exposure.height)
    addNoise(to: &light, width: exposure.width, using: &generator)
    light = blur.sharpened(blur.softened(light), amount: camera.sharpening)
    return Self.encoded(light)
  }

  /// Exposure, colour cast, vignette and the tone curve; leaves display values 0...1.
  private func expose(_ light: inout [SIMD4<Float>], width: Int, height: Int) {
    let gains = camera.balance * mishap.cast * mishap.gain
    let centre = SIMD2(Float(width), Float(height)) * 0.5
    let reach = (centre * centre).sum()
    for y in 0..<height {
      for x in 0..<width {
        let offset = SIMD2(Float(x), Float(y)) - centre
        let away = (offset * offset).sum() / reach
        let fall = 1 - camera.vignette * away * (0.4 + 0.6 * away)
        let at = y * width + x
        let scaled = Vector(light[at].x, light[at].y, light[at].z) * gains * fall
        light[at] = SIMD4(toned(scaled), 0)
      }
    }
  }

  /// A film-like curve: soft shoulder, slight toe, then the display's gamma.
  @inline(__always)
  private func toned(_ color: Vector) -> Vector {
    let grey = dot(color, Vector(0.2126, 0.7152, 0.0722))
    let vivid = pointwiseMax(mix(Vector(repeating: grey), color, camera.saturation), .zero)
    // Narkowicz's rational fit of the ACES curve (2015), with a gentler slope.
    let x = vivid * 0.72
    let curve = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14)
    return Vector(power(curve.x, 0.4545), power(curve.y, 0.4545), power(curve.z, 0.4545))
  }

  private func addNoise(
    to light: inout [SIMD4<Float>], width: Int, using generator: inout SeededGenerator
  ) {
    let strength = camera.noise + mishap.grain
    for at in light.indices {
      // Two draws give four sums of uniforms: close enough to normal, and quick.
      let (a, b) = (generator.next(), generator.next())
      let luma = Self.bell(a) * strength
      let red = Self.bell(a >> 32) * strength * 0.7
      let blue = Self.bell(b) * strength * 0.9
      let shadow = 1.35 - 0.8 * light[at].y
      light[at] += SIMD4(luma + red, luma, luma + blue, 0) * shadow
    }
  }

  /// The sum of four bytes, centred and scaled to about unit variance.
  @inline(__always)
  private static func bell(_ bits: UInt64) -> Float {
    let sum = (bits & 255) + (bits >> 8 & 255) + (bits >> 16 & 255) + (bits >> 24 & 255)
    return (Float(sum) - 510) / 148
  }

  private static func encoded(_ light: [SIMD4<Float>]) -> [RGB8] {
    light.map { pixel in
      RGB8(
        r: UInt8(clamp(pixel.x) * 255 + 0.5), g: UInt8(clamp(pixel.y) * 255 + 0.5),
        b: UInt8(clamp(pixel.z) * 255 + 0.5))
    }
  }
}
