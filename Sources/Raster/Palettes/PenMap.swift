import CPixelKernels
import Dispatch
import Synchronization

/// Maps pixels to a palette so that their sixel picture needs few bytes.
///
/// A sixel picture is bands of six rows in which every colour of every column costs. So a pixel
/// takes, of the palette's colours near it, not the nearest but the one that costs least, error and
/// bytes together: one that its column has already, or the last columns had. What a byte may cost is a
/// share of the error that the palette makes by itself, so that a picture which few colours show
/// well stays as good.
package struct PenMap {
  /// Rows of a sixel band.
  static let bandHeight = 6
  /// Bands that one task maps; the same for any number of threads.
  private static let bandsPerTask = 16

  private let slots: [UInt16]
  private let candidates: [cpk_candidates]
  /// The squared error of a pixel in its nearest colour, on average.
  package let meanError: Float

  /// Prepares for mapping a picture, of which there is a histogram, to the first `usable` colours
  /// of a palette.
  package init(
    _ palette: Palette, usable: Int, for bitmap: Bitmap, histogram: ColorHistogram
  ) {
    let nearby = NearbyPens(Array(palette.colors.prefix(usable)), of: histogram.cells)
    var slots = [UInt16](repeating: 0, count: ColorHistogram.cellCount)
    for (slot, cell) in histogram.cells.enumerated() { slots[Int(cell)] = UInt16(slot) }
    self.slots = slots
    candidates = nearby.candidates
    meanError = Self.meanError(of: bitmap, slots, nearby.candidates)
  }

  /// Measured on one pixel in 61, a step that meets every column and row of usual pictures.
  private static func meanError(
    of bitmap: Bitmap, _ slots: [UInt16], _ candidates: [cpk_candidates]
  ) -> Float {
    var sum = 0
    var count = 0
    for index in stride(from: 0, to: bitmap.pixels.count, by: 61) {
      let pixel = bitmap.pixels[index]
      sum += candidates[Int(slots[ColorHistogram.cell(of: pixel)])].leastError(pixel)
      count += 1
    }
    return count > 0 ? Float(sum) / Float(count) : 0
  }

  /// What was chosen for a picture, in parts of some rows each.
  package struct Choice {
    /// The indices, part after part.
    package fileprivate(set) var parts: [[UInt8]]
    /// How often each pen is taken up.
    package fileprivate(set) var uses: [UInt32]

    /// All indices with other numbers: those that `places` has at the old ones.
    consuming func joined(_ places: [UInt8]) -> [UInt8] {
      var joined: [UInt8] = []
      joined.reserveCapacity(parts.reduce(0) { $0 + $1.count })
      for index in parts.indices {
        let part = parts[index]
        // Two whole pictures would be the most memory that showing one takes.
        parts[index] = []
        Self.append(part.span, places.span, to: &joined)
      }
      return joined
    }

    private static func append(
      _ part: Span<UInt8>, _ places: Span<UInt8>, to joined: inout [UInt8]
    ) {
      joined.append(addingCapacity: part.count) { output in
        for index in part.indices { output.append(places[Int(part[index])]) }
      }
    }
  }

  /// Chooses pens for all pixels at `price` 32nds of a squared unit for a byte.
  package func choice(for bitmap: Bitmap, price: UInt32) -> Choice {
    let rowsPerTask = Self.bandHeight * Self.bandsPerTask
    let tasks = (bitmap.height + rowsPerTask - 1) / rowsPerTask
    let empty = Choice(
      parts: [[UInt8]](repeating: [], count: tasks), uses: [UInt32](repeating: 0, count: 256))
    let whole = Mutex(empty)
    DispatchQueue.concurrentPerform(iterations: tasks) { task in
      let rows = task * rowsPerTask..<min((task + 1) * rowsPerTask, bitmap.height)
      let (part, uses) = chosen(for: bitmap, rows: rows, price: price)
      whole.withLock { whole in
        whole.parts[task] = part
        for pen in uses.indices { whole.uses[pen] += uses[pen] }
      }
    }
    return whole.withLock { $0 }
  }

  private func chosen(
    for bitmap: Bitmap, rows: Range<Int>, price: UInt32
  ) -> (part: [UInt8], uses: [UInt32]) {
    var uses = [UInt32](repeating: 0, count: 256)
    let area = rows.count * bitmap.width
    guard area > 0 else { return ([], uses) }
    // Unsafe: the kernel reads the rows' pixels and writes as many indices.
    let part = unsafe [UInt8](unsafeUninitializedCapacity: area) { indices, count in
      unsafe bitmap.pixels.withUnsafeBytes { pixels in
        unsafe uses.withUnsafeMutableBufferPointer { uses in
          for top in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.bandHeight) {
            unsafe cpk_choose_pens(
              pixels.baseAddress?.advanced(by: top * bitmap.width * 3)
                .assumingMemoryBound(to: UInt8.self),
              UInt32(bitmap.width), UInt32(min(Self.bandHeight, rows.upperBound - top)), slots,
              candidates, price,
              indices.baseAddress?.advanced(by: (top - rows.lowerBound) * bitmap.width),
              uses.baseAddress)
          }
        }
      }
      count = area
    }
    return (part, uses)
  }
}
