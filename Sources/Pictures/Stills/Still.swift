package import Raster
package import Screen
import Synchronization
import TerminalGraphics

/// A picture for a plain command: fitted into a space, drawn over, and written from where the
/// cursor stands, with a line feed after it.
///
/// The same decoder, resampling, palettes, overlays and encoders as on the canvas, without its
/// bookkeeping of cells.
package struct Still {
  private var image: FittedImage
  private let space: StillSpace
  private let format: StillFormat
  /// The file, where it can be sent as it is.
  private let file: [UInt8]?
  /// What is drawn over it, in pixels of the upright image.
  package var overlays: [Overlay] = []

  /// The upright size of the whole picture.
  package var size: PixelSize { image.fullSize }
  /// Whether the file has the mark with which its format ends.
  package var hasEndMark: Bool { image.hasEndMark }

  /// Decodes a file to the size that the space needs; throws what the decoder does.
  package init(file: [UInt8], in space: StillSpace, as format: StillFormat) throws(ImageError) {
    self.space = space
    self.format = format
    let full = try ImageProbe.probe(bytes: file).uprightSize
    switch format {
    case .halfBlocks:
      image = try ImageDecoder.decode(
        bytes: file, resampledTo: space.parts(for: full, in: PixelSize(width: 1, height: 2)),
        oversampling: 2)
    case .mosaic(let glyphs, _, _):
      image = try ImageDecoder.decode(
        bytes: file, resampledTo: space.parts(for: full, in: glyphs.parts))
    case .sixel, .kitty, .inlineFile:
      image = try ImageDecoder.decode(bytes: file, resampledTo: space.pixels(for: full))
    }
    let isJPEG = file.starts(with: [0xFF, 0xD8])
    self.file = format == .inlineFile && isJPEG ? file : nil
  }

  /// Hands on the bytes to write, in pieces and in their order; throws what an image encoder does,
  /// and what `emit` does, which may be called on any thread.
  ///
  /// The picture is gone then: its pixels' memory is what the pieces need.
  package mutating func emit(
    to emit: @escaping @Sendable ([UInt8]) throws -> Void
  ) throws {
    var output: [UInt8] = []
    switch format {
    case .sixel(let quality): return try emitSixel(quality, to: emit)
    case .halfBlocks(let depth, let price):
      append(HalfBlockEncoder(image.bitmap, depth: depth, price: price), to: &output)
    case .mosaic(let glyphs, let depth, let price):
      append(
        MosaicEncoder(image.bitmap, glyphs: glyphs, depth: depth, price: price), to: &output)
    case .kitty: try appendKitty(to: &output)
    case .inlineFile: try appendInlineFile(to: &output)
    }
    try emit(output)
  }

  /// The bytes to write; throws what an image encoder does.
  package func bytes() throws -> [UInt8] {
    var copy = self
    let bytes = Mutex<[UInt8]>([])
    try copy.emit { piece in bytes.withLock { $0 += piece } }
    return bytes.withLock { $0 }
  }

  private func draw<Pixel: Hashable & Sendable>(
    over grid: inout PixelGrid<Pixel>, lineWidth: Int, pixel: @escaping (UInt32) -> Pixel,
    mix: @escaping (Pixel, UInt32) -> Pixel
  ) {
    let viewport = ImageRect(
      x: 0, y: 0, width: Double(size.width), height: Double(size.height))
    OverlayDrawing(viewport: viewport, pixel: pixel, mix: mix, lineWidth: lineWidth)
      .draw(overlays, into: &grid)
  }

  /// The colours that overlays are drawn in, each once; outlines have a black edge.
  private var overlayColors: [UInt32] {
    var known: Set<UInt32> = []
    let colors = overlays.map(\.color) + (overlays.isEmpty ? [] : [0])
    return colors.filter { known.insert($0).inserted }
  }

  // MARK: Sixel

  private mutating func emitSixel(
    _ quality: StillQuality, to emit: @escaping @Sendable ([UInt8]) throws -> Void
  ) throws {
    // The photograph gets at least half of the colours.
    let reserved = Array(overlayColors.prefix(quality.colors / 2))
    var indexed = Quantiser.quantise(
      image.bitmap, colors: quality.colors,
      reserved: reserved.map(RGB8.init(hex:)), mapping: quality.mapping)
    image.releasePixels()
    if !overlays.isEmpty {
      let palette = indexed.palette.colors
      var registers: [UInt32: UInt8] = [:]
      for (place, color) in reserved.enumerated() {
        registers[color] = UInt8(palette.count - reserved.count + place)
      }
      var grid = PixelGrid(
        width: indexed.size.width, height: indexed.size.height, pixels: indexed.indices)
      draw(
        over: &grid, lineWidth: 2, pixel: { registers[$0] ?? UInt8(palette.count - 1) },
        mix: RegisterMix(palette).mix)
      indexed.indices = grid.pixels
    }
    try SixelEncoder.encode(indexed, emit: emit)
    try emit([0x0A])
  }

  // MARK: Characters

  /// The bit that tells an overlay's pixel from a photograph's.
  private static let overlayMark: UInt32 = 1 << 24

  private func append(_ plain: some CellEncoder, to output: inout [UInt8]) {
    let bitmap = image.bitmap
    var encoder = plain
    if !overlays.isEmpty {
      var grid = PixelGrid(
        width: bitmap.width, height: bitmap.height, pixels: bitmap.pixels.map(\.hex))
      draw(
        over: &grid, lineWidth: 1, pixel: { $0 | Self.overlayMark },
        mix: { RGB8(hex: $0).mixed(with: RGB8(hex: $1)).hex | Self.overlayMark })
      for (index, pixel) in grid.pixels.enumerated() where pixel & Self.overlayMark != 0 {
        encoder.paint(RGB8(hex: pixel), x: index % grid.width, y: index / grid.width)
      }
    }
    encoder.encodeLines(into: &output)
  }

  // MARK: Files

  private func composed() -> Bitmap {
    let bitmap = image.bitmap
    guard !overlays.isEmpty else { return bitmap }
    var grid = PixelGrid(width: bitmap.width, height: bitmap.height, pixels: bitmap.pixels)
    draw(
      over: &grid, lineWidth: 2, pixel: { RGB8(hex: $0) },
      mix: { $0.mixed(with: RGB8(hex: $1)) })
    return Bitmap(size: bitmap.size, pixels: grid.pixels)
  }

  private func cells(of pixels: PixelSize) -> (columns: Int, rows: Int) {
    (
      (pixels.width + space.cell.width - 1) / space.cell.width,
      (pixels.height + space.cell.height - 1) / space.cell.height
    )
  }

  private func appendKitty(to output: inout [UInt8]) throws(ImageError) {
    let bitmap = composed()
    let (columns, rows) = cells(of: bitmap.size)
    // No number: pictures of a plain command must not replace each other.
    try KittyEncoder.show(
      bitmap, at: KittyEncoder.Placement(image: 0, placement: 0, columns: columns, rows: rows),
      into: &output)
    // The cursor stays, so that the lines below the picture have to be made.
    output += [UInt8](repeating: 0x0A, count: rows)
  }

  private func appendInlineFile(to output: inout [UInt8]) throws(ImageError) {
    let (columns, rows) = cells(of: image.bitmap.size)
    let encoded = try JPEGEncoder.encode(composed(), quality: 85)
    // The file as it is needs no second loss; terminals differ about its orientation.
    let isPlain = overlays.isEmpty && image.hasEndMark && image.orientation == .upright
    var sent = encoded
    if isPlain, let file, file.count <= encoded.count * 2 { sent = file }
    InlineFileEncoder.show(sent, columns: columns, rows: rows, into: &output)
    output.append(0x0A)
  }
}

extension Overlay {
  /// `0xRRGGBB`.
  var color: UInt32 {
    switch self {
    case .outline(let outline): outline.color
    case .path(let path): path.color
    case .region(let region): region.color
    case .cursor(_, _, let color): color
    }
  }
}
