import Interchange

/// How a run was fitted and the digest of its answers, as the run keeps it.
struct RunOutcome: Hashable {
  /// How the model was fitted.
  let fit: JobConsolidation.Fit
  /// See `RunDigest`.
  let digest: String

  init(_ fit: JobConsolidation.Fit, digest: String) {
    self.fit = fit
    self.digest = digest
  }

  /// The outcome as JSON with sorted keys.
  var json: String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("converged")
    writer.bool(fit.converged)
    writer.member("digest", digest)
    writer.member("iterations", fit.iterations)
    writer.key("objective")
    if let objective = fit.objective { writer.double(objective) } else { writer.null() }
    writer.key("seconds")
    writer.double(fit.seconds)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads what `json` wrote; nil for a run of an older version.
  init?(json: String) {
    guard
      let value = try? JSONValue(
        parsing: Array(json.utf8), origin: RecordOrigin(file: "the outcome of the run")),
      let digest = value["digest"]?.string, let seconds = value["seconds"]?.double,
      case .bool(let converged)? = value["converged"]
    else { return nil }
    self.init(
      JobConsolidation.Fit(
        iterations: value["iterations"]?.integer, objective: value["objective"]?.double,
        converged: converged, seconds: seconds), digest: digest)
  }
}
