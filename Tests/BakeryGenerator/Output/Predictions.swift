import AnnotatorSimulation

/// What the simulated model answers, as Rekognition's DetectCustomLabels responds.
enum Predictions {
  /// The confidence, in percent, below which the model was not asked to answer.
  static let floor = 30.0

  /// The response about one picture.
  static func json(for photograph: Photograph, index: Int) -> JSON {
    var generator = SampleProject.generator(index: index, purpose: 99)
    let answer = ModelProfile.bakery.predict(
      gold: photograph.gold, imageSize: photograph.extent, using: &generator)
    let labels = answer.filter { $0.confidence * 100 >= floor }.map { prediction in
      JSON.object([
        ("Name", .text(BreadKind.allCases[prediction.box.classIndex].name)),
        ("Confidence", .decimal(prediction.confidence * 100, digits: 3)),
        ("Geometry", .object([("BoundingBox", ratios(prediction.box, photograph.extent))])),
      ])
    }
    return .object([("CustomLabels", .array(labels))])
  }

  private static func ratios(_ box: SimulatedBox, _ extent: ImageExtent) -> JSON {
    .object([
      ("Width", .decimal(box.width / extent.width, digits: 5)),
      ("Height", .decimal(box.height / extent.height, digits: 5)),
      ("Left", .decimal(box.left / extent.width, digits: 5)),
      ("Top", .decimal(box.top / extent.height, digits: 5)),
    ])
  }
}
