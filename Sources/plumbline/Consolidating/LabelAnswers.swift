import AnnotationModel
import Consolidation

/// The labels of whole images in the form that consolidation and agreement take.
extension LabelConsolidation {
  /// The answers as a table of one question with all labels as classes; an answer with no or
  /// several labels is none, and neither is one that was suggested and left as it was.
  static func table(of given: JobAnswers, job: Job) throws -> AnswerTable {
    let answers = given.objects.enumerated().flatMap { item, object in
      independent(object, job).compactMap { answer -> AnswerTable.Answer? in
        let labels = labels(of: answer.layer, job)
        guard labels.count == 1 else { return nil }
        return AnswerTable.Answer(item: item, worker: answer.annotator, choice: labels[0])
      }
    }
    return try AnswerTable(
      answers, itemCount: given.objects.count, workerCount: given.annotators.count,
      classCount: job.labels.count, repeats: .lastWins)
  }

  /// The answers as sets of labels; of an answer that was made from another one, only the labels
  /// that it changed were asked.
  static func sets(of given: JobAnswers, job: Job) -> [MultiLabelConsolidation.Answer] {
    given.objects.enumerated().flatMap { item, object in
      let speaking = Set(independent(object, job).map(\.annotator))
      let isSilent = !object.answers.contains { !saysNothing($0, job) }
      return object.answers.filter { speaking.contains($0.annotator) }.map { answer in
        let own = Set(labels(of: answer.layer, job))
        var unasked = Set<Int>()
        if let suggested = answer.suggestedTags, !isSilent {
          let before = Set(suggested.compactMap { job.classIndex(of: $0) })
          unasked = Set(job.labels.indices).subtracting(own.symmetricDifference(before))
        }
        return MultiLabelConsolidation.Answer(
          item: item, worker: answer.annotator, labels: own, unasked: unasked)
      }
    }
  }

  /// The known label of each image that has exactly one, by the place of the image among `objects`.
  static func gold(of given: JobAnswers, job: Job) -> [Int: Int] {
    goldSets(of: given, job: job).compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  /// The known labels of images, by the place of the image among `objects`.
  static func goldSets(of given: JobAnswers, job: Job) -> [Int: Set<Int>] {
    let known = given.objects.enumerated().compactMap { item, object in
      object.gold.map { (item, Set(labels(of: $0, job))) }
    }
    return Dictionary(known, uniquingKeysWith: { first, _ in first })
  }

  /// The answers to an image that say something of their own; where none does, the first stands
  /// for the suggestion that all of them left as it was.
  private static func independent(
    _ object: JobAnswers.Object, _ job: Job
  ) -> [JobAnswers.Answer] {
    let own = object.answers.filter { !saysNothing($0, job) }
    return own.isEmpty ? Array(object.answers.prefix(1)) : own
  }

  /// Whether an answer is what was suggested.
  static func saysNothing(_ answer: JobAnswers.Answer, _ job: Job) -> Bool {
    answer.suggestedTags.map {
      Set($0.compactMap { job.classIndex(of: $0) }) == Set(labels(of: answer.layer, job))
    } ?? false
  }

  /// The labels of a layer by class index.
  static func labels(of layer: Layer, _ job: Job) -> [Int] {
    layer.tags.compactMap { job.classIndex(of: $0.label) }
  }
}
