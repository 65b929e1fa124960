package import AnnotationModel
package import Screen

/// Everything the workbench knows; a value.
package struct State: Sendable, Equatable {
  /// The terminal, in cells.
  package var size: Size
  /// Picture pixels that one cell shows.
  package var cell: PixelExtent
  /// The job and the person at work.
  package var context: JobContext
  /// The canvas.
  package var canvas = CanvasState()
  /// What lies over the canvas and takes the keys.
  package var popup: Popup?
  /// The line at the bottom.
  package var notice: Notice?
  /// The last journal entry known to be on disk.
  package var savedEntry: Int?
  /// How far this person is.
  package var progress = Progress(submitted: 0, total: 0)
  /// Whether an effect is under way whose result decides what the next key means.
  package var isWaiting = false
  /// Input that came in while waiting, in order.
  package var held: [InputEvent] = []
  /// Seconds of active work since the last committed change.
  package var activeSeconds = 0.0

  /// Makes the state at the start.
  package init(size: Size, cell: PixelExtent, context: JobContext) {
    self.size = size
    self.cell = cell
    self.context = context
  }

  /// Where things are on the screen now.
  package var layout: CanvasLayout {
    CanvasLayout(size: size, showsPanel: canvas.showsPanel)
  }

  /// The picture's cells and their pixels.
  package var pane: Pane { Pane(area: layout.picture, cell: cell) }

  /// The part of the image in view.
  package var view: ImageRect { canvas.viewport.visible(in: pane) }
}

/// The job and the person at work.
package struct JobContext: Sendable, Equatable {
  /// The job's name.
  package var jobName: String
  /// Its labels in order.
  package var labels: [Label]
  /// Who works.
  package var personName: String
  /// The language of label names, such as `ja`.
  package var language: String

  /// Makes a context.
  package init(jobName: String, labels: [Label], personName: String, language: String) {
    self.jobName = jobName
    self.labels = labels
    self.personName = personName
    self.language = language
  }

  /// The label with this id, when the job still has it.
  package func label(_ id: ID<Label>) -> Label? {
    labels.first { $0.id == id }
  }

  /// The name of a label to show.
  package func name(of label: Label) -> String {
    label.displayName(language: language)
  }
}

/// What lies over the canvas and takes the keys.
package enum Popup: Sendable, Equatable {
  /// The help of the keys that work now, or the palette of all commands.
  case commands(CommandList)
  /// The label picker.
  case labels(LabelPicker)
  /// A line of text that is asked for.
  case prompt(Prompt)
}
