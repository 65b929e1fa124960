import Screen

/// Where the parts of the home screen are.
struct HomeLayout: Equatable {
  /// The line with project and person.
  let title: Area
  /// The row of the column titles of the jobs.
  let header: Int
  /// The rows of the jobs.
  let jobs: Area
  /// The first job that shows.
  let firstJob: Int
  /// What stands below the jobs.
  let below: Area

  /// Divides a terminal: the jobs take what they need, at most two thirds of the rows.
  init(_ state: State) {
    let size = state.size
    let body = max(0, size.rows - 3)
    let count = state.home.jobs.count
    let room = max(1, body * 2 / 3 - 2)
    let shown = min(count, room)
    title = Area(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows))
    header = 2
    jobs = Area(column: 0, row: 3, columns: size.columns, rows: shown)
    firstJob = max(0, min(state.home.selection - shown / 2, count - shown))
    let top = 3 + shown + 1
    below = Area(
      column: 0, row: top, columns: size.columns, rows: max(0, size.rows - 2 - top))
  }
}
