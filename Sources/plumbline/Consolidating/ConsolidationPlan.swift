import Consolidation
import Interchange

/// What was asked of a consolidation: enough to repeat it over the same layers.
struct ConsolidationPlan: Hashable, Sendable {
  /// How answers are weighed.
  var method: ConsolidationMethod
  /// How models of annotators are fitted; the number of threads changes nothing and is not kept.
  var model = DawidSkene.Options()
  /// Whether models count as annotators.
  var models = false
  /// Whether images whose truth is known teach the model, and keep that truth.
  var gold = true

  /// The options of a consolidation of boxes.
  var boxes: BoxConsolidation.Options {
    var options = BoxConsolidation.Options()
    options.dawidSkene = model
    options.presence.threads = model.threads
    return options
  }

  /// The plan as JSON with sorted keys, as runs keep it.
  ///
  /// With boxes what is fixed is written too, so that it can be read what a run did.
  func json(forBoxes: Bool) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("classes")
    Self.append(model, to: &writer)
    if forBoxes {
      writer.member("coordinates", boxes.coordinates.rawValue)
      writer.member("existence", "\(boxes.existence)")
    }
    writer.key("gold")
    writer.bool(gold)
    writer.member("method", method.rawValue)
    writer.key("models")
    writer.bool(models)
    if forBoxes {
      writer.key("overlapThreshold")
      writer.double(boxes.overlapThreshold)
      writer.key("presence")
      Self.append(boxes.presence, to: &writer)
    }
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads what `json` wrote; nil for the parameters of a run of an older version.
  init?(json: String) {
    guard
      let value = try? JSONValue(
        parsing: Array(json.utf8), origin: RecordOrigin(file: "the parameters of the run")),
      let method = value["method"]?.string.flatMap(ConsolidationMethod.init(rawValue:)),
      let gold = value["gold"]?.flag, let models = value["models"]?.flag,
      let classes = value["classes"], let limit = classes["iterationLimit"]?.double,
      let tolerance = classes["tolerance"]?.double, let prior = classes["prior"]
    else { return nil }
    var kept = DawidSkene.Prior.none
    if !prior.isNull {
      guard let diagonal = prior["diagonal"]?.double, let beside = prior["offDiagonal"]?.double
      else { return nil }
      kept = .dirichlet(diagonal: diagonal, offDiagonal: beside)
    }
    self.init(
      method: method,
      model: DawidSkene.Options(prior: kept, tolerance: tolerance, iterationLimit: Int(limit)),
      models: models, gold: gold)
  }

  /// Makes a plan.
  init(
    method: ConsolidationMethod, model: DawidSkene.Options = .init(), models: Bool = false,
    gold: Bool = true
  ) {
    self.method = method
    self.model = model
    self.models = models
    self.gold = gold
  }

  private static func append(_ options: DawidSkene.Options, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("iterationLimit", options.iterationLimit)
    writer.key("prior")
    switch options.prior {
    case .none: writer.null()
    case .dirichlet(let diagonal, let beside):
      writer.beginObject()
      writer.key("diagonal")
      writer.double(diagonal)
      writer.key("offDiagonal")
      writer.double(beside)
      writer.endObject()
    }
    writer.key("tolerance")
    writer.double(options.tolerance)
    writer.endObject()
  }
}

extension JSONValue {
  /// Yes or no; nil for other kinds.
  fileprivate var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }
}
