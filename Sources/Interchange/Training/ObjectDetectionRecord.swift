package import AnnotationModel

/// The classes of a built-in training input: 0-based and without gaps, as it demands.
package struct ConsecutiveClasses: Hashable, Sendable {
  /// The names by their new numbers.
  package let names: [String]
  private let numbers: [Int: Int]

  /// Renumbers the classes that are used, in the order of their indexes.
  package init(used: Set<Int>, names all: [String]) {
    let kept = used.filter(all.indices.contains).sorted()
    names = kept.map { all[$0] }
    numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
  }

  /// The new number of a class index; nil for one that is not used.
  package func number(of index: Int) -> Int? { numbers[index] }
}

/// The annotation file of one image for the built-in Object Detection algorithm.
package struct ObjectDetectionRecord: Hashable, Sendable {
  /// The image, relative to its channel.
  package var file: String
  /// The size of the image.
  package var imageSize: ImageSize
  /// The boxes with their new class numbers.
  package var boxes: [NumberedBox]

  /// A box with its new class number.
  package struct NumberedBox: Hashable, Sendable {
    /// The class, from 0.
    package let classNumber: Int
    /// Where it is.
    package let box: PixelBox

    /// Makes a box.
    package init(classNumber: Int, box: PixelBox) {
      self.classNumber = classNumber
      self.box = box
    }
  }

  /// Describes an image; only pictures of three channels can be trained with.
  package init(
    file: String, imageSize: ImageSize, boxes: [NumberedBox]
  ) {
    self.file = file
    self.imageSize = imageSize
    self.boxes = boxes
  }

  /// The bytes of the file, as the developer guide documents them (`object-detection`).
  package func json(classes: ConsecutiveClasses) -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 80 * boxes.count)
    json.beginObject()
    json.key("file")
    json.string(file)
    json.key("image_size")
    json.beginArray()
    json.beginObject()
    for (key, value) in [("width", imageSize.width), ("height", imageSize.height), ("depth", 3)] {
      json.key(key)
      json.integer(value)
    }
    json.endObject()
    json.endArray()
    json.key("annotations")
    json.beginArray()
    for numbered in boxes {
      let box = numbered.box
      json.beginObject()
      let members = [
        ("class_id", numbered.classNumber), ("left", box.left), ("top", box.top),
        ("width", box.width),
        ("height", box.height),
      ]
      for (key, value) in members {
        json.key(key)
        json.integer(value)
      }
      json.endObject()
    }
    json.endArray()
    json.key("categories")
    json.beginArray()
    for (number, name) in classes.names.enumerated() {
      json.beginObject()
      json.key("class_id")
      json.integer(number)
      json.key("name")
      json.string(name)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  /// Reads a file back.
  package init(parsing bytes: [UInt8], file name: String) throws(InterchangeError) {
    let origin = RecordOrigin(file: name)
    let value = try JSONValue(parsing: bytes, origin: origin)
    file = try value.text(of: "file", origin).required("file", origin)
    let size = try value.elements(of: "image_size", origin).first.required("image_size", origin)
    let sides = ["width", "height"].compactMap { size[$0]?.integer }
    guard sides.count == 2, let imageSize = ImageSize(width: sides[0], height: sides[1]) else {
      throw origin.error(.missingKey("width"))
    }
    self.imageSize = imageSize
    var boxes: [NumberedBox] = []
    for entry in try value.elements(of: "annotations", origin) {
      let numbers = ["class_id", "left", "top", "width", "height"].compactMap { entry[$0]?.integer }
      guard numbers.count == 5,
        let box = Box(
          left: Double(numbers[1]), top: Double(numbers[2]),
          right: Double(numbers[1] + numbers[3]), bottom: Double(numbers[2] + numbers[4]))
      else { throw origin.error(.missingKey("class_id")) }
      boxes.append(
        NumberedBox(classNumber: numbers[0], box: PixelBox(rounding: box, in: imageSize)))
    }
    self.boxes = boxes
  }

  /// What `label_width` is when nobody says (`object-detection-api-config`).
  package static let usualLabelWidth = 350

  /// The `label_width` that training needs for images of at most so many boxes: five numbers a box
  /// and a header of two, and no less than the usual.
  package static func labelWidth(mostBoxes: Int) -> Int {
    max(usualLabelWidth, 5 * mostBoxes + 2)
  }

  /// The most boxes that an image may have under a `label_width`.
  package static func mostBoxes(labelWidth: Int) -> Int { max(0, (labelWidth - 2) / 5) }
}
