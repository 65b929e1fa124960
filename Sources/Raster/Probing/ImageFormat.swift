/// A file format that is recognised by its first bytes; the raw value is its name for people.
package enum ImageFormat: String, Hashable, Sendable, CaseIterable {
  case jpeg = "JPEG"
  case png = "PNG"
  case avif = "AVIF"
  case bmp = "BMP"
  case canonRaw = "Canon RAW"
  case dicom = "DICOM"
  case digitalNegative = "DNG RAW"
  case fujifilmRaw = "Fujifilm RAW"
  case gif = "GIF"
  case heic = "HEIC"
  case jpeg2000 = "JPEG 2000"
  case jpegXL = "JPEG XL"
  case minoltaRaw = "Minolta RAW"
  case nikonRaw = "Nikon RAW"
  case olympusRaw = "Olympus RAW"
  case panasonicRaw = "Panasonic RAW"
  case pdf = "PDF"
  case pentaxRaw = "Pentax RAW"
  case photoshop = "Photoshop"
  case samsungRaw = "Samsung RAW"
  case sigmaRaw = "Sigma RAW"
  case sonyRaw = "Sony RAW"
  case tiff = "TIFF"
  case video = "video"
  case webP = "WebP"

  /// Its name for people, such as "JPEG" or "Canon RAW".
  package var name: String { rawValue }
  /// Whether Plumbline decodes it.
  package var isSupported: Bool { self == .jpeg || self == .png }

  /// How many bytes from the start settle every format, the directory of a TIFF included.
  static let prefixLength = 64 * 1024

  /// Recognises a format by the first bytes of a file; nil when it is none of these.
  ///
  /// Files shorter than `prefixLength` are given whole.
  package static func recognized(in prefix: [UInt8]) -> ImageFormat? {
    for signature in signatures where prefix.contains(signature.bytes, at: signature.offset) {
      return signature.format
    }
    return isoMedia(prefix) ?? windowsBitmap(prefix) ?? tiffFamily(prefix)
  }

  private typealias Signature = (format: ImageFormat, offset: Int, bytes: [UInt8])

  private static let signatures: [Signature] = [
    (.jpeg, 0, [0xFF, 0xD8, 0xFF]),
    (.png, 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.gif, 0, Array("GIF87a".utf8)),
    (.gif, 0, Array("GIF89a".utf8)),
    (.webP, 8, Array("WEBP".utf8)),
    (.dicom, 128, Array("DICM".utf8)),
    (.photoshop, 0, Array("8BPS".utf8)),
    (.pdf, 0, Array("%PDF-".utf8)),
    (.jpegXL, 0, [0xFF, 0x0A]),
    (.jpegXL, 4, Array("JXL \r\n".utf8)),
    (.jpeg2000, 4, Array("jP  \r\n".utf8)),
    (.jpeg2000, 0, [0xFF, 0x4F, 0xFF, 0x51]),
    (.fujifilmRaw, 0, Array("FUJIFILMCCD-RAW".utf8)),
    (.olympusRaw, 0, Array("IIRO".utf8)),
    (.olympusRaw, 0, Array("IIRS".utf8)),
    (.olympusRaw, 0, Array("MMOR".utf8)),
    (.panasonicRaw, 0, [0x49, 0x49, 0x55, 0x00]),
    (.sigmaRaw, 0, Array("FOVb".utf8)),
    (.minoltaRaw, 0, [0x00, 0x4D, 0x52, 0x4D]),
  ]

  // ISO 14496-12: a file type box names the major brand, then the compatible ones.
  private static func isoMedia(_ prefix: [UInt8]) -> ImageFormat? {
    guard prefix.count >= 12, prefix.contains(Array("ftyp".utf8), at: 4) else { return nil }
    let boxEnd = min(prefix.count, 16 + 64, max(16, Int(prefix[3]) | Int(prefix[2]) << 8))
    var brands = [String(decoding: prefix[8..<12], as: UTF8.self)]
    for start in stride(from: 16, through: boxEnd - 4, by: 4) {
      brands.append(String(decoding: prefix[start..<start + 4], as: UTF8.self))
    }
    if brands[0] == "crx " { return .canonRaw }
    if brands.contains("avif") || brands.contains("avis") { return .avif }
    let still = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"]
    return brands.contains(where: still.contains) ? .heic : .video
  }

  // Two letters are a weak signature: the length of the second header has to be a known one too.
  private static func windowsBitmap(_ prefix: [UInt8]) -> ImageFormat? {
    guard prefix.count >= 18, prefix.contains(Array("BM".utf8), at: 0) else { return nil }
    let headers: [UInt8] = [12, 16, 40, 52, 56, 64, 108, 124]
    return headers.contains(prefix[14]) && prefix[15...17].allSatisfy { $0 == 0 } ? .bmp : nil
  }

  // Many cameras' raw files are TIFF with private tags: the maker with sub-directories tells.
  private static func tiffFamily(_ prefix: [UInt8]) -> ImageFormat? {
    if prefix.contains([0x49, 0x49, 0x2B, 0x00], at: 0) { return .tiff }
    if prefix.contains([0x4D, 0x4D, 0x00, 0x2B], at: 0) { return .tiff }
    guard let directory = TIFFDirectory(prefix) else { return nil }
    if prefix.contains(Array("CR".utf8), at: 8) { return .canonRaw }
    if directory.contains(.dngVersion) { return .digitalNegative }
    guard directory.contains(.subDirectories), let maker = directory.text(.make) else {
      return .tiff
    }
    let makers: [(String, ImageFormat)] = [
      ("nikon", .nikonRaw), ("sony", .sonyRaw), ("pentax", .pentaxRaw), ("ricoh", .pentaxRaw),
      ("samsung", .samsungRaw), ("canon", .canonRaw),
    ]
    return makers.first { maker.lowercased().hasPrefix($0.0) }?.1 ?? .tiff
  }
}

extension [UInt8] {
  /// Whether the given bytes stand at an offset.
  fileprivate func contains(_ bytes: [UInt8], at offset: Int) -> Bool {
    count >= offset + bytes.count && self[offset..<offset + bytes.count].elementsEqual(bytes)
  }
}
