import Foundation
import Raster
package import Screen
import Synchronization

/// Makes the bytes that show pictures, away from the main actor.
///
/// One queue paints, another decodes ahead; they share decoded pictures. Two blocking calls would
/// fill the whole cooperative thread pool on two cores, so neither runs on it.
package final class PictureEngine: Sendable {
  private let painting = DispatchQueue(label: "painting")
  private let prefetching = DispatchQueue(label: "prefetching", qos: .utility)
  private let load: @Sendable (Picture.ImageKey) throws -> [UInt8]
  private let cache: BitmapCache
  private let base = Mutex<BasePicture?>(nil)
  /// The resolution that the last painting needed, for pictures that are decoded ahead.
  private let lastPane = Mutex<PixelSize?>(nil)
  private let wanted = Mutex<[Picture.ImageKey]>([])

  /// Makes an engine.
  ///
  /// `load` reads a picture's file and may block; `cacheBytes` bounds the decoded pictures.
  package init(
    cacheBytes: Int = 256 << 20, load: @escaping @Sendable (Picture.ImageKey) throws -> [UInt8]
  ) {
    cache = BitmapCache(limit: cacheBytes)
    self.load = load
  }

  /// Makes a painting and hands it to `done`, on a thread of the engine.
  package func paint(_ request: PaintRequest, done: @escaping @Sendable (Painting) -> Void) {
    painting.async { [self] in done(painting(for: request)) }
  }

  /// Makes a painting and answers it.
  package func painting(for request: PaintRequest) -> Painting {
    do {
      let base = try basePicture(for: request)
      return Composition(base: base, request: request).painting()
    } catch {
      let reason = (error as? ImageError)?.description ?? "\(error)"
      return Composition.failure("the picture cannot be shown: \(reason)", request: request)
    }
  }

  /// Decodes pictures that will probably be asked for, newest wishes only.
  package func prefetch(_ keys: [Picture.ImageKey]) {
    wanted.withLock { $0 = keys }
    prefetching.async { [self] in
      guard let pane = lastPane.withLock({ $0 }) else { return }
      while let key = wanted.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        // What cannot be read now is told when it is shown.
        if cache.image(key, scale: 0) == nil { _ = try? decoded(key, fitting: pane) }
      }
    }
  }

  private func decoded(
    _ key: Picture.ImageKey, fitting target: PixelSize?
  ) throws -> DecodedImage {
    let image = try ImageDecoder.decode(bytes: try load(key), fitting: target)
    cache.insert(image, for: key)
    return image
  }

  private func basePicture(for request: PaintRequest) throws -> BasePicture {
    let key = BasePicture.Key(request)
    if let known = base.withLock({ $0 }), known.key == key { return known }
    let made = BasePicture(key: key, image: try image(for: key))
    base.withLock { $0 = made }
    return made
  }

  private func image(for key: BasePicture.Key) throws -> DecodedImage {
    let scale = Double(key.pixels.width) / key.viewport.width
    lastPane.withLock { $0 = key.pixels }
    // Half-blocks show few pixels; twice as many under them keep thin things from vanishing.
    let oversampling = key.isCoarse ? 2.0 : 1.0
    if let known = cache.image(key.image, scale: scale * oversampling) { return known }
    let bytes = try load(key.image)
    let full = try ImageProbe.probe(bytes: bytes).uprightSize
    let target = PixelSize(
      width: Int((Double(full.width) * scale * oversampling).rounded(.up)),
      height: Int((Double(full.height) * scale * oversampling).rounded(.up)))
    let image = try ImageDecoder.decode(bytes: bytes, fitting: target)
    cache.insert(image, for: key.image)
    return image
  }
}
