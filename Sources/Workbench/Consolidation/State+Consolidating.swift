import AnnotationModel
import Screen

extension State {
  /// Runs a command of the consolidation screen; nil for any other.
  mutating func performConsolidating(_ command: Command) -> [Effect]? {
    if let page = Self.pages[command] { return show(page) }
    switch command {
    case .nextPage: return turnPage(by: 1)
    case .previousPage: return turnPage(by: -1)
    case .nextRow: moveRow(by: 1)
    case .previousRow: moveRow(by: -1)
    case .rowsDown: moveRow(by: 10)
    case .rowsUp: moveRow(by: -10)
    case .columnsRight: moveColumns(by: 1)
    case .columnsLeft: moveColumns(by: -1)
    case .openRow: return openRow()
    case .runAgain: return startRun()
    case .nextMethod:
      consolidation.method = (consolidation.method + 1) % max(1, consolidation.methods.count)
      return startRun()
    case .toggleModels:
      consolidation.countsModels.toggle()
      return startRun()
    case .toggleGold:
      consolidation.usesGold = !(consolidation.summary?.usesGold ?? true)
      return startRun()
    case .lowerThreshold: moveThreshold(by: -5)
    case .raiseThreshold: moveThreshold(by: 5)
    case .publishRun: askToPublish()
    default: return nil
    }
    return []
  }

  private static let pages: [Command: ConsolidationState.Page] = [
    .showProgress: .progress, .showAnnotators: .annotators, .showConfusion: .confusion,
    .showAgreement: .agreement, .showDisputes: .disputes, .showBudget: .budget,
  ]

  private mutating func turnPage(by offset: Int) -> [Effect] {
    let pages = ConsolidationState.Page.allCases
    let index = pages.firstIndex(of: consolidation.page) ?? 0
    return show(pages[(index + offset + pages.count) % pages.count])
  }

  private mutating func moveRow(by offset: Int) {
    let page = consolidation.page
    let last = max(0, consolidation.count(on: page) - 1)
    let row = min(max(0, consolidation.row + offset), last)
    consolidation.rows[page] = row
    // The annotator whose matrix shows is the one that was chosen in the list, and the other way.
    if page == .annotators { consolidation.rows[.confusion] = row }
    if page == .confusion { consolidation.rows[.annotators] = row }
  }

  private mutating func moveColumns(by offset: Int) {
    let map = consolidation.summary.flatMap { summary in
      summary.annotators.indices.contains(consolidation.row)
        ? summary.annotators[consolidation.row].heatMap : nil
    }
    let last = max(0, (map?.columns.count ?? 0) - 1)
    consolidation.firstColumn = min(max(0, consolidation.firstColumn + offset), last)
  }

  /// Moves the threshold by hundredths, within 5...95.
  private mutating func moveThreshold(by hundredths: Int) {
    let now = Int((consolidation.threshold * 100).rounded())
    consolidation.threshold = Double(min(max(5, now + hundredths), 95)) / 100
  }

  private mutating func openRow() -> [Effect] {
    switch consolidation.page {
    case .annotators: return show(.confusion)
    case .disputes:
      return consolidation.disputed.map { waiting(for: .adjudicate($0.image)) } ?? []
    case .progress: return show(.disputes)
    case .confusion, .agreement, .budget: return []
    }
  }

  /// Why a command of the consolidation screen cannot run now; nil when it can.
  func reasonInConsolidation(against command: Command) -> String? {
    if consolidation.isPublishing, [.publishRun, .runAgain, .undo, .redo].contains(command) {
      return "the run is being published; the other keys work"
    }
    switch command {
    case .publishRun where consolidation.isRunning || consolidation.summary == nil:
      return consolidation.isRunning
        ? "the answers are still being consolidated" : "there is nothing to publish"
    case .nextMethod where consolidation.methods.count < 2:
      return "this job has one method"
    case .toggleGold where consolidation.summary?.progress.gold == 0:
      return "no answered image has gold"
    case .openRow:
      switch consolidation.page {
      case .disputes where consolidation.disputed == nil: return "no image is disputed"
      case .annotators where consolidation.summary?.annotators.isEmpty != false:
        return "nobody has answered"
      case .confusion, .agreement, .budget: return "there is nothing to open on this page"
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func askToPublish() {
    guard let summary = consolidation.summary else { return }
    popup = .prompt(
      Prompt(
        question: "Publish? Type \(Self.publishWord)", purpose: .publish,
        details: summary.publication))
  }

  /// What has to be typed before a run is published.
  static let publishWord = "publish"

  /// Publishes what is on the screen once the word was typed.
  mutating func publish(answer: String) -> [Effect] {
    guard LabelSearch.folded(answer) == Self.publishWord else {
      notice = Notice("not published: type \"\(Self.publishWord)\" to do it")
      return []
    }
    consolidation.isPublishing = true
    return [.publishRun(attempt: consolidation.attempt)]
  }

  /// A click on a tab shows its page, one on a row chooses it, and one on the chosen row opens it.
  mutating func handleInConsolidation(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .wheelUp: return perform(.previousRow, key: .up)
    case .wheelDown: return perform(.nextRow, key: .down)
    case .press(.left):
      let layout = ConsolidationLayout(self)
      if mouse.position.row == layout.tabs.row {
        return layout.page(at: mouse.position.column).map { show($0) } ?? []
      }
      let row = layout.firstRow + mouse.position.row - layout.rows.row
      guard layout.rows.contains(mouse.position),
        row < consolidation.count(on: consolidation.page)
      else { return [] }
      if row == consolidation.row { return perform(.openRow, key: .enter) }
      moveRow(by: row - consolidation.row)
    default: break
    }
    return []
  }
}
