import AnnotationModel
import Interchange
import Raster
import Testing

@Suite("Masks as pictures")
struct ClassMaskTests {
  private let origin = RecordOrigin(file: "mask.png")
  private let classes = [
    MaskClass(index: 0, name: "BACKGROUND", color: 0xFFFFFF),
    MaskClass(index: 1, name: "road", color: 0x2CA02C),
    MaskClass(index: 2, name: "building", color: 0x1F77B4),
  ]

  private func indexed(_ indices: [UInt8], width: Int, palette: [UInt32]) throws -> [UInt8] {
    try PNGEncoder.encode(
      IndexedBitmap(
        size: PixelSize(width: width, height: indices.count / width), indices: indices,
        palette: Palette(palette.map { RGB8(hex: $0) })))
  }

  private func areas(_ result: ClassMaskReader.Result) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: result.masks.map { ($0.class.name, $0.mask.area) })
  }

  @Test("Palette values are classes where the palette has the classes' colours")
  func values() throws {
    let png = try indexed(
      [0, 1, 1, 2, 2, 2], width: 3, palette: [0xFFFFFF, 0x2CA02C, 0x1F77B4, 0xFFFFFF])
    let result = try ClassMaskReader(classes: classes).read(png, origin: origin)
    #expect(result.size == ImageSize(width: 3, height: 2))
    #expect(areas(result) == ["road": 2, "building": 3])
    #expect(result.warnings.isEmpty)
    #expect(result.masks.first?.mask.contains(x: 1, y: 0) == true)
  }

  @Test("Wrong values with right colours: the colours count, and it is said")
  func wrongValues() throws {
    let png = try indexed(
      [3, 2, 2, 1, 1, 1], width: 3, palette: [0xFFFFFF, 0x1F77B4, 0x2CA02C, 0xFFFFFF])
    let result = try ClassMaskReader(classes: classes).read(png, origin: origin)
    #expect(areas(result) == ["road": 2, "building": 3])
    #expect(result.warnings == [.maskValuesWrong])
  }

  @Test("True colour is read by colour; what no class has is background, and is said")
  func colors() throws {
    let pixels = [0xFFFFFF, 0x2CA02C, 0x123456, 0x1F77B4].map { RGB8(hex: $0) }
    let png = try PNGEncoder.encode(
      Bitmap(size: PixelSize(width: 2, height: 2), pixels: pixels))
    let result = try ClassMaskReader(classes: classes).read(png, origin: origin)
    #expect(areas(result) == ["road": 1, "building": 1])
    #expect(result.warnings == [.maskColorsUnknown(count: 1)])
  }

  @Test("What is written is read again, polygons filled, later things above earlier ones")
  func roundTrip() throws {
    let size = try #require(ImageSize(width: 8, height: 6))
    var picture = ClassMaskPicture(size: size)
    for item in classes {
      picture.setColor(item.color ?? 0, of: UInt8(item.index ?? 0))
    }
    let corners = [Point(x: 1, y: 1), Point(x: 7, y: 1), Point(x: 7, y: 5), Point(x: 1, y: 5)]
    try picture.paint(.polygon(#require(Polygon(corners))), value: 1)
    try picture.paint(.box(#require(Box(left: 4, top: 2, right: 6, bottom: 4))), value: 2)
    let result = try ClassMaskReader(classes: classes)
      .read(try picture.png(origin: origin), origin: origin)
    #expect(areas(result) == ["road": 20, "building": 4])
    #expect(result.warnings.isEmpty)
  }

  @Test(
    "Stored pixels turn upright again by the rule of the image itself", arguments: 1...8)
  func orientations(orientation: Int) throws {
    let size = try #require(ImageSize(width: 3, height: 2))
    var picture = ClassMaskPicture(size: size)
    try picture.paint(.box(#require(Box(left: 0, top: 0, right: 1, bottom: 1))), value: 1)
    try picture.paint(.box(#require(Box(left: 2, top: 1, right: 3, bottom: 2))), value: 2)
    let stored = picture.stored(orientation: orientation)
    let bitmap = Bitmap(
      size: PixelSize(width: stored.size.width, height: stored.size.height),
      pixels: stored.values.map { RGB8(r: $0, g: 0, b: 0) })
    let upright = bitmap.upright(from: try #require(Orientation(rawValue: orientation)))
    #expect(upright.pixels.map(\.r) == picture.values)
  }

  @Test("A mask over stored pixels turns with them, and a polygon as its box", arguments: 1...8)
  func turnedMasks(orientation: Int) throws {
    let size = try #require(ImageSize(width: 5, height: 3))
    var picture = ClassMaskPicture(size: size)
    let box = try #require(Box(left: 1, top: 0, right: 4, bottom: 2))
    try picture.paint(.box(box), value: 1)
    let stored = picture.stored(orientation: orientation)
    let mask = try #require(Mask(size: stored.size, pixels: stored.values))
    #expect(mask.upright(fromStored: orientation) == Mask(size: size, pixels: picture.values))
    let storedBox = box.stored(fromUpright: orientation, in: size)
    let corners = [
      Point(x: storedBox.left, y: storedBox.top), Point(x: storedBox.right, y: storedBox.top),
      Point(x: storedBox.right, y: storedBox.bottom),
    ]
    let polygon = try #require(Polygon(corners))
    #expect(polygon.upright(fromStored: orientation, in: size).bounds == box)
  }

  @Test("A mask of another size is not painted, and both sizes are said")
  func otherSize() throws {
    let size = try #require(ImageSize(width: 8, height: 6))
    let other = try #require(ImageSize(width: 4, height: 6))
    var picture = ClassMaskPicture(size: size)
    let mask = try #require(Mask(size: other, runs: [0..<3]))
    let error = #expect(throws: MaskSizeMismatch.self) {
      try picture.paint(.mask(mask), value: 1)
    }
    #expect(error?.description == "its mask is of 4x6 pixels, but its picture has 8x6")
    #expect(picture.values.allSatisfy { $0 == 0 })
  }

  @Test("A file that claims a gigantic picture is refused before memory is taken")
  func bomb() throws {
    var png = try indexed([0], width: 1, palette: [0xFFFFFF])
    png.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
    let checksum = Self.checksum(png[12..<29])
    png.replaceSubrange(29..<33, with: (0..<4).map { UInt8(checksum >> (24 - 8 * $0) & 0xFF) })
    let error = #expect(throws: InterchangeError.self) {
      try ClassMaskReader(classes: classes).read(png, origin: origin)
    }
    #expect(error?.description.contains("65535x65535") == true)
  }

  /// CRC-32 as PNG has it (RFC 2083, appendix 15).
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }
    return value ^ 0xFFFF_FFFF
  }
}
