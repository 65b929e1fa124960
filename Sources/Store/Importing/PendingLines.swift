import AnnotationModel
import GRDB

/// Rows of a chunk of manifest lines on their way into the database, with keys already given.
struct PendingLines {
  /// An image with the place that a manifest names.
  struct NewImage {
    let key: RowKey
    let id: ID<Image>
    let size: ImageSize?
    let place: ReferenceFinder.Place
  }

  /// A data object of an image.
  struct NewObject {
    let key: RowKey
    let position: Int64
    let image: RowKey
  }

  /// A line of the manifest.
  struct NewLine {
    let key: RowKey
    let object: RowKey
    let number: Int
    let reference: String
    let raw: [UInt8]
  }

  /// What a line answers.
  struct NewLayer {
    let key: RowKey
    let id: ID<Layer>
    let object: RowKey
    let round: Int
    let madeAt: Timestamp
    let comment: String
    let lastNumber: Int
    let line: RowKey
    let basedOn: RowKey?
  }

  /// A thing of a layer, as far as all kinds of things are alike.
  struct NewThing {
    let layer: RowKey
    let number: Int
    let label: RowKey
    let confidence: Confidence?
  }

  /// A label of a layer as a whole.
  struct NewTag {
    let layer: RowKey
    let ordinal: Int
    let label: RowKey
    let confidence: Confidence?
  }

  /// The place of a data object in the review queue.
  struct NewReview {
    let object: NewObject
    let base: RowKey
    let queue: ReviewPlace
  }

  var images: [NewImage] = []
  var objects: [NewObject] = []
  var lines: [NewLine] = []
  var layers: [NewLayer] = []
  /// Boxes apart from the rest, because there are millions of them.
  var boxes: [(thing: NewThing, box: Box)] = []
  var shapes: [(thing: NewThing, geometry: Geometry)] = []
  var tags: [NewTag] = []
  var reviews: [NewReview] = []
  /// Data objects that had answers before and have one more now.
  var updates: [RowKey] = []
  /// The addresses of `images`.
  var references: Set<String> = []
  /// The images that were known and that a line of the chunk is about.
  var known: Set<RowKey> = []

  /// Forgets everything, keeping the memory for the next chunk.
  mutating func removeAll() {
    images.removeAll(keepingCapacity: true)
    objects.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    layers.removeAll(keepingCapacity: true)
    boxes.removeAll(keepingCapacity: true)
    shapes.removeAll(keepingCapacity: true)
    tags.removeAll(keepingCapacity: true)
    reviews.removeAll(keepingCapacity: true)
    updates.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
    known.removeAll(keepingCapacity: true)
  }
}

/// The keys and positions that the next rows get.
///
/// Valid inside one transaction: whoever holds the write lock is the only one who gives keys.
struct NextKeys {
  private var image, object, line, layer, position: RowKey

  /// Looks where the tables end.
  init(of job: RowKey, in transaction: Transaction) throws {
    func next(_ table: String) throws -> RowKey {
      try transaction.db.integer("SELECT coalesce(max(key), 0) + 1 FROM \(table)", []) ?? 1
    }
    image = try next("image")
    object = try next("data_object")
    line = try next("source_line")
    layer = try next("layer")
    // A trigger counts data objects, so the count is the next free position.
    position =
      try transaction.db.integer("SELECT data_objects FROM job WHERE key = ?", [job]) ?? 0
  }

  mutating func takeImage() -> RowKey { Self.take(&image) }
  mutating func takeLine() -> RowKey { Self.take(&line) }
  mutating func takeLayer() -> RowKey { Self.take(&layer) }

  /// A data object of an image.
  mutating func takeObject(of image: RowKey) -> PendingLines.NewObject {
    PendingLines.NewObject(
      key: Self.take(&object), position: Self.take(&position), image: image)
  }

  private static func take(_ next: inout RowKey) -> RowKey {
    defer { next += 1 }
    return next
  }
}
