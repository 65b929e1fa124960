package import AnnotationModel
import Glibc
import Raster

/// What a mask's file is, as a segmentation trainer sees it.
package struct MaskFacts: Hashable, Sendable {
  /// Pixels across and down.
  package let size: ImageSize
  /// Whether it has one channel of at most 8 bits.
  package let isIndexed: Bool
  /// The values of its pixels; empty when it has several channels.
  package let values: Set<Int>
  /// The colours of these values as `0xRRGGBB`, where it has a palette.
  package let colors: [Int: UInt32]

  /// The most pixels that a mask may have: what Ground Truth takes (`input-data-limits`).
  private static let limits = ImageLimits(
    maximumSide: 65_535, maximumPixels: 100_000_000, maximumDecodedPixels: 100_000_000)

  /// Looks at the bytes of a PNG.
  package init(_ png: [UInt8], origin: RecordOrigin) throws(InterchangeError) {
    do throws(ImageError) {
      try self.init(decoding: png)
    } catch {
      throw origin.error(.unreadablePicture("\(error)"))
    }
  }

  /// Looks at a file: at its header, and at the pixels only when they can be values of classes.
  package init(file path: LocalPath) throws(InterchangeError) {
    let file = try FileDescriptor(path, O_RDONLY | O_NONBLOCK, to: "open the mask")
    let origin = RecordOrigin(file: path.description)
    guard try file.status().st_mode & S_IFMT == S_IFREG else {
      throw origin.error(.notARegularFile)
    }
    let header: ImageProbe
    do throws(ImageError) {
      header = try file.pictureHeader()
    } catch {
      throw origin.error(.unreadablePicture("\(error)"))
    }
    guard header.format == .png else { throw origin.error(.unreadablePicture("it is no PNG")) }
    if header.componentCount == 1, header.bitDepth <= 8 {
      try self.init(try path.contents(), origin: origin)
    } else {
      self.init(size: try Self.size(header.storedSize, origin), indices: nil, palette: [])
    }
  }

  /// Says what the file of a picture that is made here will be.
  package init(_ picture: ClassMaskPicture) {
    self.init(size: picture.size, indices: picture.values, palette: picture.colors)
  }

  private init(decoding png: [UInt8]) throws(ImageError) {
    let samples = try PNGSamples(decoding: png, limits: Self.limits)
    guard let size = ImageSize(width: samples.size.width, height: samples.size.height) else {
      throw .damaged("a side is 0 pixels long")
    }
    switch samples {
    case .indices(let picture):
      self.init(
        size: size, indices: picture.indices, palette: picture.palette.colors.map(\.hex))
    case .colors: self.init(size: size, indices: nil, palette: [])
    }
  }

  private init(size: ImageSize, indices: [UInt8]?, palette: [UInt32]) {
    self.size = size
    isIndexed = indices != nil
    var isUsed = [Bool](repeating: false, count: 256)
    for value in indices ?? [] { isUsed[Int(value)] = true }
    let used = (0..<256).filter { isUsed[$0] }
    values = Set(used)
    colors = Dictionary(
      uniqueKeysWithValues: used.filter(palette.indices.contains).map { ($0, palette[$0]) })
  }

  private static func size(
    _ size: PixelSize, _ origin: RecordOrigin
  ) throws(InterchangeError) -> ImageSize {
    guard let known = ImageSize(width: size.width, height: size.height) else {
      throw origin.error(.unreadablePicture("a side is 0 pixels long"))
    }
    return known
  }

  /// What a trainer would refuse or misread, where pixels may have these values and 255, which is
  /// passed over; nil when any may be.
  package func objections(allowed: Set<Int>?) -> [String] {
    guard isIndexed else {
      return ["it has several channels; a palette or grey PNG of at most 8 bits is needed"]
    }
    guard let allowed else { return [] }
    let strange = values.subtracting(allowed).subtracting([255]).sorted()
    if strange.isEmpty { return [] }
    let known = allowed.sorted().prefix(5).map(String.init).joined(separator: ", ")
    let more = allowed.count > 5 ? " and \(allowed.count - 5) more" : ""
    return [
      "pixels have the value \(strange.prefix(5).map(String.init).joined(separator: ", ")); known "
        + "are \(known)\(more)"
    ]
  }

  /// The first value whose colour in the palette is not the one that its class has, in words; nil
  /// when there is none.
  ///
  /// Jobs of summer 2020 with one worker have wrong values under right colours.
  package func colorObjection(_ classes: [MaskClass]) -> String? {
    for (value, color) in colors.sorted(by: { $0.key < $1.key }) {
      guard let item = classes.first(where: { $0.index == value }), let meant = item.color,
        meant != color
      else { continue }
      let owner = classes.first { $0.color == color && $0.index != value }
      let instead = owner.map { ", the colour of \"\(PrintableText.escaping($0.name))\"" } ?? ""
      return "value \(value) is \(HexColor.text(of: color)) in the picture\(instead); the map says "
        + "\(HexColor.text(of: meant)) for \"\(PrintableText.escaping(item.name))\""
    }
    return nil
  }
}
