import AnnotationModel
import Interchange

extension Image.Location.Place {
  /// The whole path or URI as text, as a program wants it; bytes that are not UTF-8 become U+FFFD.
  var text: String {
    switch self {
    case .path(let bytes): String(decoding: bytes, as: UTF8.self)
    case .uri(let text): text
    }
  }

  /// The name of the file.
  var fileName: String {
    text.split(separator: "/").last.map(String.init) ?? text
  }
}
