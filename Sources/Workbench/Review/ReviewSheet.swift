package import AnnotationModel

/// Boxes of one label from several images, to be looked at beside each other.
package struct ReviewSheet: Sendable, Equatable {
  /// The label of the boxes.
  package var label: ID<Label>
  /// The boxes, the most doubtful first.
  package var crops: [Crop]
  /// Which one Enter opens.
  package var current = 0

  /// The most boxes on a sheet, and how many of them in a row.
  package static let capacity = 12
  static let columns = 4

  /// Makes a sheet of at most `capacity` boxes.
  package init(label: ID<Label>, crops: [Crop]) {
    self.label = label
    self.crops = Array(crops.prefix(Self.capacity))
  }

  /// One box on a sheet.
  package struct Crop: Sendable, Equatable {
    /// The data object under review.
    package let number: WorkItem.Number
    /// The number of the shape in it.
    package let shape: Int
    /// Its image.
    package let image: ID<Image>
    /// The smallest box around the shape.
    package let box: Box
    /// How sure its source was; nil when that was not measured.
    package let confidence: Confidence?

    /// Makes a crop.
    package init(
      number: WorkItem.Number, shape: Int, image: ID<Image>, box: Box, confidence: Confidence?
    ) {
      self.number = number
      self.shape = shape
      self.image = image
      self.box = box
      self.confidence = confidence
    }
  }
}
