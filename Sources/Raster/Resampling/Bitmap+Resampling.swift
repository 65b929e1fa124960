import CPixelKernels

extension Bitmap {
  /// A region of this picture at another size.
  ///
  /// The region may reach past the edges; output pixels whose centre lies there are `backdrop`.
  /// Edges are not blurred into the backdrop. Values are mixed as they are, without linearising,
  /// as every viewer that this is compared with does.
  package func resampled(
    region: PixelRegion, to target: PixelSize, backdrop: RGB8 = .black
  ) -> Bitmap {
    // What shrinks more than fourfold is first halved, which bounds the taps.
    let isWide = region.width > 4 * Double(target.width) && width > 1
    let isHigh = region.height > 4 * Double(target.height) && height > 1
    if isWide || isHigh, target.area > 0 {
      let half = halved(across: isWide, down: isHigh)
      let part = PixelRegion(
        x: isWide ? region.x / 2 : region.x, y: isHigh ? region.y / 2 : region.y,
        width: isWide ? region.width / 2 : region.width,
        height: isHigh ? region.height / 2 : region.height)
      return half.resampled(region: part, to: target, backdrop: backdrop)
    }
    let across = ResampleAxis(
      length: width, offset: region.x, extent: region.width, count: target.width)
    let down = ResampleAxis(
      length: height, offset: region.y, extent: region.height, count: target.height)
    guard !across.outputs.isEmpty, !down.outputs.isEmpty, region.width > 0, region.height > 0
    else { return Bitmap(size: target, filledWith: backdrop) }
    var output = [RGB8](repeating: backdrop, count: target.area)
    mix(across, down, into: &output, width: target.width)
    return Bitmap(size: target, pixels: output)
  }

  /// Fills the outputs of both axes, in rows of `width` pixels.
  private func mix(
    _ across: ResampleAxis, _ down: ResampleAxis, into output: inout [RGB8], width: Int
  ) {
    let first = down.outputs.lowerBound * width + across.outputs.lowerBound
    // Unsafe: the kernel reads this picture's pixels and writes the outputs' rows, which the axes
    // keep inside both.
    let isDone = unsafe pixels.withUnsafeBytes { source in
      unsafe output.withUnsafeMutableBytes { target in
        unsafe across.withKernelAxis { columns in
          unsafe down.withKernelAxis { rows in
            unsafe cpk_resample(
              source.baseAddress?.assumingMemoryBound(to: UInt8.self), self.width * 3,
              UInt32(self.width), UInt32(height), columns, rows,
              target.baseAddress?.advanced(by: first * 3).assumingMemoryBound(to: UInt8.self),
              width * 3)
          }
        }
      }
    }
    precondition(isDone != 0, "no memory for one row of a picture")
  }

  /// Half as many columns, rows or both, each the mean of two; an odd last one stays by itself.
  private func halved(across: Bool, down: Bool) -> Bitmap {
    let (stepX, stepY) = (across ? 2 : 1, down ? 2 : 1)
    let size = PixelSize(width: (width + stepX - 1) / stepX, height: (height + stepY - 1) / stepY)
    let source = pixels.span
    var halved: [RGB8] = []
    halved.reserveCapacity(size.area)
    for y in 0..<size.height {
      let top = y * stepY * width
      let bottom = min(y * stepY + stepY - 1, height - 1) * width
      for x in 0..<size.width {
        let left = x * stepX
        let right = min(left + stepX - 1, width - 1)
        halved.append(
          .mean(
            source[top + left], source[top + right], source[bottom + left], source[bottom + right]))
      }
    }
    return Bitmap(size: size, pixels: halved)
  }
}

extension ResampleAxis {
  /// Lends the axis to the kernel.
  @unsafe func withKernelAxis<Result>(_ body: (cpk_axis) -> Result) -> Result {
    unsafe starts.withUnsafeBufferPointer { starts in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe body(
          cpk_axis(
            starts: starts.baseAddress, weights: weights.baseAddress, count: UInt32(starts.count),
            taps: UInt32(taps)))
      }
    }
  }
}

extension RGB8 {
  fileprivate static func mean(_ a: RGB8, _ b: RGB8, _ c: RGB8, _ d: RGB8) -> RGB8 {
    RGB8(
      r: UInt8((UInt16(a.r) + UInt16(b.r) + UInt16(c.r) + UInt16(d.r) + 2) / 4),
      g: UInt8((UInt16(a.g) + UInt16(b.g) + UInt16(c.g) + UInt16(d.g) + 2) / 4),
      b: UInt8((UInt16(a.b) + UInt16(b.b) + UInt16(c.b) + UInt16(d.b) + 2) / 4))
  }
}
