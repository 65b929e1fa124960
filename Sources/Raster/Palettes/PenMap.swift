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

  private let candidates: [cpk_candidates]
  /// The squared error of a pixel in its nearest colour, on average.
  package let meanError: Float

  /// Prepares for mapping a picture to the first `usable` colours of a palette.
  package init(_ palette: Palette, usable: Int, for bitmap: Bitmap) {
    precondition((1...palette.colors.count).contains(usable), "a map needs a colour to map to")
    let points = palette.colors.prefix(usable).map {
      SIMD4(Float($0.r), Float($0.g), Float($0.b), 0)
    }
    let nearest = NearestColor(points, keeping: 8)
    var candidates = [cpk_candidates](repeating: cpk_candidates(), count: 1 << 15)
    for (cell, isUsed) in Self.usedCells(bitmap).enumerated() where isUsed {
      let corner = SIMD4<Float>(Float(cell >> 10), Float(cell >> 5 & 31), Float(cell & 31), 0) * 8
      let pens = nearest.nearestEight(corner + SIMD4(3.5, 3.5, 3.5, 0))
      candidates[cell] = cpk_candidates(pens, of: palette)
    }
    self.candidates = candidates
    meanError = Self.meanError(of: bitmap, candidates)
  }

  /// Measured on one pixel in 61, a step that meets every column and row of usual pictures.
  private static func meanError(of bitmap: Bitmap, _ candidates: [cpk_candidates]) -> Float {
    var sum = 0
    var count = 0
    for index in stride(from: 0, to: bitmap.pixels.count, by: 61) {
      let pixel = bitmap.pixels[index]
      sum += candidates[cell(of: pixel)].leastError(pixel)
      count += 1
    }
    return count > 0 ? Float(sum) / Float(count) : 0
  }

  @inline(__always)
  private static func cell(of pixel: RGB8) -> Int {
    Int(pixel.r >> 3) << 10 | Int(pixel.g >> 3) << 5 | Int(pixel.b >> 3)
  }

  private static func usedCells(_ bitmap: Bitmap) -> [Bool] {
    var used = [Bool](repeating: false, count: 1 << 15)
    var target = used.mutableSpan
    let pixels = bitmap.pixels.span
    for index in pixels.indices {
      target[cell(of: pixels[index])] = true
    }
    return used
  }

  /// Indices for all pixels at `price` 32nds of a squared unit for a byte, and how often each pen is
  /// taken up.
  package func indices(of bitmap: Bitmap, price: UInt32) -> (indices: [UInt8], uses: [UInt32]) {
    let rowsPerTask = Self.bandHeight * Self.bandsPerTask
    let tasks = (bitmap.height + rowsPerTask - 1) / rowsPerTask
    let parts = Mutex([Part](repeating: Part(), count: tasks))
    DispatchQueue.concurrentPerform(iterations: tasks) { task in
      let rows = task * rowsPerTask..<min((task + 1) * rowsPerTask, bitmap.height)
      let part = part(of: bitmap, rows: rows, price: price)
      parts.withLock { $0[task] = part }
    }
    var whole = Part()
    whole.indices.reserveCapacity(bitmap.size.area)
    parts.withLock { parts in
      for part in parts {
        whole.indices += part.indices
        for pen in whole.uses.indices { whole.uses[pen] += part.uses[pen] }
      }
    }
    return (whole.indices, whole.uses)
  }

  private struct Part {
    var indices: [UInt8] = []
    var uses = [UInt32](repeating: 0, count: 256)
  }

  private func part(of bitmap: Bitmap, rows: Range<Int>, price: UInt32) -> Part {
    var part = Part()
    part.indices = [UInt8](repeating: 0, count: rows.count * bitmap.width)
    guard bitmap.width > 0 else { return part }
    // Unsafe: the kernel reads the rows' pixels and writes as many indices.
    unsafe bitmap.pixels.withUnsafeBytes { pixels in
      unsafe part.indices.withUnsafeMutableBufferPointer { indices in
        unsafe part.uses.withUnsafeMutableBufferPointer { uses in
          for top in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.bandHeight) {
            unsafe cpk_choose_pens(
              pixels.baseAddress?.advanced(by: top * bitmap.width * 3)
                .assumingMemoryBound(to: UInt8.self),
              UInt32(bitmap.width), UInt32(min(Self.bandHeight, rows.upperBound - top)), candidates,
              price,
              indices.baseAddress?.advanced(by: (top - rows.lowerBound) * bitmap.width),
              uses.baseAddress)
          }
        }
      }
    }
    return part
  }
}

extension cpk_candidates {
  /// Takes one to eight pens, the nearest first.
  fileprivate init(_ pens: [UInt8], of palette: Palette) {
    self.init()
    for place in 0..<8 {
      let index = place < pens.count ? pens[place] : pens[0]
      let color = palette.colors[Int(index)]
      set(place, to: color, pen: index)
    }
  }

  /// The squared error of the nearest candidate.
  fileprivate func leastError(_ pixel: RGB8) -> Int {
    // Unsafe: C arrays are tuples in Swift; a place of 0..<8 lies inside each.
    unsafe withUnsafeBytes(of: red) { red in
      unsafe withUnsafeBytes(of: green) { green in
        unsafe withUnsafeBytes(of: blue) { blue in
          (0..<8).reduce(Int.max) { least, place in
            let color = unsafe RGB8(r: red[place], g: green[place], b: blue[place])
            return min(least, color.squaredDistance(to: pixel))
          }
        }
      }
    }
  }

  private mutating func set(_ place: Int, to color: RGB8, pen index: UInt8) {
    // Unsafe: C arrays are tuples in Swift; a place of 0..<8 lies inside each.
    unsafe withUnsafeMutableBytes(of: &red) { unsafe $0[place] = color.r }
    unsafe withUnsafeMutableBytes(of: &green) { unsafe $0[place] = color.g }
    unsafe withUnsafeMutableBytes(of: &blue) { unsafe $0[place] = color.b }
    unsafe withUnsafeMutableBytes(of: &pen) { unsafe $0[place] = index }
  }
}
