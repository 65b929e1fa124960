package import AnnotationModel

/// What the home screen shows of a project, for one person.
package struct HomeSummary: Sendable, Equatable {
  /// The jobs in the order in which they were made.
  package var jobs: [HomeJob]
  /// The people: everybody for a lead, else the person at work alone.
  package var people: [HomePerson]

  /// Makes a summary.
  package init(jobs: [HomeJob], people: [HomePerson]) {
    self.jobs = jobs
    self.people = people
  }
}

/// One job, and what is left in it for one person.
package struct HomeJob: Sendable, Equatable {
  /// Which job.
  package var id: ID<Job>
  /// Its name.
  package var name: String
  /// What it asks.
  package var task: TaskType
  /// Its data objects.
  package var images: Int
  /// Data objects that as many people have answered as the job asks for; nil for those who
  /// neither lead nor review.
  package var answered: Int?
  /// Data objects that this person has answered.
  package var submitted: Int
  /// Data objects that this person can still get.
  package var left: Int
  /// Data objects that were sent back to this person.
  package var returned: Int
  /// Data objects that wait for a review.
  package var toReview: Int

  /// Makes a row.
  package init(
    id: ID<Job>, name: String, task: TaskType, images: Int, answered: Int? = nil,
    submitted: Int = 0, left: Int = 0, returned: Int = 0, toReview: Int = 0
  ) {
    self.id = id
    self.name = name
    self.task = task
    self.images = images
    self.answered = answered
    self.submitted = submitted
    self.left = left
    self.returned = returned
    self.toReview = toReview
  }
}

/// One person, and what they did in all jobs.
package struct HomePerson: Sendable, Equatable {
  /// What they are called.
  package var name: String
  /// What they may do.
  package var roles: Set<Person.Role>
  /// Answers they have given.
  package var submitted: Int
  /// How well their answers match gold, 0...1; nil when nothing was compared.
  package var gold: Double?

  /// Makes a row.
  package init(name: String, roles: Set<Person.Role>, submitted: Int, gold: Double? = nil) {
    self.name = name
    self.roles = roles
    self.submitted = submitted
    self.gold = gold
  }
}

/// How far the answers of different people to the same images agree, over a sample.
package struct Agreement: Sendable, Equatable {
  /// The mean over pairs of people of the harmonic mean of precision and recall, 0...1; nil when
  /// nobody drew a box.
  package var f1: Double?
  /// The mean overlap (intersection over union) of the boxes that were matched, 0...1.
  package var overlap: Double?
  /// The images of the sample.
  package var images: Int

  /// Makes a measure.
  package init(f1: Double?, overlap: Double?, images: Int) {
    self.f1 = f1
    self.overlap = overlap
    self.images = images
  }
}
