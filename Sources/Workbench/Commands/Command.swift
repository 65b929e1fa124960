/// Everything a person can ask of the screens, once.
///
/// Keys, the `?` help, the `:` palette, the hints of a menu and the README's key table all come
/// from `table`.
package enum Command: String, Hashable, Sendable, CaseIterable {
  // Anywhere
  case help, palette, back, undo, redo, redraw, changeDetail, suspend, quit
  // Looking
  case panLeft, panDown, panUp, panRight, screenLeft, screenDown, screenUp, screenRight
  case zoomIn, zoomOut, zoomMenu, zoomFit, zoomObject, zoomActual, cycleOverlays, togglePanel
  // Objects
  case nextObject, previousObject, drawBox, editObject, deleteObject, pickLabel, digitLabel
  // Drawing
  case cursorLeft, cursorDown, cursorUp, cursorRight
  case leapLeft, leapDown, leapUp, leapRight
  case placeCorner, dropCorner, halveStep, doubleStep
  // Editing one box
  case growLeft, shrinkLeft, growRight, shrinkRight, growTop, shrinkTop, growBottom, shrinkBottom
  case moveLeft, moveDown, moveUp, moveRight, finishEdit
  // Data objects
  case nextImage, previousImage, goMenu, goFirst, goLast, goUnfinished, goNumber
  case submit, submitEmpty, reopen, skip, readReason
  // Home
  case nextJob, previousJob, openJob, annotateJob, reviewJob, consolidateJob, preflightJob
  // Review
  case acceptBox, rejectBox, acceptRest, finishReview, sendBack, passReview, cycleFraming, explain
  // Boxes of other images beside each other
  case showSheet, sheetLeft, sheetDown, sheetUp, sheetRight, openFromSheet
  case readLastReason
  // Consolidation
  case showProgress, showAnnotators, showConfusion, showAgreement, showDisputes, showBudget
  case nextPage, previousPage, nextRow, previousRow, rowsDown, rowsUp, columnsRight, columnsLeft
  case openRow, runAgain, nextMethod, toggleModels, toggleGold, lowerThreshold, raiseThreshold,
    publishRun
  // Adjudication
  case compareAnswers
  // Preflight
  case nextConsumer
}

/// Where a key has its meaning.
package enum Scope: String, Hashable, Sendable, CaseIterable {
  /// Everywhere except in text fields.
  case anywhere
  /// Choosing a job.
  case home
  /// Looking at the picture and its objects.
  case navigate
  /// Drawing with the cursor.
  case draw
  /// Changing the selected box.
  case edit
  /// Deciding about one box after the other.
  case review
  /// Looking at boxes of many images.
  case sheet
  /// Looking at what the answers of a job come to.
  case consolidate
  /// Looking at the rules that an export breaks.
  case preflight
  /// Deciding between the answers to an image.
  case adjudicate
  /// After `z`.
  case zoomMenu
  /// After `g`.
  case goMenu
}

/// What the table says of one command.
package struct CommandInfo: Sendable {
  /// The command.
  package let command: Command
  /// A few words, as in a menu.
  package let title: String
  /// One sentence more, for the help.
  package let help: String
  /// The keys it has, in each scope where it has some.
  package let keys: [(scope: Scope, titles: [String])]

  /// Makes a row of a table.
  package init(
    command: Command, title: String, help: String, keys: [(scope: Scope, titles: [String])]
  ) {
    self.command = command
    self.title = title
    self.help = help
    self.keys = keys
  }
}
