/// How far annotators agree in a job, as tables.
package struct ConsolidationAgreement: Sendable, Equatable {
  /// The tables.
  package var sections: [Section]
  /// What else has to be said, one sentence each.
  package var notes: [String]
  /// How far each annotator agrees with the others, by the annotators' places.
  package var annotators: [Double?]

  /// Makes a report.
  package init(sections: [Section], notes: [String] = [], annotators: [Double?] = []) {
    self.sections = sections
    self.notes = notes
    self.annotators = annotators
  }

  /// A table.
  package struct Section: Sendable, Equatable {
    /// What its lines are about.
    package var title: String
    /// What is counted.
    package var counted: String
    /// What the figures are called.
    package var figures: [String]
    /// Its lines.
    package var lines: [Line]

    /// Makes a table.
    package init(title: String, counted: String, figures: [String], lines: [Line]) {
      self.title = title
      self.counted = counted
      self.figures = figures
      self.lines = lines
    }
  }

  /// A line of a table.
  package struct Line: Sendable, Equatable {
    /// What it is about.
    package var name: String
    /// How many comparisons it is made of.
    package var count: Int
    /// Its figures, as many as the table names.
    package var figures: [Figure]

    /// Makes a line.
    package init(name: String, count: Int, figures: [Figure]) {
      self.name = name
      self.count = count
      self.figures = figures
    }
  }

  /// A figure with its 95 % interval, where there is one.
  package struct Figure: Sendable, Equatable {
    /// The figure; nil where it is not defined.
    package var value: Double?
    /// Its interval.
    package var interval: ClosedRange<Double>?

    /// Makes a figure.
    package init(_ value: Double?, interval: ClosedRange<Double>? = nil) {
      self.value = value
      self.interval = interval
    }
  }
}

/// What the result would be with fewer annotators.
package struct ConsolidationBudget: Sendable, Equatable {
  /// One row per number of annotators, ascending.
  package var rows: [Row]
  /// What the match with the result of all answers is measured in, such as `F1`.
  package var measure: String
  /// How often answers were drawn for each row.
  package var draws: Int
  /// Where the random numbers began.
  package var seed: UInt64
  /// Images that were looked at.
  package var images: Int

  /// Makes a table.
  package init(rows: [Row], measure: String, draws: Int, seed: UInt64, images: Int) {
    self.rows = rows
    self.measure = measure
    self.draws = draws
    self.seed = seed
    self.images = images
  }

  /// One number of annotators.
  package struct Row: Sendable, Equatable {
    /// How many annotators each image would have at most.
    package var annotators: Int
    /// Answers that would cost, on average over the draws.
    package var answers: Int
    /// How well the result matches that of all answers, 0...1, the mean over the draws.
    package var match: Double?
    /// The smallest and the largest of the draws.
    package var range: ClosedRange<Double>?
    /// How well it matches gold, 0...1; nil without gold.
    package var gold: Double?

    /// Makes a row.
    package init(
      annotators: Int, answers: Int, match: Double?, range: ClosedRange<Double>? = nil,
      gold: Double? = nil
    ) {
      self.annotators = annotators
      self.answers = answers
      self.match = match
      self.range = range
      self.gold = gold
    }
  }
}
