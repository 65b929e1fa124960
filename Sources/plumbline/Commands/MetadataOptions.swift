import AnnotationModel
import ArgumentParser
import Interchange
import Store

/// Where facts about pictures come from besides the pictures.
struct MetadataOptions: ParsableArguments {
  @Option(
    help: """
      What folders and file names say, such as '{device}/{date}/{name}'; give it again for more, of which \
      the first that a path meets counts.
      """)
  var pathRule: [String] = []

  @Option(
    help: "A CSV file of facts; its first line names the columns, one of them path or name.",
    completion: .file(extensions: ["csv", "tsv"]))
  var metadata: [String] = []

  func validate() throws {
    for text in pathRule {
      do throws(Failure) {
        _ = try PathRule(text)
      } catch {
        throw ValidationError(PrintableText.escaping(error.message) + "; " + error.hint)
      }
    }
  }

  /// Adds what rules and files say; `names` and `ids` are those of the pictures, in their order.
  ///
  /// Without rules `names` may be empty.
  func apply(
    to names: PackedPaths, ids: [ID<Image>], lead: LeadView
  ) throws -> Rejects {
    var rejects = Rejects()
    try applyRules(to: names, ids: ids, lead: lead)
    for file in metadata {
      let table = try MetadataTable(LocalPath(file), lead: lead)
      let changed = try lead.addMetadata(table.facts)
      print(
        "\(PrintableText.escaping(file)): \(Count.text(table.imageCount, "image")), "
          + "\(Count.text(changed, "fact")) new or changed")
      rejects.merge(table.rejects)
    }
    return rejects
  }

  private func applyRules(
    to names: PackedPaths, ids: [ID<Image>], lead: LeadView
  ) throws {
    guard !pathRule.isEmpty else { return }
    let rules = try pathRule.map { try PathRule($0) }
    var met = 0
    // Drawn while it is written: facts of a large project need not be in memory together.
    let facts = zip(names, ids).lazy.flatMap { name, id in
      let path = String(decoding: name, as: UTF8.self)
      let found = rules.lazy.compactMap { $0.facts(of: path) }.first
      if found != nil { met += 1 }
      return (found ?? []).map { key, value in
        (image: id, fact: Image.Metadatum(key: key, value: value, origin: .pathRule))
      }
    }
    let changed = try lead.addMetadata(facts)
    print(
      "path rules: \(met) of \(Count.text(names.count, "picture")), "
        + "\(Count.text(changed, "fact")) new or changed")
  }
}
