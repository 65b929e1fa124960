package import AnnotationModel

/// What came of consolidating a job, as the lead's screen shows it; the same for every task.
package struct ConsolidationSummary: Sendable, Equatable {
  /// How the answers were weighed: one of the opening's methods.
  package var method: ConsolidationMethod
  /// Whether models counted as annotators.
  package var countsModels: Bool
  /// Whether gold taught the method and stayed.
  package var usesGold: Bool
  /// How the model was fitted, in a few words.
  package var fit: String
  /// Whether the model settled.
  package var isSettled: Bool
  /// How far the answers are.
  package var progress: ConsolidationProgress
  /// One per annotator.
  package var annotators: [ConsolidationAnnotator]
  /// Every image with an answer, the most disputed first.
  package var items: [ConsolidationItem]
  /// What an item's doubt is, as the title of its column.
  package var doubtTitle: String
  /// The measured confidences of everything in the result, ascending, each 0...1.
  package var confidences: [Double]
  /// Things in the result whose confidence was not measured.
  package var unmeasured: Int
  /// What these things are: `box`, `label` or `mask`.
  package var thing: String
  /// How the result compares with what is published, one sentence each.
  package var standing: [String]
  /// What publishing would do, one sentence each.
  package var publication: [String]
  /// What else has to be said, one sentence each.
  package var notes: [String]

  /// Makes a summary.
  package init(
    method: ConsolidationMethod, countsModels: Bool = false, usesGold: Bool = true, fit: String,
    isSettled: Bool,
    progress: ConsolidationProgress, annotators: [ConsolidationAnnotator],
    items: [ConsolidationItem], doubtTitle: String, confidences: [Double], unmeasured: Int,
    thing: String, standing: [String] = [], publication: [String] = [], notes: [String] = []
  ) {
    self.method = method
    self.countsModels = countsModels
    self.usesGold = usesGold
    self.fit = fit
    self.isSettled = isSettled
    self.progress = progress
    self.annotators = annotators
    self.items = items
    self.doubtTitle = doubtTitle
    self.confidences = confidences
    self.unmeasured = unmeasured
    self.thing = thing
    self.standing = standing
    self.publication = publication
    self.notes = notes
  }
}

/// A way to weigh answers.
package struct ConsolidationMethod: Sendable, Equatable {
  /// What commands call it.
  package var id: String
  /// What people call it.
  package var title: String

  /// Names a method.
  package init(id: String, title: String) {
    self.id = id
    self.title = title
  }
}

/// How far the answers to a job are.
package struct ConsolidationProgress: Sendable, Equatable {
  /// Images of the job.
  package var images: Int
  /// How many people are asked for each image.
  package var asked: Int
  /// Images by how many people have answered them.
  package var byAnswers: [Int: Int]
  /// Images whose truth is known and that have an answer.
  package var gold: Int
  /// Images whose answer is a reviewer's.
  package var reviewed: Int
  /// Images whose answer is an adjudication.
  package var adjudicated: Int

  /// Makes a count.
  package init(
    images: Int, asked: Int, byAnswers: [Int: Int], gold: Int = 0, reviewed: Int = 0,
    adjudicated: Int = 0
  ) {
    self.images = images
    self.asked = asked
    self.byAnswers = byAnswers
    self.gold = gold
    self.reviewed = reviewed
    self.adjudicated = adjudicated
  }

  /// Images with as many answers as are asked for.
  package var ready: Int { byAnswers.filter { $0.key >= asked }.values.reduce(0, +) }
  /// Answers of all images.
  package var answers: Int { byAnswers.reduce(0) { $0 + $1.key * $1.value } }
}

/// One annotator, as far as the answers show how well they answer.
package struct ConsolidationAnnotator: Sendable, Equatable {
  /// What they are called.
  package var name: String
  /// Images answered.
  package var answers: Int
  /// How well they answer, 0...1; nil where it is not known.
  package var skill: Double?
  /// Where the skill lies with 95 % probability.
  package var interval: ClosedRange<Double>?
  /// The share of their boxes that the result has; nil for jobs without boxes.
  package var precision: Double?
  /// The share of the result's boxes that they drew; nil for jobs without boxes.
  package var recall: Double?
  /// How far they agree with the others on the same images, 0...1; nil until it is measured.
  package var agreement: Double?
  /// What their answers look like.
  package var standing: Standing
  /// How they answer for each truth; nil where the method does not tell.
  package var heatMap: HeatMap?

  /// What somebody's answers look like.
  package enum Standing: String, Sendable, Equatable, CaseIterable {
    case unmeasured, sound, careless, reversed
  }

  /// Makes a row.
  package init(
    name: String, answers: Int, skill: Double? = nil, interval: ClosedRange<Double>? = nil,
    precision: Double? = nil, recall: Double? = nil, agreement: Double? = nil,
    standing: Standing = .unmeasured, heatMap: HeatMap? = nil
  ) {
    self.name = name
    self.answers = answers
    self.skill = skill
    self.interval = interval
    self.precision = precision
    self.recall = recall
    self.agreement = agreement
    self.standing = standing
    self.heatMap = heatMap
  }
}

/// Shares in rows and columns, to be shown as coloured cells.
package struct HeatMap: Sendable, Equatable {
  /// What stands before the rows.
  package var rows: [String]
  /// What stands above the columns, short.
  package var columns: [String]
  /// Shares 0...1, row by row; nil where nothing is known.
  package var values: [[Double?]]
  /// Whether a large share is right only where row and column are the same.
  package var isSquare: Bool

  /// Makes a map; every row has a value per column.
  package init(rows: [String], columns: [String], values: [[Double?]], isSquare: Bool) {
    self.rows = rows
    self.columns = columns
    self.values = values
    self.isSquare = isSquare
  }
}

/// One image and how far its answers differ.
package struct ConsolidationItem: Sendable, Equatable {
  /// Its place in the job, from 0.
  package var index: Int
  /// Which image.
  package var image: ID<Image>
  /// What to call it.
  package var name: String
  /// How much is probably wrong; nil where it was not measured.
  package var doubt: Double?
  /// Answers to it.
  package var answers: Int
  /// What is disputed most.
  package var text: String
  /// Whether most annotators say otherwise, or another answer is as probable.
  package var isAgainstMajority: Bool
  /// Whose answer stands whatever the run says: `gold`, `reviewer` or `adjudication`; empty where
  /// the run's would.
  package var pinnedBy: String

  /// Makes a row.
  package init(
    index: Int, image: ID<Image>, name: String, doubt: Double?, answers: Int, text: String,
    isAgainstMajority: Bool = false, pinnedBy: String = ""
  ) {
    self.index = index
    self.image = image
    self.name = name
    self.doubt = doubt
    self.answers = answers
    self.text = text
    self.isAgainstMajority = isAgainstMajority
    self.pinnedBy = pinnedBy
  }
}
