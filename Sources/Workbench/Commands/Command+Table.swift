extension Command {
  /// Title, help and default keys of every command, in the order of the help.
  package static let table: [CommandInfo] =
    anywhere + home + reviewing + consolidating + looking + objects + drawing + editing + work

  /// What the table says of this command.
  package var info: CommandInfo {
    Self.infoByCommand[self] ?? CommandInfo(command: self, title: rawValue, help: "", keys: [])
  }

  private static let infoByCommand = Dictionary(
    table.map { ($0.command, $0) }, uniquingKeysWith: { first, _ in first })

  private static func row(
    _ command: Command, _ title: String, _ help: String, _ keys: (Scope, [String])...
  ) -> CommandInfo {
    CommandInfo(command: command, title: title, help: help, keys: keys.map { ($0.0, $0.1) })
  }

  private static let anywhere: [CommandInfo] = [
    row(
      .help, "Help", "Every key that works here; type to search, Enter runs.", (.anywhere, ["?"])),
    row(.palette, "Command palette", "Find any command by name.", (.anywhere, [":"])),
    row(.back, "Back", "One level back, in the end to the home screen.", (.anywhere, ["Esc"])),
    row(
      .undo, "Undo", "Take back the last change, on this image or an earlier one.",
      (.anywhere, ["u"])),
    row(.redo, "Redo", "Make the change again that was taken back.", (.anywhere, ["U"])),
    row(.redraw, "Redraw", "Paint the whole screen again.", (.anywhere, ["Ctrl-L"])),
    row(
      .changeDetail, "Picture detail",
      "What the link can carry, or always coarse, plain or fine.", (.anywhere, ["Ctrl-P"])),
    row(.suspend, "Suspend", "Back to the shell until fg.", (.anywhere, ["Ctrl-Z"])),
    row(
      .quit, "Leave", "Back to the home screen, from there out; everything is saved already.",
      (.anywhere, ["q"])),
  ]

  private static let home: [CommandInfo] = [
    row(.nextJob, "Next job", "", (.home, ["j", "Down"])),
    row(.previousJob, "Job before", "", (.home, ["k", "Up"])),
    row(
      .openJob, "Open", "Annotate the job, or review it if that is your role.", (.home, ["Enter"])),
    row(.annotateJob, "Annotate", "Draw and label what is handed out next.", (.home, ["a"])),
    row(.reviewJob, "Review", "Decide about the most doubtful answers first.", (.home, ["r"])),
    row(
      .consolidateJob, "Consolidate", "See what the answers come to, decide, and publish.",
      (.home, ["c"])),
    row(
      .preflightJob, "Preflight", "See what a consumer would refuse of the export, and correct it.",
      (.home, ["p"])),
  ]

  private static let reviewing: [CommandInfo] = [
    row(.acceptBox, "Accept", "This box is right; on to the next.", (.review, ["a"])),
    row(.rejectBox, "Reject", "This box should not be there.", (.review, ["x"])),
    row(
      .acceptRest, "The rest is right", "Accept what is undecided and go to the next image.",
      (.review, ["A"])),
    row(
      .finishReview, "Next image", "End the review of this one, once every box is decided.",
      (.review, ["Enter"])),
    row(
      .sendBack, "Send back", "To whoever answered it, with a reason; they get it first.",
      (.review, ["R"])),
    row(.passReview, "Unsure", "Leave this image for later.", (.review, ["s"])),
    row(
      .cycleFraming, "More around it", "The box alone, its surroundings, or the whole picture.",
      (.review, ["v"])),
    row(
      .showSheet, "Others of this label", "The most doubtful boxes of it, beside each other.",
      (.review, ["g"])),
    row(.sheetLeft, "Left", "", (.sheet, ["h", "Left"])),
    row(.sheetDown, "Down", "", (.sheet, ["j", "Down"])),
    row(.sheetUp, "Up", "", (.sheet, ["k", "Up"])),
    row(.sheetRight, "Right", "", (.sheet, ["l", "Right"])),
    row(.openFromSheet, "Open", "Review the image of this box.", (.sheet, ["Enter"])),
    row(.explain, "Why is it here", "Confidence and threshold of this box.", (.review, ["w"])),
    row(
      .readLastReason, "Why it was sent back", "The whole reason, once it was done again.",
      (.review, ["W"])),
  ]

  private static let consolidating: [CommandInfo] = [
    row(
      .showProgress, "Progress", "How many answers there are, and what is published.",
      (.consolidate, ["i"])),
    row(
      .showAnnotators, "Annotators", "Skill, agreement, and who looks careless.",
      (.consolidate, ["w"])),
    row(
      .showConfusion, "Confusion matrices", "What each annotator takes for what.",
      (.consolidate, ["c"])),
    row(.showAgreement, "Agreement", "With intervals.", (.consolidate, ["a"])),
    row(
      .showDisputes, "Most disputed", "Enter decides about one on the canvas.",
      (.consolidate, ["d"])),
    row(
      .showBudget, "What if", "Another threshold, or fewer annotators.", (.consolidate, ["s"])),
    row(.nextPage, "Next page", "", (.consolidate, ["Tab"])),
    row(.previousPage, "Page before", "", (.consolidate, ["Shift-Tab"])),
    row(
      .nextRow, "Next row", "", (.consolidate, ["j", "Down"]),
      (.preflight, ["j", "Down"])),
    row(
      .previousRow, "Row before", "", (.consolidate, ["k", "Up"]),
      (.preflight, ["k", "Up"])),
    row(
      .rowsDown, "Ten rows down", "", (.consolidate, ["J", "PgDn"]),
      (.preflight, ["J", "PgDn"])),
    row(
      .rowsUp, "Ten rows up", "", (.consolidate, ["K", "PgUp"]),
      (.preflight, ["K", "PgUp"])),
    row(.columnsRight, "Columns right", "Of a wide matrix.", (.consolidate, ["l", "Right"])),
    row(.columnsLeft, "Columns left", "Of a wide matrix.", (.consolidate, ["h", "Left"])),
    row(
      .openRow, "Open the row", "What lies behind it: a matrix, the images of a rule, an image.",
      (.consolidate, ["Enter"]), (.preflight, ["Enter"])),
    row(
      .runAgain, "Run again", "With the answers there are by now.", (.consolidate, ["r"]),
      (.preflight, ["r"])),
    row(.nextMethod, "Next method", "Weigh the answers in another way.", (.consolidate, ["m"])),
    row(
      .toggleModels, "Count models", "Models as further annotators, or not.",
      (.consolidate, ["M"])),
    row(
      .toggleGold, "Use gold", "Let gold teach the method and stay, or hold it out.",
      (.consolidate, ["g"])),
    row(.lowerThreshold, "Lower the threshold", "", (.consolidate, ["<"])),
    row(.raiseThreshold, "Raise the threshold", "", (.consolidate, [">"])),
    row(
      .publishRun, "Publish", "Make the result the answer; asks first, and undo takes it back.",
      (.consolidate, ["p"])),
    row(
      .nextConsumer, "Another reader", "The rules of the next program that may read the export.",
      (.preflight, ["m"])),
    row(
      .compareAnswers, "Answers of others", "Show or hide what the annotators drew.",
      (.adjudicate, ["v"])),
  ]

  private static let looking: [CommandInfo] = [
    row(
      .panLeft, "Pan left", "Move the view a quarter screen.", (.navigate, ["h", "Left"]),
      (.review, ["Left"]), (.adjudicate, ["Left"])),
    row(
      .panDown, "Pan down", "Move the view a quarter screen.", (.navigate, ["j", "Down"]),
      (.review, ["Down"]), (.adjudicate, ["Down"])),
    row(
      .panUp, "Pan up", "Move the view a quarter screen.", (.navigate, ["k", "Up"]),
      (.review, ["Up"]), (.adjudicate, ["Up"])),
    row(
      .panRight, "Pan right", "Move the view a quarter screen.", (.navigate, ["l", "Right"]),
      (.review, ["Right"]), (.adjudicate, ["Right"])),
    row(.screenLeft, "One screen left", "Move the view a whole screen.", (.navigate, ["H"])),
    row(.screenDown, "One screen down", "Move the view a whole screen.", (.navigate, ["J"])),
    row(.screenUp, "One screen up", "Move the view a whole screen.", (.navigate, ["K"])),
    row(.screenRight, "One screen right", "Move the view a whole screen.", (.navigate, ["L"])),
    row(
      .zoomIn, "Zoom in", "Around the cursor, the selected box or the middle.",
      (.navigate, ["+"]), (.draw, ["+"]), (.edit, ["+"]), (.review, ["+"]),
      (.adjudicate, ["+"])),
    row(
      .zoomOut, "Zoom out", "Down to the whole picture.",
      (.navigate, ["-"]), (.draw, ["-"]), (.edit, ["-"]), (.review, ["-"]),
      (.adjudicate, ["-"])),
    row(.zoomMenu, "Zoom to …", "Choose what to frame.", (.navigate, ["z"])),
    row(.zoomFit, "Fit the picture", "Show all of it.", (.zoomMenu, ["z"])),
    row(
      .zoomObject, "Frame the object", "Fill the view with the selected box.", (.zoomMenu, ["o"])),
    row(
      .zoomActual, "One to one", "One image pixel for each pixel shown.", (.zoomMenu, ["1"])),
    row(
      .cycleOverlays, "Boxes and names", "Show boxes with names, boxes alone, or the bare picture.",
      (.navigate, ["o"]), (.review, ["o"]), (.adjudicate, ["o"])),
    row(
      .togglePanel, "Side panel", "Show or hide labels and objects.", (.navigate, ["\\"]),
      (.review, ["\\"]), (.adjudicate, ["\\"])),
  ]

  private static let objects: [CommandInfo] = [
    row(
      .nextObject, "Next object", "Select the next box.",
      (.navigate, ["Tab", ")"]), (.edit, ["Tab"]), (.review, ["j", "Tab"]),
      (.adjudicate, ["Tab", ")"])),
    row(
      .previousObject, "Previous object", "Select the box before.",
      (.navigate, ["(", "Shift-Tab"]), (.edit, ["Shift-Tab"]), (.review, ["k", "Shift-Tab"]),
      (.adjudicate, ["(", "Shift-Tab"])),
    row(
      .drawBox, "Draw boxes", "Draw one box after another until Esc.", (.navigate, ["b"]),
      (.review, ["m"]), (.adjudicate, ["b"])),
    row(
      .editObject, "Edit the object", "Move its edges.", (.navigate, ["e"]), (.review, ["e"]),
      (.adjudicate, ["e"])),
    row(
      .deleteObject, "Delete the object", "Undo brings it back.",
      (.navigate, ["x", "Del"]), (.edit, ["x", "Del"]), (.adjudicate, ["x", "Del"])),
    row(
      .pickLabel, "Choose a label", "Find it by code, name in any language, or alias.",
      (.navigate, ["c"]), (.draw, ["c"]), (.edit, ["c"]), (.review, ["c"]),
      (.adjudicate, ["c"])),
    row(
      .digitLabel, "Label by number",
      "For the selected box, which accepts it in review; else for the next ones.",
      (.navigate, digits), (.draw, digits), (.edit, digits), (.review, digits),
      (.adjudicate, digits)),
  ]

  private static let drawing: [CommandInfo] = [
    row(.cursorLeft, "Cursor left", "One step.", (.draw, ["h", "Left"])),
    row(.cursorDown, "Cursor down", "One step.", (.draw, ["j", "Down"])),
    row(.cursorUp, "Cursor up", "One step.", (.draw, ["k", "Up"])),
    row(.cursorRight, "Cursor right", "One step.", (.draw, ["l", "Right"])),
    row(.leapLeft, "Cursor far left", "Eight steps.", (.draw, ["H"])),
    row(.leapDown, "Cursor far down", "Eight steps.", (.draw, ["J"])),
    row(.leapUp, "Cursor far up", "Eight steps.", (.draw, ["K"])),
    row(.leapRight, "Cursor far right", "Eight steps.", (.draw, ["L"])),
    row(
      .placeCorner, "Place a corner", "The first one, then the opposite one.",
      (.draw, ["Space", "Enter"])),
    row(.dropCorner, "Take the corner back", "Before the box is closed.", (.draw, ["Backspace"])),
    row(.halveStep, "Smaller step", "Half as many pixels.", (.draw, ["["]), (.edit, ["["])),
    row(.doubleStep, "Larger step", "Twice as many pixels.", (.draw, ["]"]), (.edit, ["]"])),
  ]

  private static let editing: [CommandInfo] = [
    row(.growLeft, "Left edge out", "One step to the left.", (.edit, ["h"])),
    row(.shrinkLeft, "Left edge in", "One step to the right.", (.edit, ["H"])),
    row(.growRight, "Right edge out", "One step to the right.", (.edit, ["l"])),
    row(.shrinkRight, "Right edge in", "One step to the left.", (.edit, ["L"])),
    row(.growTop, "Top edge out", "One step up.", (.edit, ["k"])),
    row(.shrinkTop, "Top edge in", "One step down.", (.edit, ["K"])),
    row(.growBottom, "Bottom edge out", "One step down.", (.edit, ["j"])),
    row(.shrinkBottom, "Bottom edge in", "One step up.", (.edit, ["J"])),
    row(.moveLeft, "Box left", "One step.", (.edit, ["Left"])),
    row(.moveDown, "Box down", "One step.", (.edit, ["Down"])),
    row(.moveUp, "Box up", "One step.", (.edit, ["Up"])),
    row(.moveRight, "Box right", "One step.", (.edit, ["Right"])),
    row(.finishEdit, "Done", "Back to looking, or to the review.", (.edit, ["Enter"])),
  ]

  private static let work: [CommandInfo] = [
    row(
      .nextImage, "Next image", "The draft is kept.", (.navigate, ["]"]), (.adjudicate, ["]", "n"])),
    row(
      .previousImage, "Previous image", "The draft is kept.", (.navigate, ["["]),
      (.adjudicate, ["[", "N"])),
    row(.goMenu, "Go to …", "Choose an image.", (.navigate, ["g"])),
    row(.goFirst, "First image", "", (.goMenu, ["g"])),
    row(.goLast, "Last image", "", (.goMenu, ["e"])),
    row(.goUnfinished, "Next unfinished image", "", (.goMenu, ["u"])),
    row(.goNumber, "Image by number", "", (.goMenu, ["#"])),
    row(
      .submit, "Submit", "Give this answer and go to the next unfinished image.",
      (.navigate, ["Enter"]), (.adjudicate, ["Enter"])),
    row(
      .submitEmpty, "Submit as empty", "There is nothing to label in this image.",
      (.navigate, ["E"]), (.adjudicate, ["E"])),
    row(
      .reopen, "Open again", "Correct an answer that was submitted.", (.navigate, ["O"]),
      (.adjudicate, ["O"])),
    row(.skip, "Skip", "Put this image aside, with a reason.", (.navigate, ["s"])),
    row(
      .readReason, "Why it came back", "The whole reason it was sent back or put aside for.",
      (.navigate, ["w"])),
  ]

  private static let digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]
}
