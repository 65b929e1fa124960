import AnnotationModel

/// Geometries as the database holds them: a number for the kind, the bounds, and for polygons and
/// masks a detail of bytes.
///
/// Detail of a polygon: the number of rings, then for each ring the number of points and x and y of
/// each as little-endian IEEE 754 doubles. Detail of a mask: width, height, the number of
/// boundaries, then each boundary as its distance from the one before. Whole numbers are LEB128.
extension Geometry {
  /// What `kindNumber` is for a box.
  static let boxKind: Int64 = 1

  /// 1 for a box, 2 for a polygon, 3 for a mask.
  var kindNumber: Int64 {
    switch self {
    case .box: Self.boxKind
    case .polygon: 2
    case .mask: 3
    }
  }

  /// What the bounds do not say; nil for a box.
  var detail: [UInt8]? {
    switch self {
    case .box: return nil
    case .polygon(let polygon):
      var bytes: [UInt8] = []
      bytes.append(varint: polygon.rings.count)
      for ring in polygon.rings {
        bytes.append(varint: ring.count)
        for point in ring {
          bytes.append(double: point.x)
          bytes.append(double: point.y)
        }
      }
      return bytes
    case .mask(let mask):
      var bytes: [UInt8] = []
      for number in [mask.size.width, mask.size.height, mask.boundaries.count] {
        bytes.append(varint: number)
      }
      var last = 0
      for boundary in mask.boundaries {
        bytes.append(varint: boundary - last)
        last = boundary
      }
      return bytes
    }
  }

  /// Reads what `kindNumber`, `bounds` and `detail` say; nil when they contradict each other.
  init?(kindNumber: Int64, bounds: Box, detail: [UInt8]) {
    var bytes = detail[...]
    switch kindNumber {
    case Self.boxKind: self = .box(bounds)
    case 2:
      guard let polygon = Self.polygon(&bytes), bytes.isEmpty else { return nil }
      self = .polygon(polygon)
    case 3:
      guard let mask = Self.mask(&bytes), bytes.isEmpty else { return nil }
      self = .mask(mask)
    default: return nil
    }
  }

  private static func polygon(_ bytes: inout ArraySlice<UInt8>) -> Polygon? {
    guard let count = bytes.takeVarint(), count <= bytes.count else { return nil }
    var rings: [[Point]] = []
    for _ in 0..<count {
      guard let points = bytes.takeVarint(), points <= bytes.count / 16 else { return nil }
      var ring: [Point] = []
      for _ in 0..<points {
        guard let x = bytes.takeDouble(), let y = bytes.takeDouble() else { return nil }
        ring.append(Point(x: x, y: y))
      }
      rings.append(ring)
    }
    return Polygon(rings: rings)
  }

  private static func mask(_ bytes: inout ArraySlice<UInt8>) -> Mask? {
    guard let width = bytes.takeVarint(), let height = bytes.takeVarint(),
      let size = ImageSize(width: width, height: height), let count = bytes.takeVarint(),
      count <= bytes.count, count.isMultiple(of: 2)
    else { return nil }
    var runs: [Range<Int>] = []
    var last = 0
    for _ in 0..<count / 2 {
      guard let gap = bytes.takeVarint(), let length = bytes.takeVarint(),
        gap <= size.pixelCount, length <= size.pixelCount
      else { return nil }
      runs.append(last + gap..<last + gap + length)
      last += gap + length
      guard last <= size.pixelCount else { return nil }
    }
    return Mask(size: size, runs: runs)
  }
}

extension [UInt8] {
  fileprivate mutating func append(varint number: Int) {
    var rest = UInt64(clamping: number)
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  fileprivate mutating func append(double number: Double) {
    for shift in 0..<8 { append(UInt8(truncatingIfNeeded: number.bitPattern >> (8 * shift))) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func takeVarint() -> Int? {
    var number: UInt64 = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = popFirst() else { return nil }
      number |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return Int(exactly: number) }
    }
    return nil
  }

  fileprivate mutating func takeDouble() -> Double? {
    guard count >= 8 else { return nil }
    var bits: UInt64 = 0
    for (shift, byte) in prefix(8).enumerated() { bits |= UInt64(byte) << UInt64(8 * shift) }
    removeFirst(8)
    return Double(bitPattern: bits)
  }
}
