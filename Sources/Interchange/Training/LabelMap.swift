/// The label map of the built-in Semantic Segmentation algorithm.
///
/// Its keys are the labels that training sees, its values what the pixels of the masks hold: the
/// reverse of what one expects (developer guide, `semantic-segmentation`). Masks written here hold
/// the training labels already, so the map says that each is itself.
package enum LabelMap {
  /// The bytes for masks of so many classes, the background among them.
  package static func identity(classCount: Int) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("map")
    json.beginObject()
    for label in 0..<classCount {
      json.key(String(label))
      json.integer(label)
    }
    json.endObject()
    json.endObject()
    return json.bytes
  }

  /// Reads a map; empty for one that only scales.
  package static func parse(_ bytes: [UInt8], file: String) throws(InterchangeError) -> [Int: Int] {
    let origin = RecordOrigin(file: file)
    let value = try JSONValue(parsing: bytes, origin: origin)
    var map: [Int: Int] = [:]
    for member in value["map"]?.members ?? [] {
      guard let key = Int(member.key), let pixel = member.value.integer else {
        throw origin.error(.wrongType(key: "map", expected: "whole numbers", found: member.key))
      }
      map[key] = pixel
    }
    return map
  }
}

extension LabelCategories {
  /// The bytes of a label category file with these names in their order.
  package static func file(_ names: [String]) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("document-version")
    json.string("2018-11-28")
    json.key("labels")
    json.beginArray()
    for name in names {
      json.beginObject()
      json.key("label")
      json.string(name)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}
