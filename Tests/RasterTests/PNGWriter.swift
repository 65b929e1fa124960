/// Writes PNG files of every kind that the format has, uncompressed, for a decoder to be tried on.
///
/// Follows the PNG specification (3rd edition) and shares no code with the program.
struct PNGWriter {
  var width: Int
  var height: Int
  /// 0 grey, 2 colour, 3 palette, 4 grey + alpha, 6 colour + alpha.
  var colorType: UInt8
  /// Bits per sample.
  var depth: Int
  var isInterlaced = false
  /// RGB triples and, for each of the first ones, an opacity.
  var palette: [UInt8] = []
  var opacities: [UInt8] = []
  /// The samples of a pixel, each in 0..<2^depth.
  var samples: (_ x: Int, _ y: Int) -> [Int]

  var bytes: [UInt8] {
    var header = Self.bigEndian(width) + Self.bigEndian(height)
    header += [UInt8(depth), colorType, 0, 0, isInterlaced ? 1 : 0]
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += Self.chunk("IHDR", header)
    if !palette.isEmpty { file += Self.chunk("PLTE", palette) }
    if !opacities.isEmpty { file += Self.chunk("tRNS", opacities) }
    return file + Self.chunk("IDAT", Self.zlib(scanlines)) + Self.chunk("IEND", [])
  }

  // Adam7: first column, first row, column step, row step.
  private static let passes = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2),
  ]

  private var scanlines: [UInt8] {
    var data: [UInt8] = []
    for (left, top, across, down) in isInterlaced ? Self.passes : [(0, 0, 1, 1)] where left < width
    {
      for y in stride(from: top, to: height, by: down) {
        data.append(0)
        data += packed(stride(from: left, to: width, by: across).flatMap { samples($0, y) })
      }
    }
    return data
  }

  private func packed(_ samples: [Int]) -> [UInt8] {
    if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let perByte = 8 / depth
    return stride(from: 0, to: samples.count, by: perByte).map { start in
      (0..<perByte).reduce(UInt8(0)) { byte, place in
        let sample = start + place < samples.count ? samples[start + place] : 0
        return byte | UInt8(sample << (8 - depth * (place + 1)))
      }
    }
  }

  static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(checksum(body)))
  }

  // A deflate stream of stored blocks (RFC 1950, RFC 1951).
  private static func zlib(_ data: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: max(1, data.count), by: 65_535) {
      let block = data[start..<min(start + 65_535, data.count)]
      let length = block.count
      stream.append(start + 65_535 >= data.count ? 1 : 0)
      stream += [UInt8(length & 0xFF), UInt8(length >> 8)]
      stream += [UInt8(~length & 0xFF), UInt8(~length >> 8 & 0xFF)]
      stream += block
    }
    var (a, b) = (1, 0)
    for byte in data {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return stream + bigEndian(b << 16 | a)
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }
}
