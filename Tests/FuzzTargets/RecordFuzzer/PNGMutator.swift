import RecordMutation

/// Changes a PNG chunk by chunk, with checksums that are right, so that the change reaches the decoder.
struct PNGMutator {
  private var chunks: [(name: [UInt8], data: [UInt8])] = []
  private var generator: SplitMix64
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Prepares to change a picture; nil for what has no chunks.
  init?(_ bytes: [UInt8], seed: UInt64) {
    generator = SplitMix64(seed: seed)
    guard bytes.starts(with: Self.signature) else { return nil }
    var rest = bytes.dropFirst(8)
    while rest.count >= 12 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard rest.count >= length + 12 else { break }
      let name = Array(rest.dropFirst(4).prefix(4))
      chunks.append((name, Array(rest.dropFirst(8).prefix(length))))
      rest = rest.dropFirst(length + 12)
    }
    if chunks.isEmpty { return nil }
  }

  /// The bytes with one or two chunks changed, left out, given twice or moved.
  mutating func next() -> [UInt8] {
    for _ in 0..<Int.random(in: 1...2, using: &generator) where !chunks.isEmpty { change() }
    return chunks.reduce(into: Self.signature) { bytes, chunk in
      Self.append(UInt32(chunk.data.count), to: &bytes)
      bytes += chunk.name + chunk.data
      Self.append(Self.checksum(chunk.name + chunk.data), to: &bytes)
    }
  }

  private mutating func change() {
    let index = Int.random(in: 0..<chunks.count, using: &generator)
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: chunks.remove(at: index)
    case 1: chunks.insert(chunks[index], at: index)
    case 2: chunks.swapAt(index, Int.random(in: 0..<chunks.count, using: &generator))
    case 3: chunks[0].data = header()
    default:
      guard !chunks[index].data.isEmpty else { return }
      let place = Int.random(in: 0..<chunks[index].data.count, using: &generator)
      chunks[index].data[place] = .random(in: 0...255, using: &generator)
    }
  }

  /// Sides from none to far more than there is, and any depth, colour type and interlace.
  private mutating func header() -> [UInt8] {
    let sides: [UInt32] = [0, 1, 7, 40, 4096, 65_535, 0x7FFF_FFFF, 0xFFFF_FFFF]
    var bytes: [UInt8] = []
    for _ in 0..<2 {
      Self.append(sides[Int.random(in: 0..<sides.count, using: &generator)], to: &bytes)
    }
    let depths: [UInt8] = [1, 2, 4, 8, 16, 3]
    return bytes
      + [
        depths[Int.random(in: 0..<depths.count, using: &generator)],
        .random(in: 0...7, using: &generator), 0, 0, .random(in: 0...2, using: &generator),
      ]
  }

  private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
    for shift in [24, 16, 8, 0] as [UInt32] {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  /// CRC-32 as in annex D of the PNG specification.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1
      }
    }
  }
}
