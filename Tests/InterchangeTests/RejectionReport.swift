import Interchange

/// What a reader said about a file, one line per complaint, as the `.expected` fixtures hold it.
enum RejectionReport {
  static func manifest(_ path: LocalPath) throws -> String {
    var reader = try ManifestReader(path)
    var complaints: [String] = []
    var good = 0
    while let record = try reader.next() {
      switch record {
      case .line(let line):
        good += 1
        complaints += line.warnings.map { "warning " + place($0) }
      case .rejected(_, let error, _): complaints.append("rejected " + place(error))
      case .blank(let warning): complaints.append("warning " + place(warning))
      }
    }
    return text("good \(good) of \(reader.objectCount)", complaints)
  }

  static func workerResponse(_ path: LocalPath) -> String {
    do {
      let response = try WorkerResponseReader(path)
      let warnings = response.answers.flatMap(\.warnings).map { "warning " + place($0) }
      let rejected = response.rejected.map { "rejected " + place($0) }
      return text("good \(response.answers.count)", warnings + rejected)
    } catch {
      return text("refused " + place(error), [])
    }
  }

  static func customLabels(_ path: LocalPath) throws -> String {
    var reader = try DetectCustomLabelsReader(path)
    var complaints: [String] = []
    var good = 0
    while let record = try reader.next() {
      switch record {
      case .response: good += 1
      case .rejected(let error): complaints.append("rejected " + place(error))
      }
    }
    return text("good \(good)", complaints)
  }

  private static func place(_ error: InterchangeError) -> String {
    var text = error.part.map { $0 + ": " } ?? ""
    if let line = error.line { text += "\(line)" + (error.column.map { ":\($0)" } ?? "") + " " }
    return text + error.reason.description
  }

  private static func text(_ first: String, _ rest: [String]) -> String {
    ([first] + rest).joined(separator: "\n") + "\n"
  }
}
