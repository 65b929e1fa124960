package import AnnotationModel
package import Screen

/// Everything the workbench knows; a value.
package struct State: Sendable, Equatable {
  /// The terminal, in cells.
  package var size: Size
  /// Picture pixels that one cell shows.
  package var cell: PixelExtent
  /// Who works, and where.
  package var account: Account
  /// Which screen is open.
  package var screen: ScreenName
  /// Whether home lies below the canvas and the review, so that leaving them leads there.
  package var hasHome: Bool
  /// The home screen.
  package var home = HomeState()
  /// The job that is open; `none` at home.
  package var context = JobContext.none
  /// The picture, its boxes and what is done to them: on the canvas and in review.
  package var canvas = CanvasState()
  /// The review screen.
  package var review = ReviewState()
  /// The consolidation screen.
  package var consolidation = ConsolidationState()
  /// The preflight screen.
  package var preflight = PreflightState()
  /// What lies over the screen and takes the keys.
  package var popup: Popup?
  /// The line at the bottom.
  package var notice: Notice?
  /// What failed last; it stays in sight, under newer lines, until something has succeeded.
  package var failure: Notice?
  /// The last journal entry known to be on disk.
  package var savedEntry: Int?
  /// How far this person is.
  package var progress = Progress(submitted: 0, total: 0)
  /// Until when the open data object is kept for this person, as the screen says it.
  package var lease: String?
  /// Whether a newer session of this person has the job.
  package var isTakenOver = false
  /// Whether an effect is under way whose result decides what the next key means.
  package var isWaiting = false
  /// Input that came in while waiting, in order.
  package var held: [InputEvent] = []
  /// Seconds of active work since the last committed change.
  package var activeSeconds = 0.0

  /// Makes the state at the start; without `hasHome`, leaving `screen` ends the program.
  package init(
    size: Size, cell: PixelExtent, account: Account, screen: ScreenName = .home,
    hasHome: Bool = true
  ) {
    self.size = size
    self.cell = cell
    self.account = account
    self.screen = screen
    self.hasHome = hasHome
  }

  /// Where things are on the screen now.
  package var layout: CanvasLayout {
    CanvasLayout(size: size, showsPanel: canvas.showsPanel)
  }

  /// The picture's cells and their pixels.
  package var pane: Pane { Pane(area: layout.picture, cell: cell) }

  /// The part of the image in view.
  package var view: ImageRect { canvas.viewport.visible(in: pane) }

  /// The scope of the next key.
  package var scope: Scope {
    switch screen {
    case .home: .home
    case .canvas: canvas.scope
    case .review:
      review.sheet != nil ? .sheet : canvas.scope == .navigate ? .review : canvas.scope
    case .consolidation: .consolidate
    case .preflight: .preflight
    case .adjudication: canvas.scope == .navigate ? .adjudicate : canvas.scope
    }
  }
}

/// The screens.
package enum ScreenName: String, Sendable, Equatable, CaseIterable {
  /// The jobs of the project and what is left in them.
  case home
  /// One data object to annotate.
  case canvas
  /// One data object whose answer is reviewed.
  case review
  /// What the answers of a job come to.
  case consolidation
  /// One data object between whose answers a lead decides.
  case adjudication
  /// The rules that the export of a job breaks.
  case preflight
}

/// Who works, and where.
package struct Account: Sendable, Equatable {
  /// The project's name.
  package var projectName: String
  /// The directory of the project, as it was given.
  package var directory: String
  /// Who works.
  package var personName: String
  /// What they may do.
  package var roles: Set<Person.Role>

  /// Makes an account.
  package init(
    projectName: String, directory: String, personName: String, roles: Set<Person.Role>
  ) {
    self.projectName = projectName
    self.directory = directory
    self.personName = personName
    self.roles = roles
  }

  /// The roles in words, the one with the least rights first.
  package var rolesText: String {
    Person.Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ", ")
  }
}

/// The job that is open.
package struct JobContext: Sendable, Equatable {
  /// The job's name.
  package var jobName: String
  /// Its labels in order.
  package var labels: [Label]
  /// The language of label names, such as `ja`.
  package var language: String

  /// Makes a context.
  package init(jobName: String, labels: [Label], language: String) {
    self.jobName = jobName
    self.labels = labels
    self.language = language
  }

  /// Before a job is open.
  package static let none = JobContext(jobName: "", labels: [], language: "en")

  /// The label with this id, when the job still has it.
  package func label(_ id: ID<Label>) -> Label? {
    labels.first { $0.id == id }
  }

  /// The name of a label to show.
  package func name(of label: Label) -> String {
    label.displayName(language: language)
  }

  /// The name of the label with this id to show; `?` for one that the job no longer has.
  package func name(of id: ID<Label>) -> String {
    label(id).map(name(of:)) ?? "?"
  }
}

/// What lies over the screen and takes the keys.
package enum Popup: Sendable, Equatable {
  /// The help of the keys that work now, or the palette of all commands.
  case commands(CommandList)
  /// The label picker.
  case labels(LabelPicker)
  /// A line of text that is asked for.
  case prompt(Prompt)
  /// A text to read.
  case reading(Reading)
  /// A newer session has the job: go on here, leave, or only look.
  case takenOver
}
