import FoundationEssentials

/// The committed sample project, read with plain decoders and nothing of the product.
enum BakeryFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "SampleProjects/bakery")

  struct Source: Decodable {
    var address: String
    var camera: String

    enum CodingKeys: String, CodingKey {
      case address = "source-ref"
      case camera
    }

    /// The picture's path inside the sample project.
    var path: String { address.replacing("s3://plumbline-bakery/", with: "") }
    /// Its file name without the extension.
    var stem: String {
      path.split(separator: "/").last.map { String($0.replacing(".jpg", with: "")) } ?? ""
    }
  }

  struct Gold: Decodable {
    struct Answer: Decodable {
      struct Size: Decodable {
        var width: Int
        var height: Int
        var depth: Int
      }
      struct Box: Decodable {
        var class_id: Int
        var left: Int
        var top: Int
        var width: Int
        var height: Int
      }
      var image_size: [Size]
      var annotations: [Box]
    }
    struct Metadata: Decodable {
      struct Measured: Decodable { var confidence: Double }
      var objects: [Measured]
      var classes: [String: String]
      var type: String

      enum CodingKeys: String, CodingKey {
        case objects, type
        case classes = "class-map"
      }
    }
    var address: String
    var answer: Answer
    var metadata: Metadata

    enum CodingKeys: String, CodingKey {
      case address = "source-ref"
      case answer = "bakery-gold"
      case metadata = "bakery-gold-metadata"
    }
  }

  struct Response: Decodable {
    struct Content: Decodable {
      struct Drawing: Decodable {
        struct Box: Decodable {
          var label: String
          var left: Int
          var top: Int
          var width: Int
          var height: Int
        }
        struct Size: Decodable, Equatable {
          var width: Int
          var height: Int
        }
        var boundingBoxes: [Box]
        var inputImageProperties: Size
      }
      var boundingBox: Drawing
    }
    struct Answer: Decodable {
      var workerId: String
      var submissionTime: String
      var answerContent: Content
    }
    var answers: [Answer]
  }

  struct Prediction: Decodable {
    struct Label: Decodable {
      var Name: String
      var Confidence: Double
    }
    var CustomLabels: [Label]
  }

  static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: root.appending(path: path))
  }

  static func lines<Line: Decodable>(_ path: String, of type: Line.Type) throws -> [Line] {
    try bytes(path).split(separator: 10).map { try JSONDecoder().decode(type, from: Data($0)) }
  }

  /// The only response file about one manifest line.
  static func response(_ index: Int) throws -> Response {
    let folder = "worker-response/iteration-1/\(index)"
    let files = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).path)
    guard let file = files.first, files.count == 1 else { throw CocoaError(.fileReadUnknown) }
    return try JSONDecoder().decode(Response.self, from: bytes("\(folder)/\(file)"))
  }
}
