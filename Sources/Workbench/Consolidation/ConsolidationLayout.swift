import Screen

/// Where the parts of the consolidation screen are.
struct ConsolidationLayout: Equatable {
  /// The line with job and person.
  let title: Area
  /// The line with the pages and their keys.
  let tabs: Area
  /// Everything a page shows.
  let body: Area
  /// The rows of the page's list; empty for pages without one.
  let rows: Area
  /// The first row of the list that shows.
  let firstRow: Int
  /// What the tabs say and where each begins.
  let labels: [(page: ConsolidationState.Page, column: Int, text: String)]

  static func == (left: ConsolidationLayout, right: ConsolidationLayout) -> Bool {
    (left.body, left.rows, left.firstRow) == (right.body, right.rows, right.firstRow)
  }

  init(_ state: State) {
    let size = state.size
    let page = state.consolidation.page
    title = Area(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows))
    tabs = Area(column: 0, row: 1, columns: size.columns, rows: size.rows > 1 ? 1 : 0)
    body = Area(column: 0, row: 3, columns: size.columns, rows: max(0, size.rows - 5))
    let list =
      switch page {
      case .annotators, .disputes:
        Area(column: 0, row: 4, columns: size.columns, rows: max(0, body.rows - 1))
      case .confusion:
        Area(
          column: 0, row: 4, columns: Self.listColumns(size.columns), rows: max(0, body.rows - 1))
      case .agreement: body
      case .progress, .budget: Area(column: 0, row: 3, columns: 0, rows: 0)
      }
    rows = list
    let count = state.consolidation.count(on: page)
    firstRow = max(0, min(state.consolidation.row - list.rows / 2, count - list.rows))
    labels = Self.labels(page)
  }

  /// The width of the list of annotators beside a heat map.
  static func listColumns(_ columns: Int) -> Int { min(30, columns * 3 / 10) }

  private static func labels(
    _ shown: ConsolidationState.Page
  ) -> [(page: ConsolidationState.Page, column: Int, text: String)] {
    var column = 1
    return ConsolidationState.Page.allCases.map { page in
      let key = page.command.info.keys.first?.titles.first ?? ""
      let text = page == shown ? "[\(key) \(page.title)]" : " \(key) \(page.title) "
      defer { column += TextWidth.of(text) }
      return (page, column, text)
    }
  }

  /// The page whose tab lies at a column; nil beside them.
  func page(at column: Int) -> ConsolidationState.Page? {
    labels.first { $0.column <= column && column < $0.column + TextWidth.of($0.text) }?.page
  }
}

extension ConsolidationState.Page {
  /// The command that shows it.
  var command: Command {
    switch self {
    case .progress: .showProgress
    case .annotators: .showAnnotators
    case .confusion: .showConfusion
    case .agreement: .showAgreement
    case .disputes: .showDisputes
    case .budget: .showBudget
    }
  }

  /// What the tab says.
  var title: String {
    switch self {
    case .progress: "Progress"
    case .annotators: "Annotators"
    case .confusion: "Confusion"
    case .agreement: "Agreement"
    case .disputes: "Disputed"
    case .budget: "What if"
    }
  }
}
