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
    let fineness: Fineness
    /// The parts of a sheet.
    let tiles: [Picture.Tile]
    /// Each colour once.
    let reserved: [UInt32]

    /// The most colours that are kept from the photograph; it gets the other half.
    private static let reservable = 128

    init(_ request: PaintRequest) {
      image = request.picture.image
      viewport = request.picture.viewport
      backend = request.backend
      fineness = request.fineness
      tiles = request.picture.tiles
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
    /// Characters show few pixels; twice as many under them keep thin things from vanishing.
    var oversampling: Int {
      backend.isText ? 2 : 1
    }
  }

  /// Its pixels in the form that its backend sends.
  enum Pixels: Sendable {
    /// Numbers of colours; overlay colours are among the palette's.
    case indexed(IndexedBitmap)
    /// Colours, and the characters that show them.
    case characters(Bitmap, any CellEncoder)
    /// Colours.
    case colors(Bitmap)
  }

  let key: Key
  let pixels: Pixels
  /// Why the image is not in it; nil when it is.
  let failure: String?
  /// What is wrong with the file although the image is in it; nil when nothing is.
  let remark: String?

  /// What shows where the image does not reach.
  static let backdrop = RGB8(hex: 0x202020)

  /// Cuts the viewport out of a decoded picture and reduces it to what the backend can send.
  ///
  /// Throws when it is not wanted any more.
  init(key: Key, image: DecodedImage, isWanted: () -> Bool) throws(Abandonment) {
    let region = PixelRegion(
      x: key.viewport.x, y: key.viewport.y, width: key.viewport.width, height: key.viewport.height)
    let squares = Self.squares(key) { size, share in
      let part = PixelRegion(
        x: region.x, y: region.y, width: region.width * share.across,
        height: region.height * share.down)
      let source = image.bitmapRegion(of: part)
      return key.fineness == .draft
        ? image.bitmap.sampled(region: source, to: size, backdrop: Self.backdrop)
        : image.bitmap.resampled(region: source, to: size, backdrop: Self.backdrop)
    }
    guard isWanted() else { throw Abandonment() }
    self.init(
      key: key, squares: squares, failure: nil, remark: image.hasEndMark ? nil : Self.missingEnd)
  }

  /// Takes a sheet whose tiles are in place; `remark` as for any other picture.
  init(key: Key, sheet: Bitmap, remark: String?) {
    let squares = Self.squares(key) { size, share in
      guard size != sheet.size else { return sheet }
      return sheet.resampled(
        region: PixelRegion(
          x: 0, y: 0, width: Double(sheet.width) * share.across,
          height: Double(sheet.height) * share.down), to: size, backdrop: Self.backdrop)
    }
    self.init(key: key, squares: squares, failure: nil, remark: remark)
  }

  /// An empty picture, so that no other image is taken for the one that cannot be shown.
  init(key: Key, failure: String) {
    self.init(
      key: key,
      squares: Self.squares(key) { size, _ in Bitmap(size: size, filledWith: Self.backdrop) },
      failure: failure, remark: nil)
  }

  private static let missingEnd =
    "the mark at the end of this file is missing: all pixels are there, but copy it again if you "
    + "can"

  /// A pixel for each square of one colour, as many squares as the fineness wants.
  ///
  /// The squares reach past the picture by the `share` that `sample` is given where its sides are no
  /// whole number of them.
  private static func squares(
    _ key: Key, sample: (PixelSize, (across: Double, down: Double)) -> Bitmap
  ) -> Bitmap {
    let block = key.fineness.block(for: key.backend)
    let size = key.pixels
    let reduced = PixelSize(
      width: (size.width + block - 1) / block, height: (size.height + block - 1) / block)
    return sample(
      reduced,
      (
        across: Double(reduced.width * block) / Double(size.width),
        down: Double(reduced.height * block) / Double(size.height)
      ))
  }

  private init(key: Key, squares: Bitmap, failure: String?, remark: String?) {
    self.key = key
    self.failure = failure
    self.remark = remark
    let block = key.fineness.block(for: key.backend)
    switch key.backend {
    case .sixel:
      let indexed = Quantiser.quantise(
        squares, colors: min(256, key.fineness.colors + key.reserved.count),
        reserved: key.reserved.map(RGB8.init(hex:)),
        mapping: key.fineness == .fine ? .standard : .thrifty(share: 1.3))
      pixels = .indexed(indexed.enlarged(by: block, to: key.pixels))
    case .halfBlocks(let depth):
      let bitmap = squares.enlarged(by: block, to: key.pixels)
      // Dots that mix colours would take the squares apart again.
      pixels = .characters(
        bitmap,
        HalfBlockEncoder(
          bitmap, depth: key.fineness.depth(depth), diffusion: key.fineness == .coarse ? 0 : nil))
    case .mosaic(let glyphs, let depth):
      let bitmap = squares.enlarged(by: block, to: key.pixels)
      pixels = .characters(
        bitmap, MosaicEncoder(bitmap, glyphs: glyphs, depth: key.fineness.depth(depth)))
    case .kitty, .inlineFiles:
      pixels = .colors(squares.enlarged(by: block, to: key.pixels))
    }
  }
}

/// That something newer is wanted than what was being made.
struct Abandonment: Error {}

extension Fineness {
  /// The colours that are sent where a terminal has those of `depth`.
  fileprivate func depth(_ depth: ColorDepth) -> ColorDepth {
    self < .fine && depth == .truecolor ? .palette256 : depth
  }
}
