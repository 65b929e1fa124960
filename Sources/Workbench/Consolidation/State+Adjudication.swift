import AnnotationModel
import Screen

extension State {
  /// Takes what comes of deciding between the answers to an image.
  mutating func updateAdjudication(_ action: Action) -> [Effect] {
    switch action {
    case .adjudicating(let item): beginAdjudication(of: item)
    case .adjudicationRevisited(let item, let entry, let what):
      noteSaved(entry)
      beginAdjudication(of: item)
      note(item.work.state == .submitted ? "adjudication" : "", at: item.work.index)
      noteOffender(isDecided: item.work.state == .submitted)
      notice = Notice(what, .success)
    case .settled(let index, let entry):
      noteSaved(entry)
      consolidation.decided += 1
      note("adjudication", at: index)
      noteOffender(isDecided: true)
      notice = Notice("image \(index + 1) is decided", .success)
      return preflight.isWalking ? openNextOffender() : openNextDisputed()
    default: break
    }
    return releaseHeld()
  }

  private mutating func beginAdjudication(of item: AdjudicationItem) {
    let isSame = screen == .adjudication && canvas.item?.number == item.work.number
    screen = .adjudication
    consolidation.item = item
    chooseRow(ofImageAt: item.work.index)
    if isSame {
      revisit(item.work)
    } else {
      if canvas.mode != .draw { canvas.mode = .navigate }
      show(item.work)
    }
    let offence = isSame ? nil : chooseOffender()
    if item.pinnedBy.isEmpty {
      if let offence { notice = Notice(offence) }
    } else {
      let whose = item.pinnedBy == "gold" ? "its gold" : "its reviewer's answer"
      notice = Notice(
        (offence.map { $0 + "; " } ?? "")
          + "this image keeps \(whose), whatever is decided here")
    }
  }

  /// Marks whose answer stands for an image of the list; what is pinned higher stays so.
  private mutating func note(_ pinnedBy: String, at index: Int) {
    guard let place = consolidation.summary?.items.firstIndex(where: { $0.index == index }),
      let known = consolidation.summary?.items[place].pinnedBy,
      known.isEmpty || known == "adjudication"
    else { return }
    consolidation.summary?.items[place].pinnedBy = pinnedBy
  }

  private mutating func chooseRow(ofImageAt index: Int) {
    let place = consolidation.summary?.items.firstIndex { $0.index == index }
    if let place { consolidation.rows[.disputes] = place }
  }

  /// Goes to the next image of the list on which people differ and nobody has decided.
  private mutating func openNextDisputed() -> [Effect] {
    let items = consolidation.summary?.items ?? []
    let here = consolidation.rows[.disputes] ?? 0
    let next = items.indices.first { index in
      index > here && items[index].pinnedBy.isEmpty && (items[index].doubt ?? 0) > 0
    }
    guard let next else {
      closeAdjudication()
      notice = Notice("no image further down the list is disputed", .success)
      return releaseHeld()
    }
    consolidation.rows[.disputes] = next
    return waiting(for: .adjudicate(items[next].image))
  }

  /// Back to the list.
  mutating func closeAdjudication() {
    let showsPanel = canvas.showsPanel
    canvas = CanvasState()
    canvas.showsPanel = showsPanel
    consolidation.item = nil
    if preflight.isWalking { return comeBackToOffenders() }
    consolidation.page = .disputes
    screen = .consolidation
  }

  /// Runs a command of adjudicating; nil for any other, and for those that mean the same as on the
  /// canvas.
  mutating func performAdjudicating(_ command: Command) -> [Effect]? {
    switch command {
    case .submit, .submitEmpty: return settle()
    case .reopen:
      guard let item = canvas.item else { return [] }
      return waiting(for: .reopen(item.number, index: item.index))
    case .nextImage: return openDisputed(by: 1)
    case .previousImage: return openDisputed(by: -1)
    case .compareAnswers: consolidation.showsVotes.toggle()
    default: return nil
    }
    return []
  }

  private mutating func settle() -> [Effect] {
    guard let item = canvas.item else { return [] }
    guard canvas.isShown else {
      notice = Notice("not decided: this picture has not been on the screen yet")
      return []
    }
    defer { activeSeconds = 0 }
    return waiting(
      for: .settle(item.number, index: item.index, activeSeconds: activeSeconds))
  }

  private mutating func openDisputed(by offset: Int) -> [Effect] {
    if preflight.isWalking { return openOffender(by: offset) }
    let items = consolidation.summary?.items ?? []
    let next = (consolidation.rows[.disputes] ?? 0) + offset
    guard items.indices.contains(next) else {
      notice = Notice(offset < 0 ? "this is the most disputed image" : "this is the last image")
      return []
    }
    return waiting(for: .adjudicate(items[next].image))
  }

  /// Chooses a label of the whole image: the only one, or one more or less of several.
  mutating func chooseForImage(_ label: ID<Label>) -> [Effect] {
    guard var item = consolidation.item, let work = canvas.item else { return [] }
    if let reason = closedReason {
      notice = Notice(reason)
      return []
    }
    var chosen = item.chosen
    if item.asks == .label {
      chosen = [label]
    } else if let place = chosen.firstIndex(of: label) {
      chosen.remove(at: place)
    } else {
      chosen.append(label)
      // The order of the job, so that the same choice is always the same answer.
      chosen = context.labels.map(\.id).filter(chosen.contains)
    }
    guard chosen != item.chosen else { return [] }
    item.chosen = chosen
    consolidation.item = item
    canvas.item?.state = .draft
    defer { activeSeconds = 0 }
    return [.choose(chosen, for: work.number, activeSeconds: activeSeconds)]
  }

  /// Why a command cannot run where labels of the whole image are asked for; nil when it can.
  func reasonOnLabels(against command: Command) -> String? {
    switch command {
    case .drawBox, .editObject, .deleteObject, .nextObject, .previousObject:
      return "this job asks for labels of whole images; their numbers choose them"
    case .submit, .submitEmpty:
      if let reason = closedReason { return reason }
      let chosen = consolidation.item?.chosen ?? []
      if command == .submitEmpty, !chosen.isEmpty {
        return "labels are chosen; Enter decides so"
      }
      if command == .submit, chosen.isEmpty {
        return consolidation.item?.asks == .label
          ? "choose a label first, by its number" : "no label is chosen; E says that none applies"
      }
      return command == .submitEmpty && consolidation.item?.asks == .label
        ? "choose a label first, by its number" : nil
    case .reopen:
      return canvas.item?.state == .submitted ? nil : "this image is still open"
    default: return nil
    }
  }
}
