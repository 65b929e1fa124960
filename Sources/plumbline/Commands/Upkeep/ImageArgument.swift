import AnnotationModel
import Interchange
import Store

/// Finds the image that a command names.
enum ImageArgument {
  /// The image with an id, at a path, or with a file name; throws when there is none or several.
  static func find(_ text: String, _ lead: LeadView) throws -> ID<Image> {
    if let id = ID<Image>(text) { return try lead.image(id).id }
    let bytes = Array(text.utf8)
    if let found = try lead.image(at: .path(bytes)) ?? lead.image(at: .uri(text)) { return found }
    if let path = try? AbsolutePath.resolving(try LocalPath(text)),
      let found = try lead.image(at: .path(path.bytes))
    {
      return found
    }
    let stem = bytes.lastIndex(of: 0x2E).map { Array(bytes[..<$0]) } ?? bytes
    let named = try lead.images(stem: stem).filter { id in
      try lead.image(id).locations.contains { $0.place.fileName == text }
    }
    guard let first = named.first else {
      throw Failure(
        "no image here is called \"\(text)\"",
        hint: "give its file name, its path or its id; \"plumbline list\" shows them")
    }
    guard named.count == 1 else {
      let places = try named.prefix(3).map { try lead.image($0).locations.first?.place.text ?? "" }
      throw Failure(
        "\(named.count) images are called \"\(text)\"",
        hint: "give a path instead, such as " + places.joined(separator: " or "))
    }
    return first
  }
}
