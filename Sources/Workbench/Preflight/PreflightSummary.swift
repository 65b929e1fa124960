package import AnnotationModel

/// What checking an export against its consumer's rules found, as the lead's screen shows it.
package struct PreflightSummary: Sendable, Equatable {
  /// What was checked, one sentence each.
  package var standing: [String]
  /// The broken rules, those that refuse the whole first.
  package var rules: [BrokenRule]

  /// Makes a summary.
  package init(standing: [String], rules: [BrokenRule]) {
    self.standing = standing
    self.rules = rules
  }
}

/// A way to read an export.
package struct PreflightConsumer: Sendable, Equatable {
  /// The name in requests.
  package var id: String
  /// The name for people.
  package var title: String

  /// Makes a consumer.
  package init(id: String, title: String) {
    self.id = id
    self.title = title
  }
}

/// A broken rule.
package struct BrokenRule: Sendable, Equatable {
  /// Its name, as the consumer calls it.
  package var name: String
  /// How the consumer takes it.
  package var verdict: Verdict
  /// How often it is broken.
  package var count: Int
  /// What is wrong, the first time.
  package var detail: String
  /// What to do about it; empty when there is nothing to say.
  package var repair: String
  /// Where it is broken; as many as are kept.
  package var images: [OffendingImage]

  /// How a consumer takes what breaks a rule.
  package enum Verdict: Sendable, Equatable {
    /// It refuses everything.
    case refusesAll
    /// It refuses the image.
    case refusesImage
    /// It takes it.
    case warns
  }

  /// Makes a rule.
  package init(
    name: String, verdict: Verdict, count: Int, detail: String, repair: String = "",
    images: [OffendingImage] = []
  ) {
    self.name = name
    self.verdict = verdict
    self.count = count
    self.detail = detail
    self.repair = repair
    self.images = images
  }
}

/// An image that breaks a rule.
package struct OffendingImage: Sendable, Equatable {
  /// The line of the export, from 1.
  package var line: Int
  /// What to call it.
  package var name: String
  /// What is wrong with it.
  package var detail: String
  /// Which image; nil when the line names none that the project has.
  package var image: ID<Image>?
  /// Whether it was decided about since it was checked.
  package var isDecided = false

  /// Makes an image.
  package init(line: Int, name: String, detail: String, image: ID<Image>?) {
    self.line = line
    self.name = name
    self.detail = detail
    self.image = image
  }
}
