/// How an annotator answers for each true class.
package struct ConfusionMatrix: Hashable, Sendable {
  /// How many classes there are.
  package let classCount: Int
  /// Probability of each answer, row by row: `values[truth * classCount + answer]`; rows sum to 1.
  package let values: [Double]

  /// Takes values row by row; the caller keeps each row a distribution.
  init(classCount: Int, values: [Double]) {
    self.classCount = classCount
    self.values = values
  }

  /// The matrices of all annotators from the logarithms of their entries.
  static func all(in tables: LogTables, workerCount: Int) -> [ConfusionMatrix] {
    let classes = tables.marginals.count
    return (0..<workerCount).map { worker in
      var values = [Double](repeating: 0, count: classes * classes)
      for answer in 0..<classes {
        for truth in 0..<classes {
          values[truth * classes + answer] = exponential(
            tables.rows[(worker * classes + answer) * classes + truth])
        }
      }
      return ConfusionMatrix(classCount: classes, values: values)
    }
  }

  /// The probability of answering `answer` where `truth` is right.
  package subscript(truth truth: Int, answer answer: Int) -> Double {
    values[truth * classCount + answer]
  }

  /// The mean probability of a right answer over the classes.
  package var meanDiagonal: Double {
    (0..<classCount).map { self[truth: $0, answer: $0] }.reduce(0, +) / Double(classCount)
  }

  /// Whether another answer is likelier than the right one for some class, or guessing is better.
  ///
  /// The sign of an annotator who mixes classes up, or of classes that swapped their names
  /// because most answers were wrong.
  package var looksReversed: Bool {
    guard classCount > 1 else { return false }
    let swaps = (0..<classCount).contains { truth in
      (0..<classCount).contains {
        self[truth: truth, answer: $0] > self[truth: truth, answer: truth]
      }
    }
    return swaps || meanDiagonal < 1 / Double(classCount)
  }
}
