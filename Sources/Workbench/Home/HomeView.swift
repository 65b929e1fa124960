import AnnotationModel
import Screen

/// Draws the home screen: the jobs, and below them the people or one's own progress.
enum HomeView {
  static func draw(_ state: State, on frame: inout Frame, theme: Theme) {
    let layout = HomeLayout(state)
    let account = state.account
    TitleView.draw(
      TitleView.Title(
        left: places(of: account),
        right: [account.rolesText, account.personName]),
      in: layout.title, on: &frame, theme: theme)
    guard state.home.summary != nil else { return }
    if state.home.jobs.isEmpty {
      return draw(
        emptyProject(state),
        in: Area(
          column: 0, row: 2, columns: state.size.columns, rows: max(0, state.size.rows - 4)),
        on: &frame, theme: theme)
    }
    drawJobs(of: state, layout: layout, on: &frame, theme: theme)
    if account.roles.contains(.lead) {
      drawPeople(of: state, in: layout.below, on: &frame, theme: theme)
    } else {
      draw(ownProgress(state), in: layout.below, on: &frame, theme: theme)
    }
  }

  /// The project's name, and its directory where that says more.
  private static func places(of account: Account) -> [String] {
    account.directory == account.projectName
      ? [account.projectName] : [account.projectName, account.directory]
  }

  private static func drawJobs(
    of state: State, layout: HomeLayout, on frame: inout Frame, theme: Theme
  ) {
    let table = jobTable(state)
    let columns = table.layout(in: state.size.columns - 3)
    frame.put(
      table.header(layout: columns), column: 2, row: layout.header, style: theme[.key],
      limit: max(0, state.size.columns - 3))
    for offset in 0..<layout.jobs.rows {
      let index = layout.firstJob + offset
      let isChosen = index == state.home.selection
      let row = layout.jobs.row + offset
      let style = isChosen ? theme[.selection] : theme[.text]
      guard row < state.size.rows - 2, table.rows.indices.contains(index) else { break }
      frame.fill(
        Area(column: 0, row: row, columns: state.size.columns, rows: 1),
        with: Cell(.text(" "), style: style))
      frame.put(isChosen ? ">" : " ", column: 0, row: row, style: style)
      frame.put(
        table.line(table.rows[index], layout: columns), column: 2, row: row, style: style,
        limit: max(0, state.size.columns - 3))
    }
  }

  /// The columns that mean something for this person's roles.
  private static func jobTable(_ state: State) -> TextTable {
    typealias Entry = (column: TextTable.Column, cell: (HomeJob) -> String)
    let roles = state.account.roles
    let reviews = !roles.isDisjoint(with: [.reviewer, .lead])
    var entries: [Entry] = [
      (.init(title: "Job", rank: 9), \.name), (.init(title: "Task", rank: 1), \.task.title),
      (.init(title: "Images", isNumber: true, rank: 4), { "\($0.images)" }),
    ]
    if reviews {
      entries.append(
        (
          .init(title: "Answered", isNumber: true, rank: 3),
          { $0.answered.map { "\($0)" } ?? "-" }
        ))
    }
    if roles.contains(.annotator) {
      entries.append((.init(title: "Left for you", isNumber: true, rank: 8), { "\($0.left)" }))
      entries.append((.init(title: "Sent back", isNumber: true, rank: 6), { "\($0.returned)" }))
    }
    if reviews {
      entries.append((.init(title: "To review", isNumber: true, rank: 7), { "\($0.toReview)" }))
    }
    if roles.contains(.lead) {
      entries.append(
        (.init(title: "Agreement", rank: 5), { agreement(state.home.agreement[$0.id]) }))
      entries.append(
        (
          .init(title: "IoU", isNumber: true, rank: 2),
          { state.home.agreement[$0.id]?.overlap.map(Percent.text) ?? "-" }
        ))
    }
    return TextTable(
      columns: entries.map(\.column),
      rows: state.home.jobs.map { job in entries.map { $0.cell(job) } })
  }

  /// `F1 83% (20)`: on how many images it was measured belongs to the number.
  private static func agreement(_ agreement: Agreement?) -> String {
    guard let agreement, let f1 = agreement.f1 else { return "-" }
    return "F1 \(Percent.text(f1)) (\(agreement.images))"
  }

  private static func drawPeople(
    of state: State, in area: Area, on frame: inout Frame, theme: Theme
  ) {
    guard let people = state.home.summary?.people, area.rows > 2 else { return }
    let table = TextTable(
      columns: [
        .init(title: "Person", rank: 9), .init(title: "Roles", rank: 3),
        .init(title: "Submitted", isNumber: true, rank: 5),
        .init(title: "Gold", isNumber: true, rank: 2),
      ],
      rows: people.map { person in
        [
          person.name,
          Person.Role.allCases.filter(person.roles.contains).map(\.rawValue)
            .joined(separator: ", "), "\(person.submitted)",
          person.gold.map(Percent.text) ?? "-",
        ]
      })
    let columns = table.layout(in: area.columns - 3)
    let limit = max(0, area.columns - 3)
    frame.put(
      table.header(layout: columns), column: 2, row: area.row, style: theme[.key], limit: limit)
    let shown = people.count <= area.rows - 1 ? people.count : area.rows - 2
    for (offset, row) in table.rows.prefix(shown).enumerated() {
      frame.put(
        table.line(row, layout: columns), column: 2, row: area.row + 1 + offset,
        style: theme[.text], limit: limit)
    }
    if shown < people.count {
      frame.put(
        "and \(people.count - shown) more; \"plumbline person list\" shows all", column: 2,
        row: area.row + 1 + shown, style: theme[.dim], limit: limit)
    }
  }
}

extension TaskType {
  /// The task in a word or two.
  var title: String {
    switch self {
    case .boundingBox: "boxes"
    case .semanticSegmentation: "masks"
    case .imageClassification: "one class"
    case .multiLabelClassification: "classes"
    case .labelVerification: "verification"
    }
  }
}
