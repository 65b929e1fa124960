import AnnotatorSimulation

/// The raw answers of the five simulated annotators about one picture, as Ground Truth keeps them.
struct WorkerResponse {
  var photograph: Photograph
  /// The picture's place in the manifest, which is its dataset object id.
  var index: Int

  private static let region = "us-west-2"

  /// The file's path inside the sample project.
  var path: String {
    "worker-response/iteration-1/\(index)/\(Day.fileName(seconds: finish / 1000)).json"
  }

  /// When the last answer is collected, in milliseconds after midnight.
  private var finish: Int { 32_400_000 + (index + 1) * 900_000 }

  /// The file's content.
  var json: JSON {
    let profiles = AnnotatorProfile.bakery
    let answers = profiles.indices.map { answer(of: profiles[$0], number: $0) }
    return .object([("answers", .array(answers))])
  }

  private func answer(of profile: AnnotatorProfile, number: Int) -> JSON {
    var generator = SampleProject.generator(index: index, purpose: UInt64(number + 1))
    let boxes = profile.annotate(
      gold: photograph.gold, imageSize: photograph.extent, using: &generator)
    // Some seconds to look, some for each box; the careless are also quick.
    let pace = profile.name == "careless" ? 3.1 : 6.4
    let spent = Int((8 + pace * Double(boxes.count) * generator.uniform(0.7...1.5)) * 1000)
    let submitted = finish - generator.integer(20_000...600_000)
    return .object([
      ("acceptanceTime", .text(Day.iso(milliseconds: submitted - spent - 1_200))),
      ("submissionTime", .text(Day.iso(milliseconds: submitted))),
      ("timeSpentInSeconds", .decimal(Double(spent) / 1000, digits: 3)),
      ("workerId", .text(Self.workerID(number))),
      ("workerMetadata", Self.identity(number)),
      ("answerContent", .object([("boundingBox", content(boxes))])),
    ])
  }

  private func content(_ boxes: [SimulatedBox]) -> JSON {
    let list = boxes.map { drawn in
      let box = PixelBox(
        left: drawn.left, top: drawn.top, right: drawn.right, bottom: drawn.bottom)
      return JSON.object([
        ("height", .integer(box.height)),
        ("label", .text(BreadKind.allCases[drawn.classIndex].name)),
        ("left", .integer(box.left)), ("top", .integer(box.top)), ("width", .integer(box.width)),
      ])
    }
    return .object([
      ("boundingBoxes", .array(list)),
      (
        "inputImageProperties",
        .object([
          ("height", .integer(photograph.camera.height)),
          ("width", .integer(photograph.camera.width)),
        ])
      ),
    ])
  }

  private static func workerID(_ number: Int) -> String {
    "private.\(region)." + hexadecimal(number, count: 16, salt: 1)
  }

  private static func identity(_ number: Int) -> JSON {
    let subject = [8, 4, 4, 4, 12].enumerated().map { part, count in
      hexadecimal(number, count: count, salt: UInt64(part + 2))
    }
    return .object([
      (
        "identityData",
        .object([
          ("identityProviderType", "Cognito"),
          ("issuer", .text("https://cognito-idp.\(region).amazonaws.com/\(region)_EXAMPLE")),
          ("sub", .text(subject.joined(separator: "-"))),
        ])
      )
    ])
  }

  private static func hexadecimal(_ number: Int, count: Int, salt: UInt64) -> String {
    var generator = SeededGenerator(seed: SampleProject.seed &+ UInt64(number) &* 977 &+ salt)
    // The leading 1 keeps all 16 digits.
    let digits = String(generator.next() | 1 << 63, radix: 16)
    return String(digits.suffix(count))
  }
}
