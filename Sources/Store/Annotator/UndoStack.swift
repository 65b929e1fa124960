import AnnotationModel
import GRDB

/// An index into the journal: the steps of one person in one job that can be undone and redone.
///
/// Applied steps are always older than undone ones, so "the next to undo" is the newest applied
/// and "the next to redo" the oldest undone.
struct UndoStack {
  let person: RowKey
  let job: RowKey
  var scope = Scope.annotating

  /// On which of a person's stacks in a job a step lies: each screen undoes what it did.
  enum Scope: Int64 {
    case annotating = 0
    case reviewing = 1
    /// Publishing runs and adjudicating.
    case leading = 2
  }

  /// A step and the entry that last did or undid it.
  struct Step {
    let entry: EntryNumber
    let latest: EntryNumber
  }

  /// States as the database holds them.
  private enum State: Int64 {
    case applied = 0
    case undone = 1
    case abandoned = 2
  }

  /// Adds a new action; what was undone before it can no longer be redone.
  func push(_ entry: EntryNumber, in transaction: Transaction) throws {
    try transaction.run(
      """
      UPDATE undo_step SET state = ? WHERE person = ? AND job = ? AND scope = ? AND state = ?
      """, [State.abandoned.rawValue, person, job, scope.rawValue, State.undone.rawValue])
    try transaction.run(
      """
      INSERT INTO undo_step (entry, person, job, scope, state, latest) VALUES (?, ?, ?, ?, ?, ?)
      """, [entry, person, job, scope.rawValue, State.applied.rawValue, entry])
  }

  /// The step that undo takes back next.
  func nextToUndo(in db: Database) throws -> Step? {
    try step(.applied, HotQuery.nextToUndo, in: db)
  }

  /// The step that redo does again next.
  func nextToRedo(in db: Database) throws -> Step? {
    try step(.undone, HotQuery.nextToRedo, in: db)
  }

  /// Notes that `entry` has undone or redone a step.
  func mark(
    _ step: Step, undone: Bool, by entry: EntryNumber, in transaction: Transaction
  ) throws {
    try transaction.run(
      "UPDATE undo_step SET state = ?, latest = ? WHERE entry = ?",
      [(undone ? State.undone : .applied).rawValue, entry, step.entry])
  }

  /// Notes that `entry` has undone or redone the step that `earlier` did last, wherever that lies.
  ///
  /// For what can also be taken back by the number of its entry, out of turn.
  static func note(
    _ entry: EntryNumber, reversing earlier: EntryNumber, undone: Bool, in transaction: Transaction
  ) throws {
    var first = earlier
    while let before = try transaction.db.integer(
      "SELECT undoes FROM journal WHERE number = ? AND undoes IS NOT NULL", [first])
    { first = before }
    try transaction.run(
      "UPDATE undo_step SET state = ?, latest = ? WHERE entry = ? AND latest = ? AND state <> ?",
      [
        (undone ? State.undone : .applied).rawValue, entry, first, earlier,
        State.abandoned.rawValue,
      ])
  }

  private func step(_ state: State, _ query: String, in db: Database) throws -> Step? {
    try db.firstRow(query, [person, job, scope.rawValue, state.rawValue]).map {
      Step(entry: $0["entry"], latest: $0["latest"])
    }
  }
}
