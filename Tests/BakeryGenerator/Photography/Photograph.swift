import AnnotatorSimulation
import Raster

/// One finished picture with what is known about it.
struct Photograph: Sendable {
  var path: String
  var stem: String
  var camera: CameraModel
  /// Minutes after midnight.
  var minute: Int
  /// The bytes of the file.
  var jpeg: [UInt8]
  /// What is in it, in the upright frame.
  var gold: [GoldBox]

  /// The upright size.
  var extent: ImageExtent {
    ImageExtent(width: Double(camera.width), height: Double(camera.height))
  }

  /// Stages, lights, takes and develops the picture of a brief.
  static func taken(of brief: Brief, seed: UInt64) throws(ImageError) -> Photograph {
    var composer = SceneComposer(brief: brief, seed: seed)
    var (scene, viewpoint) = composer.compose()
    Visibility.removeHidden(from: &scene, viewpoint: viewpoint)
    let exposure = PictureRenderer(scene: scene, viewpoint: viewpoint).render()
    let film = Film(camera: brief.camera, mishap: brief.mishap)
    let pixels = film.develop(exposure, focus: viewpoint.focus, using: &composer.generator)
    let size = PixelSize(width: exposure.width, height: exposure.height)
    let visibility = Visibility(scene: scene, viewpoint: viewpoint, step: 4)
    return Photograph(
      path: brief.path, stem: brief.stem, camera: brief.camera, minute: brief.minute,
      jpeg: try encoded(Bitmap(size: size, pixels: pixels), of: brief),
      gold: goldBoxes(of: scene.breads, in: exposure, visibility: visibility))
  }

  /// The file as the camera writes it: a phone held upright stores its picture lying down.
  private static func encoded(_ upright: Bitmap, of brief: Brief) throws(ImageError) -> [UInt8] {
    let isTurned = brief.camera.orientation == .turnedClockwise
    // Turning back what `turnedClockwise` turns is what `turnedCounterclockwise` does.
    let stored = isTurned ? upright.upright(from: .turnedCounterclockwise) : upright
    let exif = ExifFields(
      orientation: brief.camera.orientation,
      captureTime: Day.exif(minute: brief.minute), make: brief.camera.make,
      model: brief.camera.model)
    return try JPEGEncoder.encode(stored, quality: brief.camera.quality, exif: exif)
  }

  /// The tight box of each bread's visible pixels, from the far breads to the near ones.
  private static func goldBoxes(
    of breads: [Bread], in exposure: Exposure, visibility: Visibility
  ) -> [GoldBox] {
    exposure.bounds(count: breads.count).enumerated().compactMap { index, bounds in
      guard let bounds else { return nil }
      return GoldBox(
        classIndex: breads[index].kind.rawValue, left: Double(bounds.left),
        top: Double(bounds.top), right: Double(bounds.right), bottom: Double(bounds.bottom),
        occlusion: 1 - visibility.shares[index])
    }
    .sorted { ($0.top, $0.left) < ($1.top, $1.left) }
  }
}
