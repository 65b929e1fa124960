import Consolidation
import Interchange

/// The parameters of a run as JSON with sorted keys: enough to repeat it.
enum RunParameters {
  /// Those of a run over boxes.
  static func boxes(
    _ method: BoxConsolidation.Method, _ options: BoxConsolidation.Options
  ) -> String {
    object { writer in
      writer.key("classes")
      append(options.dawidSkene, to: &writer)
      writer.member("coordinates", options.coordinates.rawValue)
      writer.member("existence", "\(options.existence)")
      writer.member("method", method.rawValue)
      writer.key("overlapThreshold")
      writer.double(options.overlapThreshold)
      writer.key("presence")
      append(options.presence, to: &writer)
    }
  }

  /// Those of a run over labels of whole images.
  static func classes(
    _ method: ClassConsolidation.Method, _ options: DawidSkene.Options
  ) -> String {
    object { writer in
      writer.key("classes")
      append(options, to: &writer)
      writer.member("method", method.rawValue)
    }
  }

  /// Those of a run over masks.
  static func masks(_ method: MaskConsolidation.Method) -> String {
    object { writer in writer.member("method", method.rawValue) }
  }

  private static func object(_ fill: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.beginObject()
    fill(&writer)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func append(_ options: DawidSkene.Options, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("iterationLimit", options.iterationLimit)
    writer.member("prior", "\(options.prior)")
    writer.key("tolerance")
    writer.double(options.tolerance)
    writer.endObject()
  }
}
