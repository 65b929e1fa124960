import Consolidation

/// The patients and observers of Dawid and Skene (1979), as data.
///
/// 45 patients; each word holds the three ratings of observer 1, then one each of observers 2 to
/// 5, as classes 1 to 4. The two transcriptions in circulation differ in one rating of patient 7.
enum Anaesthetists {
  private static let ratings = """
    1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223
    2322223 4444444 2223343 1111111 2223212 1211111 1112111 1111111 1111111
    2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222
    1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343
    2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222
    """

  static let consensusClasses = [
    1, 4, 2, 2, 2, 2, 1, 3, 2, 2, 4, 3, 1, 2, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 1, 1, 2, 1, 1, 1, 1,
    3, 1, 2, 2, 4, 2, 3, 3, 1, 1, 1, 2, 1, 2,
  ].map { $0 - 1 }

  /// The first rating of each of the five observers per patient, as class indexes.
  static var firstRatings: [[Int]] {
    ratings.split(whereSeparator: \.isWhitespace).map { word in
      word.enumerated().filter { ![1, 2].contains($0.offset) }.compactMap {
        $0.element.wholeNumberValue.map { $0 - 1 }
      }
    }
  }

  static func table(patient7: String = "1222111") throws -> AnswerTable {
    var words = ratings.split(whereSeparator: \.isWhitespace).map(String.init)
    words[6] = patient7
    let observers = [0, 0, 0, 1, 2, 3, 4]
    var answers: [AnswerTable.Answer] = []
    for (patient, word) in words.enumerated() {
      for (observer, digit) in zip(observers, word) {
        guard let label = digit.wholeNumberValue else { continue }
        answers.append(.init(item: patient, worker: observer, choice: label - 1))
      }
    }
    return try AnswerTable(
      answers, itemCount: 45, workerCount: 5, classCount: 4, repeats: .counted)
  }
}
