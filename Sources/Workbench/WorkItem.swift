package import AnnotationModel

/// One data object as an annotator works on it.
package struct WorkItem: Sendable, Equatable {
  /// The store's number for a data object.
  package typealias Number = Int64

  /// Which data object.
  package let number: Number
  /// Its place in the job, from 0.
  package let index: Int
  /// Which image.
  package let image: ID<Image>
  /// The upright size in pixels; nil when the bytes are not here and nobody claimed one.
  package let size: ImageSize?
  /// The EXIF orientation of the stored bytes, 1...8.
  package let orientation: Int
  /// What to call it on the screen.
  package let name: String
  /// Whether the bytes can be read now.
  package let isPresent: Bool
  /// Whether it was removed from the project, so that nothing but its place is left.
  package let isRemoved: Bool
  /// Where this person stands with it.
  package var state: AssignmentState
  /// This person's own shapes, ordered by number.
  package var shapes: [Shape]
  /// The number of the next shape, above every number used before.
  package var nextShapeNumber: Int
  /// Why it was sent back or put aside; empty otherwise.
  package var reason: String

  /// Makes an item.
  package init(
    number: Number, index: Int, image: ID<Image>, size: ImageSize?, orientation: Int = 1,
    name: String, isPresent: Bool = true, isRemoved: Bool = false,
    state: AssignmentState = .waiting, shapes: [Shape] = [], nextShapeNumber: Int? = nil,
    reason: String = ""
  ) {
    self.number = number
    self.index = index
    self.image = image
    self.size = size
    self.orientation = orientation
    self.name = name
    self.isPresent = isPresent
    self.isRemoved = isRemoved
    self.state = state
    self.shapes = shapes
    self.nextShapeNumber = nextShapeNumber ?? (shapes.map(\.number).max() ?? 0) + 1
    self.reason = reason
  }
}

/// How far a person is with a job.
package struct Progress: Sendable, Equatable {
  /// Data objects this person has submitted.
  package var submitted: Int
  /// Data objects in the job.
  package var total: Int

  /// Makes a count.
  package init(submitted: Int, total: Int) {
    self.submitted = submitted
    self.total = total
  }
}
