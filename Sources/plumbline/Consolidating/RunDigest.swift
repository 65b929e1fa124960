import AnnotationModel
import Crypto
import Foundation
import Store

/// A fingerprint of what a run answers: equal answers, to the last bit, have equal digests.
enum RunDigest {
  /// One image's answer as the digest reads it.
  private struct Record: Encodable {
    let image: String
    let shapes: [Shape]
    let tags: [Tag]
  }

  /// SHA-256 over the answers in the order of the images' ids, as 64 hexadecimal digits.
  ///
  /// Each is JSON with sorted keys, on a line of its own; numbers have as many digits as it takes
  /// to read the same bits back.
  static func of(_ layers: [RunLayer]) throws -> String {
    try digest(
      layers.map { layer in
        (
          layer.image,
          layer.shapes.enumerated().map { index, shape in
            Shape(
              number: index + 1, label: shape.label, geometry: shape.geometry,
              confidence: shape.confidence)
          }, layer.tags
        )
      })
  }

  /// The digest of a run's answers as they are stored.
  static func of(stored layers: [Layer]) throws -> String {
    try digest(layers.map { ($0.image, $0.shapes, $0.tags) })
  }

  private static func digest(_ answers: [(ID<Image>, [Shape], [Tag])]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    var hash = SHA256()
    for (image, shapes, tags) in answers.sorted(by: { $0.0 < $1.0 }) {
      let record = Record(image: image.description, shapes: shapes, tags: tags)
      hash.update(data: try encoder.encode(record))
      hash.update(data: [0x0A])
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
