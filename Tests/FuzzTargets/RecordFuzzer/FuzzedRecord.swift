import Interchange

/// Invented bytes on their way through every reader of records.
struct FuzzedRecord {
  private let bytes: [UInt8]
  private static let origin = RecordOrigin(file: "fuzzed", line: 1)
  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Gives the bytes to every reader and notes which of them took a record out of them.
  func read() {
    let isTaken: Bool
    if bytes.starts(with: Self.pngSignature) {
      isTaken = takes(.mask) { () throws(InterchangeError) in
        let reader = ClassMaskReader(classes: MaskPalette.classes(of: ["road", "building"]))
        _ = try reader.read(bytes, origin: Self.origin)
        return true
      }
    } else {
      let line = takes(.line) { () throws(InterchangeError) in try readLine() }
      let response = takes(.response) { () throws(InterchangeError) in
        try !WorkerResponseReader(parsing: bytes, file: "fuzzed").answers.isEmpty
      }
      let request = takes(.request) { () throws(InterchangeError) in
        try !ConsolidationRequest(parsing: bytes, file: "fuzzed").objects.isEmpty
      }
      let loop = takes(.loop) { () throws(InterchangeError) in
        try !HumanLoop(parsing: bytes, file: "fuzzed").answers.isEmpty
      }
      isTaken = line || response || request || loop
    }
    FuzzTally.shared.note(isTaken: isTaken)
    if isTaken { ValidRecords.shared.remember(bytes) }
  }

  private func takes(
    _ kind: FuzzTally.Kind, _ read: () throws(InterchangeError) -> Bool
  ) -> Bool {
    do throws(InterchangeError) {
      let isTaken = try read()
      if isTaken { FuzzTally.shared.note(kind) }
      return isTaken
    } catch {
      precondition(PrintableText.isClean(error.description), "a reason that cannot be shown")
      return false
    }
  }

  private func readLine() throws(InterchangeError) -> Bool {
    var plain = PlainManifest()
    let short = plain.line(bytes, objectID: 0, origin: Self.origin)
    let long = try? ManifestLine(parsing: bytes, objectID: 0, origin: Self.origin)
    precondition(short == nil || short == long, "a line that is read in two ways")
    let line = try ManifestLine(parsing: bytes, objectID: 0, origin: Self.origin)
    let again = try ManifestLine(parsing: line.object.bytes, objectID: 0, origin: Self.origin)
    precondition(line == again, "a line that changes when it is read again")
    if case .reference(let reference) = line.source {
      precondition(!reference.key.split(separator: "/").contains(".."), "a path that leaves")
    }
    return true
  }
}
