package import AnnotationModel

/// The answer of a Rekognition Custom Labels model about one image (`DetectCustomLabels`).
package struct CustomLabels: Hashable, Sendable {
  /// Labels with a place, in the order of the response.
  package let detections: [Detection]
  /// Labels for the image as a whole.
  package let imageLabels: [ImageLabel]

  /// A label with a box.
  package struct Detection: Hashable, Sendable {
    /// The name of the class.
    package let name: String
    /// How sure the model is; the response's 0...100 brought to 0...1.
    package let confidence: Confidence
    /// Where it is, in shares of the image.
    package let box: RatioBox
  }

  /// A label without a box.
  package struct ImageLabel: Hashable, Sendable {
    /// The name of the class.
    package let name: String
    /// How sure the model is; the response's 0...100 brought to 0...1.
    package let confidence: Confidence
  }
}

/// A box in shares of the image's width and height, from its top-left corner.
package struct RatioBox: Hashable, Sendable {
  /// The left edge, 0...1 inside the image.
  package let left: Double
  /// The top edge, 0...1 inside the image.
  package let top: Double
  /// The share of the image's width, 0 or more.
  package let width: Double
  /// The share of the image's height, 0 or more.
  package let height: Double

  /// The box in pixels, cut at the edges of the image; nil when nothing of it lies inside.
  package func box(in size: ImageSize) -> Box? {
    let across = Double(size.width)
    let down = Double(size.height)
    return Box(
      left: left * across, top: top * down, right: (left + width) * across,
      bottom: (top + height) * down)?.clamped(to: size)
  }
}

/// One line of a file of responses: which image, which model, and what it said.
package struct CustomLabelsRecord: Hashable, Sendable {
  /// The image, as a name, a path or an address; matched by its stem and never opened.
  package let image: String
  /// The name of the model; nil when not said.
  package let model: String?
  /// The version of the model; nil when not said.
  package let version: String?
  /// The confidence below which the model was not asked to answer, given as 0...100.
  package let minimumConfidence: Confidence?
  /// What the model said.
  package let response: CustomLabels

  /// The file name of the image without its extension; a leading point belongs to the name.
  package var stem: String {
    let name = image.split { $0 == "/" || $0 == "\\" }.last ?? ""
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return String(name) }
    return String(name[..<point])
  }
}
