import Raster

/// Black and white by luminance against an ordered pattern, which moves with nothing around it.
enum OrderedLuma {
  static func codes(_ bitmap: Bitmap) -> [UInt32] {
    bitmap.pixels.indices.map { place in
      let pixel = bitmap.pixels[place]
      let (x, y) = (place % bitmap.width, place / bitmap.width)
      // Rec. 601.
      let luma = 0.299 * Float(pixel.r) + 0.587 * Float(pixel.g) + 0.114 * Float(pixel.b)
      return luma > 127.5 + 127.5 * BayerMatrix.eight[(y & 7) << 3 | x & 7] ? 1 : 0
    }
  }
}
