import AnnotatorSimulation

/// The files of the sample project, as paths inside it and their bytes.
struct SampleProject {
  var photographs: [Photograph]

  /// The beginning of every image's address.
  static let prefix = "s3://plumbline-bakery/"
  /// What decides the simulated answers; another number gives other answers to the same pictures.
  static let seed: UInt64 = 20_260_512

  /// Every file.
  var files: [(path: String, bytes: [UInt8])] {
    var files = photographs.map { ($0.path, $0.jpeg) }
    func add(_ path: String, _ text: String) {
      files.append((path, Array(text.utf8)))
    }
    add("input.manifest", Self.lines(photographs.map(Self.source)))
    add("gold.manifest", Self.lines(photographs.map(GoldManifest.line)))
    add("label-categories.json", Self.categories.line + "\n")
    add("project.toml", Recipe.text)
    for (index, photograph) in photographs.enumerated() {
      let response = WorkerResponse(photograph: photograph, index: index)
      add(response.path, response.json.line)
      add(
        "predictions/\(photograph.stem).json", Predictions.json(for: photograph, index: index).line)
    }
    return files
  }

  /// The members that every manifest line begins with; all but the first are metadata.
  static func source(_ photograph: Photograph) -> JSON {
    .object(sourceMembers(photograph))
  }

  static func sourceMembers(_ photograph: Photograph) -> [(String, JSON)] {
    let time =
      photograph.minute < 600 ? "morning" : photograph.minute < 900 ? "noon" : "evening"
    return [
      ("source-ref", .text(prefix + photograph.path)),
      ("camera", .text(photograph.camera.folder)),
      ("shift", .text(time)),
    ]
  }

  /// A generator for one picture's share of the simulation, independent of the other pictures.
  static func generator(index: Int, purpose: UInt64) -> SeededGenerator {
    var mixer = SeededGenerator(seed: seed &+ UInt64(index) &* 0x1_0001 &+ purpose << 40)
    return SeededGenerator(seed: mixer.next())
  }

  private static var categories: JSON {
    .object([
      ("document-version", "2018-11-28"),
      ("labels", .array(BreadKind.allCases.map { .object([("label", .text($0.name))]) })),
    ])
  }

  private static func lines(_ values: [JSON]) -> String {
    values.map { $0.line + "\n" }.joined()
  }
}

/// A box in whole pixels: the edges are rounded, then subtracted.
struct PixelBox {
  var left: Int
  var top: Int
  var width: Int
  var height: Int

  init(left: Double, top: Double, right: Double, bottom: Double) {
    self.left = Int(left.rounded())
    self.top = Int(top.rounded())
    width = max(Int(right.rounded()) - self.left, 1)
    height = max(Int(bottom.rounded()) - self.top, 1)
  }
}
