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
  private let wanted = Mutex<[Wish]>([])
  /// How often refinements were given up.
  private let abandonments = Atomic(0)

  /// Pictures to decode ahead.
  private struct Wish {
    let key: Picture.ImageKey
    /// Bitmap pixels for each of the image's that are wanted; nil for as many as the pane shows.
    let scale: Double?
  }

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
    let generation = abandonments.load(ordering: .relaxed)
    painting.async { [self] in
      done(
        painting(for: request) { [self] in
          !request.isRefinement || abandonments.load(ordering: .relaxed) == generation
        })
    }
  }

  /// Gives up the refinements that were asked for, at the next of their steps.
  package func abandonRefinements() { abandonments.add(1, ordering: .relaxed) }

  /// Makes a painting and answers it.
  ///
  /// An image that cannot be shown is painted as an empty one, with its `failure`. It is tried again
  /// once nothing is known of any cell: after another image, a resize or a redraw.
  package func painting(for request: PaintRequest) -> Painting {
    painting(for: request) { true }
  }

  private func painting(for request: PaintRequest, isWanted: () -> Bool) -> Painting {
    let area = request.picture.area
    guard !area.isEmpty, area == request.ledger.area else { return Painting(nothingFor: request) }
    let start = ContinuousClock.now
    let key = BasePicture.Key(request)
    let known = knownPicture(key, for: request)
    do {
      let picture = try known ?? newPicture(key, isWanted: isWanted)
      guard isWanted() else { throw Abandonment() }
      var painting = Composition(base: picture, request: request).painting()
      if known == nil, request.fineness == .fine {
        painting.making = (ContinuousClock.now - start) / .seconds(1)
      }
      return painting
    } catch {
      return Painting(nothingFor: request, isAbandoned: true)
    }
  }

  /// Decodes pictures that will probably be asked for, newest wishes only: as fine as the last one
  /// was shown, or `whole` where any part of them may be enlarged.
  package func prefetch(_ keys: [Picture.ImageKey], whole: Bool = false) {
    prefetch(keys.map { Wish(key: $0, scale: whole ? 1 : nil) })
  }

  /// Decodes what a sheet will need, in cells of so many pixels.
  package func prefetch(_ tiles: [Picture.Tile], cell: PixelExtent) {
    prefetch(
      tiles.map { tile in
        Wish(
          key: tile.image,
          scale: min(1, Double(tile.cells.columns * cell.width) / max(1, tile.region.width)))
      })
  }

  private func prefetch(_ wishes: [Wish]) {
    wanted.withLock { $0 = wishes }
    prefetching.async { [self] in
      while let wish = wanted.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        // What cannot be read now is told when it is shown.
        if let scale = wish.scale {
          _ = try? image(wish.key, scale: scale)
        } else if let pane = lastPane.withLock({ $0 }), cache.image(wish.key, scale: 0) == nil {
          _ = try? decoded(wish.key, fitting: pane)
        }
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

  /// The last picture, where it is the one that is wanted; one that failed is tried again.
  private func knownPicture(_ key: BasePicture.Key, for request: PaintRequest) -> BasePicture? {
    guard let known = base.withLock({ $0 }), known.key == key,
      known.failure == nil || request.ledger.hasKnownCells
    else { return nil }
    return known
  }

  private func newPicture(
    _ key: BasePicture.Key, isWanted: () -> Bool
  ) throws(Abandonment) -> BasePicture {
    guard isWanted() else { throw Abandonment() }
    let made: BasePicture
    do {
      made =
        key.tiles.isEmpty
        ? try BasePicture(key: key, image: try image(for: key), isWanted: isWanted)
        : sheet(for: key)
    } catch let abandonment as Abandonment {
      throw abandonment
    } catch {
      made = BasePicture(key: key, failure: "the picture cannot be shown: \(error)")
    }
    base.withLock { $0 = made }
    return made
  }

  private func image(for key: BasePicture.Key) throws -> DecodedImage {
    guard key.viewport.width > 0, key.viewport.height > 0 else { throw ViewportError() }
    let pane = PixelSize(
      width: key.pixels.width * key.oversampling, height: key.pixels.height * key.oversampling)
    lastPane.withLock { $0 = pane }
    // Who waits for a draft does not wait for the file: it is made of whatever is here.
    if key.fineness == .draft, let known = cache.image(key.image, scale: 0) { return known }
    // More than the whole picture is never decoded.
    let scale = min(1, Double(pane.width) / key.viewport.width)
    return try image(key.image, scale: scale)
  }

  /// A picture of which `scale` bitmap pixels for each of its own are wanted, at most 1.
  func image(_ key: Picture.ImageKey, scale: Double) throws -> DecodedImage {
    if let known = cache.image(key, scale: scale) { return known }
    let bytes = try load(key)
    let full = try ImageProbe.probe(bytes: bytes).uprightSize
    let target = PixelSize(
      width: Int((Double(full.width) * scale).rounded(.up)),
      height: Int((Double(full.height) * scale).rounded(.up)))
    let image = try ImageDecoder.decode(bytes: bytes, fitting: target)
    cache.insert(image, for: key)
    return image
  }
}

/// A view of nothing.
private struct ViewportError: Error, CustomStringConvertible {
  let description = "the view of it has no extent"
}
