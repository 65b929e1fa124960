import Raster
import Screen
import Synchronization

/// Decoded pictures, the ones used last, within a number of bytes.
final class BitmapCache: Sendable {
  private struct Entry {
    let image: DecodedImage
    var lastUse: UInt64
  }

  private struct State {
    var entries: [Picture.ImageKey: Entry] = [:]
    var uses: UInt64 = 0
    var bytes = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  /// Makes a cache that holds at most `limit` bytes, and the newest picture whatever its size.
  init(limit: Int) {
    self.limit = limit
  }

  /// A picture that is at least as fine as `scale` bitmap pixels for an image pixel, or whole.
  func image(_ key: Picture.ImageKey, scale: Double) -> DecodedImage? {
    state.withLock { state in
      guard let entry = state.entries[key], entry.image.scale >= min(scale, 1) else { return nil }
      state.uses += 1
      state.entries[key]?.lastUse = state.uses
      return entry.image
    }
  }

  /// Keeps a picture, unless a finer one is here, and drops those that were not used for longest.
  func insert(_ image: DecodedImage, for key: Picture.ImageKey) {
    state.withLock { state in
      state.uses += 1
      if let old = state.entries[key] {
        // Decoding ahead and painting may have had the same picture in hand.
        if old.image.scale > image.scale { return }
        state.bytes -= Self.bytes(of: old.image)
      }
      state.entries[key] = Entry(image: image, lastUse: state.uses)
      state.bytes += Self.bytes(of: image)
      while state.bytes > limit, state.entries.count > 1,
        let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        state.entries[oldest.key] = nil
        state.bytes -= Self.bytes(of: oldest.value.image)
      }
    }
  }

  private static func bytes(of image: DecodedImage) -> Int {
    image.bitmap.size.area * MemoryLayout<RGB8>.stride
  }
}
