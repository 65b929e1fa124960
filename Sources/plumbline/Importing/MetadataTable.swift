import AnnotationModel
import Foundation
import Interchange
import Store

/// Facts about images from a CSV file whose first line names the columns.
///
/// The column `path`, `file`, `filename`, `image` or `name`, else the first one, says which image a
/// line is about: by the end of its path, or by its file name without extension. Every other column
/// is a key. An empty field says nothing.
struct MetadataTable {
  /// What was left out.
  private(set) var rejects = Rejects()
  /// The facts, in the order of the file.
  private(set) var facts: [(image: ID<Image>, fact: Image.Metadatum)] = []
  /// Images that a line was about.
  private(set) var imageCount = 0

  private let path: LocalPath
  private let index: ImageIndex

  /// The longest value that is kept, in bytes.
  private static let longestValue = 4096

  /// Reads a file and finds the images that it is about.
  init(_ path: LocalPath, lead: LeadView) throws {
    self.path = path
    index = ImageIndex(lead)
    var reader = CSVReader(try path.contents())
    guard let header = reader.next() else { throw Failure("\(path) is empty") }
    let keys = try Self.keys(header, path: path)
    let place = Self.placeColumn(keys)
    while let record = reader.next() {
      do throws(Failure) {
        try take(record, keys: keys, place: place)
      } catch {
        rejects.add("\(path):\(record.line)", error.message)
      }
    }
  }

  private static func keys(_ header: CSVReader.Record, path: LocalPath) throws -> [String] {
    var seen = Set<String>()
    return try header.fields.enumerated().map { number, field in
      guard let text = String(validating: field, as: UTF8.self), !header.isCutOff else {
        throw Failure(
          "\(path): the first line is not UTF-8, or its quotes are not closed",
          hint: "save the table as CSV in UTF-8")
      }
      let key = LabelName.normalized(text)
      guard !key.isEmpty else {
        throw Failure("\(path): column \(number + 1) has no name", hint: "name every column")
      }
      guard PrintableText.isClean(key) else {
        throw Failure(
          "\(path): the name of column \(number + 1), \"\(PrintableText.escaping(key))\", holds "
            + "control characters", hint: "type the first line of the table anew")
      }
      guard seen.insert(key).inserted else {
        throw Failure("\(path): two columns are called \"\(key)\"", hint: "rename one")
      }
      return key
    }
  }

  private static func placeColumn(_ keys: [String]) -> Int {
    let names = ["path", "file", "filename", "image", "name"]
    return names.lazy.compactMap { name in keys.firstIndex { $0.lowercased() == name } }.first ?? 0
  }

  private mutating func take(
    _ record: CSVReader.Record, keys: [String], place: Int
  ) throws(Failure) {
    guard !record.isCutOff else { throw Failure("quotes are not closed") }
    guard record.fields.count <= keys.count else {
      throw Failure("\(record.fields.count) fields, but the first line names \(keys.count)")
    }
    guard place < record.fields.count else { throw Failure("the image is not named") }
    var found: [Image.Metadatum] = []
    for (key, field) in zip(keys, record.fields) {
      guard let value = String(validating: field, as: UTF8.self) else {
        throw Failure("the field \"\(key)\" is not UTF-8")
      }
      guard value.utf8.count <= Self.longestValue else {
        throw Failure("the field \"\(key)\" is longer than \(Self.longestValue) bytes")
      }
      guard key != keys[place], !value.isEmpty else { continue }
      found.append(Image.Metadatum(key: key, value: value, origin: .csv))
    }
    let image = try image(String(decoding: record.fields[place], as: UTF8.self))
    imageCount += 1
    facts += found.map { (image, $0) }
  }

  /// The image that a field names.
  private func image(_ name: String) throws(Failure) -> ID<Image> {
    let match: ImageIndex.Match
    do {
      match = try self.match(name)
    } catch {
      throw Failure(KnownFailure(error)?.description ?? "\(error)")
    }
    switch match {
    case .image(let id): return id
    case .none: throw Failure("no image of this project is \"\(name)\"")
    case .several: throw Failure("several images are \"\(name)\"; give more of the path")
    }
  }

  /// Looks for the end of a path, and for a bare name also for the file name without extension.
  private func match(_ name: String) throws -> ImageIndex.Match {
    let components = name.split(separator: "/")
    guard let file = components.last else { throw Failure("the image is not named") }
    if file.dropFirst().contains(".") {
      // A whole path is compared from its end, as a relative one is.
      let relative = name.hasPrefix("/") ? components.joined(separator: "/") : name
      let found = try index.image(
        for: SourceReference(relative, origin: RecordOrigin(file: "\(path)")))
      // A bare name with a point in it may still be one without its extension.
      guard case .none = found, components.count == 1 else { return found }
    }
    return try index.image(stem: String(file))
  }
}
