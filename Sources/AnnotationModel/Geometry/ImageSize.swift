/// The size of an image in whole pixels, both at least 1.
package struct ImageSize: Hashable, Sendable, Codable {
  /// Pixels across.
  package let width: Int
  /// Pixels down.
  package let height: Int

  /// Makes a size; nil unless both sides are at least one pixel.
  package init?(width: Int, height: Int) {
    guard width >= 1, height >= 1 else { return nil }
    self.width = width
    self.height = height
  }

  private enum CodingKeys: String, CodingKey { case width, height }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let sides = try [CodingKeys.width, .height].map { try values.decode(Int.self, forKey: $0) }
    guard let size = ImageSize(width: sides[0], height: sides[1]) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(sides[0])x\(sides[1]) is no size of an image"))
    }
    self = size
  }

  /// How many pixels the image has; the largest integer when that is more.
  package var pixelCount: Int {
    let product = width.multipliedReportingOverflow(by: height)
    return product.overflow ? .max : product.partialValue
  }

  /// The box that covers the whole image.
  package var bounds: Box {
    Box(unchecked: 0, 0, Double(width), Double(height))
  }

  /// The same image turned by a quarter.
  package var transposed: ImageSize {
    ImageSize(unchecked: height, width)
  }

  private init(unchecked width: Int, _ height: Int) {
    self.width = width
    self.height = height
  }
}

extension ImageSize: CustomStringConvertible {
  /// As people write it: `1600x1200`.
  package var description: String { "\(width)x\(height)" }
}
