import Consolidation
import Interchange
import Screen

/// What a consolidation of a table came to, for people and for programs.
struct ConsolidationReport {
  let input: AnswerFile
  let answerCount: Int
  /// The method that was asked for.
  let asked: ClassConsolidation.Method
  let result: ClassConsolidation.Result
  /// What held-out gold says; nil without gold.
  let gold: GoldCheck?
  /// How long the fit took.
  let seconds: Double

  private var differing: Int {
    input.items.indices.count {
      result.consensus.support[$0] > 0 && result.differsFromMajority($0)
    }
  }

  private var tied: Int { result.consensus.isTied.count { $0 } }

  /// Items whose votes are tied, so that no label is against the majority.
  private var tiedVotes: Int { result.majority.isTied.count { $0 } }

  /// Items that one worker alone answered.
  private var lone: Int { result.consensus.support.count { $0 == 1 } }

  /// Items for which the model finds a label likelier that nobody gave.
  private var leaning: Int { result.consensus.leansElsewhere.count { $0 } }

  private var answersPerItem: Double {
    let answered = result.consensus.support.count { $0 > 0 }
    return Double(result.consensus.support.reduce(0, +)) / Double(max(1, answered))
  }

  /// A few lines.
  func text() -> String {
    let settled = result.converged ? "" : ", not settled"
    var lines = [
      "\(Count.text(answerCount, "answer")), \(Count.text(input.items.count, "item")), "
        + "\(Count.text(input.workers.count, "worker")), \(Count.text(input.labels.count, "label"))",
      "\(result.method.rawValue): \(Count.text(result.iterations, "iteration"))\(settled), "
        + "\((seconds * 1000).rounded() / 1000) s",
      "\(Count.text(differing, "label")) against the majority, \(tied) tied; votes tied of "
        + Count.text(tiedVotes, "item"),
    ]
    if result.method != asked {
      lines.append(
        "no item was answered by two workers, so nothing tells how well anybody answers: the answers "
          + "stand as they are; give --gold")
    }
    lines += redundancyNotes
    if let gold, gold.items > 0 {
      lines.append(
        "held-out gold: \(gold.right) of \(gold.items) right, "
          + "\(gold.rightByMajority) by majority")
    }
    for standing in [AnnotatorSkill.Standing.careless, .reversed] {
      let names = result.annotators.filter { $0.standing == standing }.map {
        PrintableText.escaping(input.workers[$0.annotator])
      }
      if !names.isEmpty { lines.append("looks \(standing.rawValue): " + Self.list(names)) }
    }
    if result.looksSwapped {
      lines.append("most workers look reversed: the labels may be swapped; give --gold")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What has to be said where items have few answers: models of workers need several.
  private var redundancyNotes: [String] {
    guard result.method == asked, asked != .majorityVote else { return [] }
    var notes: [String] = []
    if lone > 0 {
      notes.append("\(Count.text(lone, "item")) with one answer: it says nothing about its worker")
    }
    if leaning > 0 {
      notes.append(
        "\(Count.text(leaning, "item")) where the model leans to a label that nobody gave"
          + (result.choosesAmongGiven ? ": the likeliest given one stands" : ", and takes it"))
    }
    if answersPerItem < Self.fewAnswers {
      notes.append(
        "\((answersPerItem * 10).rounded() / 10) answers an item: compare with --method mv, or "
          + "gather three or more")
    }
    return notes
  }

  /// Below three answers an item a model seldom gains on the vote.
  private static let fewAnswers = 3.0

  private static func list(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ")
      + (names.count > 10 ? " and \(names.count - 10) more" : "")
  }

  /// One JSON object.
  func json() -> String {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("method", result.method.rawValue)
    writer.member("asked", asked.rawValue)
    for (key, count) in [
      ("answers", answerCount), ("items", input.items.count), ("workers", input.workers.count),
      ("iterations", result.iterations), ("differing", differing), ("tied", tied),
      ("tiedVotes", tiedVotes),
      ("loneItems", lone), ("leaning", leaning),
    ] {
      writer.member(key, count)
    }
    writer.key("answersPerItem")
    writer.double(answersPerItem)
    writer.key("converged")
    writer.bool(result.converged)
    writer.key("objective")
    if let objective = result.objective.last { writer.double(objective) } else { writer.null() }
    writer.key("seconds")
    writer.double(seconds)
    writer.key("looksSwapped")
    writer.bool(result.looksSwapped)
    writer.key("gold")
    appendGold(to: &writer)
    writer.key("labels")
    appendLabels(to: &writer)
    writer.key("annotators")
    appendAnnotators(to: &writer)
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func appendGold(to writer: inout JSONWriter) {
    guard let gold else { return writer.null() }
    writer.beginObject()
    writer.member("items", gold.items)
    writer.member("right", gold.right)
    writer.member("rightByMajority", gold.rightByMajority)
    writer.endObject()
  }

  private func appendLabels(to writer: inout JSONWriter) {
    writer.beginArray()
    for (label, name) in input.labels.enumerated() {
      writer.beginObject()
      writer.member("name", name)
      writer.member("items", result.consensus.labels.count { $0 == label })
      writer.key("frequency")
      writer.double(result.marginals[label])
      writer.endObject()
    }
    writer.endArray()
  }

  private func appendAnnotators(to writer: inout JSONWriter) {
    writer.beginArray()
    for annotator in result.annotators {
      writer.beginObject()
      writer.member("name", input.workers[annotator.annotator])
      writer.member("answers", annotator.answers)
      writer.key("skill")
      writer.double(annotator.skill)
      writer.key("interval")
      writer.beginArray()
      writer.double(annotator.interval.lowerBound)
      writer.double(annotator.interval.upperBound)
      writer.endArray()
      writer.member("standing", annotator.standing.rawValue)
      writer.endObject()
    }
    writer.endArray()
  }
}
