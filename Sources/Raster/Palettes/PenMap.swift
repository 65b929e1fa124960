import CPixelKernels
import Dispatch
import Synchronization

/// Maps pixels to a palette so that their sixel picture needs few bytes.
///
/// A sixel picture is bands of six rows in which every colour of every column costs. So a pixel
/// takes, of the palette's colours near it, not the nearest but the one that costs least, error and
/// bytes together: one that its column has already, or the last columns had. At a price of 7 squared
/// units a byte a photograph needs a fifth to a third fewer bytes and loses nothing by measure.
struct PenMap {
  /// Rows of a sixel band.
  static let bandHeight = 6
  /// Bands that one task maps; the same for any number of threads.
  private static let bandsPerTask = 16

  private let candidates: [cpk_candidates]
  private let price: Int

  /// Prepares for mapping a picture to the first `usable` colours of a palette, at `price` squared
  /// units of error for a byte.
  init(_ palette: Palette, usable: Int, price: Int, for bitmap: Bitmap) {
    precondition((1...palette.colors.count).contains(usable), "a map needs a colour to map to")
    self.price = max(0, price)
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
  }

  private static func usedCells(_ bitmap: Bitmap) -> [Bool] {
    var used = [Bool](repeating: false, count: 1 << 15)
    var target = used.mutableSpan
    let pixels = bitmap.pixels.span
    for index in pixels.indices {
      let pixel = pixels[index]
      target[Int(pixel.r >> 3) << 10 | Int(pixel.g >> 3) << 5 | Int(pixel.b >> 3)] = true
    }
    return used
  }

  /// Indices for all pixels, and how often each pen is taken up.
  func indices(of bitmap: Bitmap) -> (indices: [UInt8], uses: [UInt32]) {
    let rowsPerTask = Self.bandHeight * Self.bandsPerTask
    let tasks = (bitmap.height + rowsPerTask - 1) / rowsPerTask
    let parts = Mutex([Part](repeating: Part(), count: tasks))
    DispatchQueue.concurrentPerform(iterations: tasks) { task in
      let rows = task * rowsPerTask..<min((task + 1) * rowsPerTask, bitmap.height)
      let part = part(of: bitmap, rows: rows)
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

  private func part(of bitmap: Bitmap, rows: Range<Int>) -> Part {
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
              UInt32(price),
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

  private mutating func set(_ place: Int, to color: RGB8, pen index: UInt8) {
    // Unsafe: C arrays are tuples in Swift; a place of 0..<8 lies inside each.
    unsafe withUnsafeMutableBytes(of: &red) { unsafe $0[place] = color.r }
    unsafe withUnsafeMutableBytes(of: &green) { unsafe $0[place] = color.g }
    unsafe withUnsafeMutableBytes(of: &blue) { unsafe $0[place] = color.b }
    unsafe withUnsafeMutableBytes(of: &pen) { unsafe $0[place] = index }
  }
}
