package import AnnotationModel

/// The order in which the boxes of one image are reviewed: the most doubtful first.
package enum ReviewOrder {
  /// The confidence below which a box is doubted when its label names none.
  package static let defaultThreshold = 0.5

  /// How far a box's confidence lies above its label's threshold, -1...1; nil when unmeasured.
  package static func margin(of shape: Shape, in labels: [Label]) -> Double? {
    shape.confidence.map { $0.value - threshold(of: shape.label, in: labels) }
  }

  /// The confidence below which a box with this label is doubted, 0...1.
  package static func threshold(of label: ID<Label>, in labels: [Label]) -> Double {
    labels.first { $0.id == label }?.threshold?.value ?? defaultThreshold
  }

  /// Box numbers by ascending margin; unmeasured ones last, equal ones by number.
  package static func numbers(of shapes: [Shape], in labels: [Label]) -> [Int] {
    shapes.map { (margin: margin(of: $0, in: labels) ?? .infinity, number: $0.number) }
      .sorted { ($0.margin, $0.number) < ($1.margin, $1.number) }.map(\.number)
  }
}
