import Raster
import Screen
import TerminalGraphics

/// A picture at the terminal's resolution, before anything is drawn over it.
struct BasePicture: Sendable {
  /// What decides about its pixels.
  struct Key: Hashable, Sendable {
    let image: Picture.ImageKey
    let viewport: ImageRect
    let pixels: PixelSize
    let backend: Backend
    let reserved: [UInt32]

    init(_ request: PaintRequest) {
      image = request.picture.image
      viewport = request.picture.viewport
      backend = request.backend
      reserved = request.reserved
      let area = request.picture.area
      pixels = PixelSize(
        width: max(1, area.columns * request.backend.cell.width),
        height: max(1, area.rows * request.backend.cell.height))
    }

    /// Whether each pixel is half a cell.
    var isCoarse: Bool {
      if case .halfBlocks = backend { true } else { false }
    }
  }

  /// Its pixels in the form that its backend sends.
  enum Pixels: Sendable {
    /// Numbers of colours; overlay colours are among the palette's.
    case indexed(IndexedBitmap)
    /// Colours, and the characters that show them.
    case halfBlocks(Bitmap, HalfBlockEncoder)
  }

  let key: Key
  let pixels: Pixels

  /// What shows where the image does not reach.
  static let backdrop = RGB8(hex: 0x202020)

  /// Cuts the viewport out of a decoded picture and reduces it to what the backend can send.
  init(key: Key, image: DecodedImage) {
    self.key = key
    let region = PixelRegion(
      x: key.viewport.x, y: key.viewport.y, width: key.viewport.width, height: key.viewport.height)
    let bitmap = image.bitmap.resampled(
      region: image.bitmapRegion(of: region), to: key.pixels, backdrop: Self.backdrop)
    switch key.backend {
    case .sixel:
      pixels = .indexed(
        Quantiser.quantise(bitmap, colors: 256, reserved: key.reserved.map(RGB8.init(hex:))))
    case .halfBlocks(let depth):
      pixels = .halfBlocks(bitmap, HalfBlockEncoder(bitmap, depth: depth))
    }
  }
}
