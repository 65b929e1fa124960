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
    /// Each colour once.
    let reserved: [UInt32]

    /// The most colours that are kept from the photograph; it gets the other half.
    private static let reservable = 128

    init(_ request: PaintRequest) {
      image = request.picture.image
      viewport = request.picture.viewport
      backend = request.backend
      var known: Set<UInt32> = []
      reserved = Array(
        request.reserved.filter { known.insert($0).inserted }.prefix(Self.reservable))
      let area = request.picture.area
      pixels = PixelSize(
        width: max(1, area.columns * request.backend.cell.width),
        height: max(1, area.rows * request.backend.cell.height))
    }

    /// Pixels of the decoded picture that are wanted under each pixel shown.
    ///
    /// Half-blocks show few pixels; twice as many under them keep thin things from vanishing.
    var oversampling: Int {
      if case .halfBlocks = backend { 2 } else { 1 }
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
  /// Why the image is not in it; nil when it is.
  let failure: String?

  /// What shows where the image does not reach.
  static let backdrop = RGB8(hex: 0x202020)

  /// Cuts the viewport out of a decoded picture and reduces it to what the backend can send.
  init(key: Key, image: DecodedImage) {
    let region = PixelRegion(
      x: key.viewport.x, y: key.viewport.y, width: key.viewport.width, height: key.viewport.height)
    self.init(
      key: key,
      bitmap: image.bitmap.resampled(
        region: image.bitmapRegion(of: region), to: key.pixels, backdrop: Self.backdrop),
      failure: nil)
  }

  /// An empty picture, so that no other image is taken for the one that cannot be shown.
  init(key: Key, failure: String) {
    self.init(
      key: key, bitmap: Bitmap(size: key.pixels, filledWith: Self.backdrop), failure: failure)
  }

  private init(key: Key, bitmap: Bitmap, failure: String?) {
    self.key = key
    self.failure = failure
    switch key.backend {
    case .sixel:
      pixels = .indexed(
        Quantiser.quantise(bitmap, colors: 256, reserved: key.reserved.map(RGB8.init(hex:))))
    case .halfBlocks(let depth):
      pixels = .halfBlocks(bitmap, HalfBlockEncoder(bitmap, depth: depth))
    }
  }
}
