import AnnotatorSimulation

/// The truth that the renderer knows, as an augmented manifest.
enum GoldManifest {
  private static let attribute = "bakery-gold"

  /// The line of one picture.
  static func line(_ photograph: Photograph) -> JSON {
    .object(
      SampleProject.sourceMembers(photograph) + [
        (attribute, answer(photograph)), (attribute + "-metadata", metadata(photograph)),
      ])
  }

  private static func answer(_ photograph: Photograph) -> JSON {
    let size = JSON.object([
      ("width", .integer(photograph.camera.width)), ("height", .integer(photograph.camera.height)),
      ("depth", .integer(3)),
    ])
    let boxes = photograph.gold.map { gold in
      let box = PixelBox(left: gold.left, top: gold.top, right: gold.right, bottom: gold.bottom)
      return JSON.object([
        ("class_id", .integer(gold.classIndex)), ("left", .integer(box.left)),
        ("top", .integer(box.top)), ("width", .integer(box.width)),
        ("height", .integer(box.height)),
      ])
    }
    return .object([("image_size", .array([size])), ("annotations", .array(boxes))])
  }

  private static func metadata(_ photograph: Photograph) -> JSON {
    // One renderer made it: as with one worker, the confidence is 0.00, which means "not measured".
    let objects = photograph.gold.map { _ in JSON.object([("confidence", .decimal(0, digits: 2))]) }
    let used = Set(photograph.gold.map(\.classIndex))
    let classes = BreadKind.allCases.filter { used.contains($0.rawValue) }
    return .object([
      ("objects", .array(objects)),
      ("class-map", .object(classes.map { ("\($0.rawValue)", .text($0.name)) })),
      ("type", "groundtruth/object-detection"),
      ("human-annotated", "yes"),
      ("creation-date", .text(Day.manifest(milliseconds: 28_800_000))),
      ("job-name", .text("labeling-job/" + attribute)),
    ])
  }
}
