package import AnnotationModel
package import Screen

/// Everything that can happen to the workbench.
package enum Action: Sendable, Equatable {
  /// A person did something; `activeSeconds` is the time since the last input, idle time cut.
  case input(InputEvent, activeSeconds: Double)
  /// The terminal has this size; `cell` is how many picture pixels one cell shows.
  case resized(Size, cell: PixelExtent)
  /// A data object was asked for and is here.
  case opened(WorkItem, Progress)
  /// There is no data object to show, for this reason.
  case nothingToOpen(String)
  /// A change was committed as this journal entry.
  case saved(entry: Int)
  /// A change was taken back or made again; this is the data object it belongs to.
  case revisited(WorkItem, Progress, entry: Int, what: String)
  /// There was nothing to undo or redo, or it was refused.
  case refused(String)
  /// Something failed; `answersWait` is whether the effect was one that keys wait for.
  case failed(String, answersWait: Bool)
  /// The canvas shows something else of the data object at this position than the store holds.
  case outdated(index: Int)
  /// A data object was read again.
  case reloaded(WorkItem)
  /// The pixels of an image are on the screen.
  case shown(ID<Image>)
  /// Something worth a line on the screen.
  case notice(Notice)
}

/// Everything the workbench can ask for.
package enum Effect: Sendable, Equatable {
  /// Show the data object at a position of the job.
  case open(index: Int)
  /// Read the data object at a position again, after every change that was sent before.
  case reload(index: Int)
  /// Show the next data object that this person has not finished, starting after a position.
  case openUnfinished(after: Int)
  /// Commit these changes of the person's own layer.
  case apply(changes: [ShapeChange], to: WorkItem.Number, activeSeconds: Double)
  /// Give the answer, then show the next unfinished data object.
  case submit(WorkItem.Number, index: Int, activeSeconds: Double)
  /// Make a submitted answer a draft again.
  case reopen(WorkItem.Number, index: Int)
  /// Put it aside, then show the next unfinished data object.
  case skip(WorkItem.Number, index: Int, reason: String)
  /// Take back this person's last change in this job.
  case undo
  /// Make the last undone change again.
  case redo
  /// Paint everything again.
  case redraw
  /// Stop until the shell continues the program.
  case suspend
  /// End the program.
  case quit
}

/// A line for the person at the screen.
package struct Notice: Sendable, Equatable {
  /// What it says.
  package var text: String
  /// How it is meant.
  package var kind: Kind

  /// Makes a line.
  package init(_ text: String, _ kind: Kind = .plain) {
    self.text = text
    self.kind = kind
  }

  /// How a line is meant.
  package enum Kind: Sendable, Equatable {
    case plain, success, error
  }
}
