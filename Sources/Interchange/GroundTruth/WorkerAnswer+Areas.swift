import AnnotationModel
import FoundationEssentials

extension WorkerAnswer {
  /// A segmentation answer: a PNG in base64, and what its colours mean.
  ///
  /// Semantic answers name each label once (`labelMappings`), instance answers each thing
  /// (`instances`). Different workers may have other colours, so each answer has its own meaning.
  static func mask(
    of element: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> Content {
    let text = try element["labeledImage"]?.text(of: "pngImageData", origin)
      .required("pngImageData", origin)
    let encoded = (text ?? "").split(separator: ",", maxSplits: 1).last.map(String.init) ?? ""
    guard let data = Data(base64Encoded: encoded) else {
      throw origin.error(.unreadablePicture("it is no base64"))
    }
    var classes: [MaskClass] = []
    for member in element["labelMappings"]?.members ?? [] {
      classes.append(
        MaskClass(
          index: nil, name: try checked(member.key, "labelMappings", origin),
          color: try color(of: member.value, origin)))
    }
    for instance in try element.elements(of: "instances", origin) {
      let label = try instance.text(of: "label", origin).required("label", origin)
      classes.append(
        MaskClass(
          index: nil, name: try checked(label, "label", origin),
          color: try color(of: instance, origin)))
    }
    return .mask(png: Array(data), classes: classes)
  }

  private static func color(
    of value: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> UInt32 {
    let text = try value.text(of: "color", origin).required("color", origin)
    guard let color = HexColor.value(of: text) else {
      throw origin.error(.outOfRange(key: "color", value: text, expected: "#rrggbb"))
    }
    return color
  }

  /// Polygons of custom templates; those without area are left out with a warning.
  static func polygons(
    of element: JSONValue, _ origin: RecordOrigin, _ warnings: inout [InterchangeError]
  ) throws(InterchangeError) -> [LabelledPolygon] {
    var polygons: [LabelledPolygon] = []
    for (index, value) in try element.elements(of: "polygons", origin).enumerated() {
      let label = try value.text(of: "label", origin).required("label", origin)
      var points: [Point] = []
      for vertex in try value.elements(of: "vertices", origin) {
        let range = -largestSide...largestSide
        let x = try vertex.number(of: "x", within: range, origin).required("x", origin)
        let y = try vertex.number(of: "y", within: range, origin).required("y", origin)
        points.append(Point(x: x, y: y))
      }
      guard let polygon = Polygon(points) else {
        warnings.append(origin.error(.emptyBox(attribute: "polygons", number: index + 1)))
        continue
      }
      polygons.append(
        LabelledPolygon(label: try checked(label, "label", origin), polygon: polygon))
    }
    return polygons
  }

  /// What reviewers of Rekognition's moderation chose.
  static func moderationLabels(
    of element: JSONValue, _ origin: RecordOrigin
  ) throws(InterchangeError) -> [String] {
    var labels: [String] = []
    for value in try element.elements(of: "moderationLabels", origin) {
      let name = try value.text(of: "name", origin).required("name", origin)
      labels.append(try checked(name, "name", origin))
    }
    return labels
  }
}
