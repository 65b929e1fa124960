import AnnotationModel
import Consolidation
import Interchange
import Store

/// What a consolidation of a job came to, for programs.
struct JobConsolidationReport {
  let found: JobConsolidation
  /// What held-out gold says; nil when nobody asked.
  let gold: GoldReport?
  /// The run that was published; nil for a dry run.
  let run: PublishedRun?

  /// One JSON object.
  func json() throws -> String {
    let draft = try found.draft()
    let outcome = RunOutcome(json: draft.outcomeJSON)
    let objects = found.answers.objects
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("job", found.job.name)
    writer.member("task", found.job.task.rawValue)
    writer.member("method", found.methodName)
    writer.member("images", objects.count)
    writer.member("answers", objects.reduce(0) { $0 + $1.answers.count })
    writer.member("loneImages", objects.count { $0.answers.count == 1 })
    writer.member("goldImages", objects.count { $0.gold != nil })
    writer.member("acceptedSuggestions", found.acceptedSuggestions)
    let disputes = found.disputes(language: "")
    writer.member("differing", disputes.count(where: \.isAgainstMajority))
    writer.member("tied", disputes.count(where: \.isTied))
    writer.member("iterations", found.fit.iterations)
    writer.key("converged")
    writer.bool(found.fit.converged)
    Self.append("objective", found.fit.objective, to: &writer)
    Self.append("seconds", found.fit.seconds, to: &writer)
    writer.member("digest", outcome?.digest)
    writer.key("parameters")
    writer.raw(Array(draft.parametersJSON.utf8)[...])
    writer.key("gold")
    appendGold(to: &writer)
    writer.key("labels")
    appendLabels(to: &writer)
    writer.key("annotators")
    appendAnnotators(to: &writer)
    writer.member("entry", run.map { Int($0.entry) })
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func append(_ key: String, _ value: Double?, to writer: inout JSONWriter) {
    writer.key(key)
    if let value { writer.double(value) } else { writer.null() }
  }

  private func appendGold(to writer: inout JSONWriter) {
    guard let gold else { return writer.null() }
    writer.beginObject()
    writer.member("items", gold.items)
    for figure in gold.figures {
      Self.append(figure.key, figure.own, to: &writer)
      Self.append(figure.key + "ByMajority", figure.majority, to: &writer)
    }
    writer.endObject()
  }

  private func appendLabels(to writer: inout JSONWriter) {
    let layers = found.layers
    writer.beginArray()
    for label in found.job.labels {
      let sure =
        layers.flatMap { $0.shapes.filter { $0.label == label.id }.map(\.confidence) }
        + layers.flatMap { $0.tags.filter { $0.label == label.id }.map(\.confidence) }
      let measured = sure.compactMap { $0?.value }
      writer.beginObject()
      writer.member("name", label.name)
      writer.member("count", sure.count)
      Self.append(
        "confidence",
        measured.isEmpty ? nil : measured.reduce(0, +) / Double(measured.count), to: &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  private func appendAnnotators(to writer: inout JSONWriter) {
    writer.beginArray()
    for annotator in found.annotators {
      writer.beginObject()
      writer.member("name", annotator.name)
      writer.member("answers", annotator.answers)
      Self.append("skill", annotator.skill, to: &writer)
      writer.key("interval")
      if let interval = annotator.interval {
        writer.beginArray()
        writer.double(interval.lowerBound)
        writer.double(interval.upperBound)
        writer.endArray()
      } else {
        writer.null()
      }
      Self.append("precision", annotator.precision, to: &writer)
      Self.append("recall", annotator.recall, to: &writer)
      writer.member("standing", annotator.standing)
      writer.endObject()
    }
    writer.endArray()
  }

  /// What held-out gold says, in a line.
  static func text(of gold: GoldReport) -> String {
    guard gold.items > 0 else { return "no answered image has gold to compare with" }
    let figures = gold.figures.compactMap { figure in
      figure.own.map { own in
        "\(figure.key) \(decimal(own))"
          + (figure.majority.map { " (majority \(decimal($0)))" } ?? "")
      }
    }
    return "held-out gold of \(Count.text(gold.items, gold.thing)): "
      + figures.joined(separator: ", ")
  }

  private static func decimal(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let digits = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
