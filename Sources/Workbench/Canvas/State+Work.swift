import AnnotationModel
import Screen

extension State {
  /// Takes what the job's data objects answer.
  mutating func updateCanvas(_ action: Action) -> [Effect] {
    switch action {
    case .opened(let item, let progress):
      self.progress = progress
      show(item)
    case .nothingToOpen(let reason):
      notice = Notice(reason)
    case .revisited(let item, let progress, let entry, let what):
      noteSaved(entry)
      self.progress = progress
      revisit(item)
      notice = Notice(what, .success)
    case .reloaded(let item):
      if canvas.item?.number == item.number { revisit(item) }
    default: break
    }
    return releaseHeld()
  }

  /// Runs a command that goes from image to image or gives answers; nil for any other.
  mutating func performOnWork(_ command: Command) -> [Effect]? {
    let index = canvas.item?.index ?? 0
    switch command {
    case .nextImage: return open(index + 1)
    case .previousImage: return open(index - 1)
    case .goMenu: canvas.menu = .goMenu
    case .goFirst: return open(0)
    case .goLast: return open(progress.total - 1)
    case .goUnfinished: return waiting(for: .openUnfinished(after: index))
    case .goNumber:
      popup = .prompt(Prompt(question: "Image number", purpose: .imageNumber))
    case .submit, .submitEmpty: return submit()
    case .reopen: return reopen()
    case .skip:
      popup = .prompt(Prompt(question: "Why skip this image?", purpose: .skipReason))
    default: return nil
    }
    return []
  }

  /// Asks for the data object at a position, if there is one.
  mutating func open(_ index: Int) -> [Effect] {
    guard (0..<progress.total).contains(index) else {
      notice = Notice(index < 0 ? "this is the first image" : "this is the last image")
      return []
    }
    return waiting(for: .open(index: index))
  }

  private mutating func submit() -> [Effect] {
    guard let item = canvas.item else { return [] }
    guard canvas.isShown else {
      notice = Notice("not submitted: this picture has not been on the screen yet")
      return []
    }
    if item.state == .returned, canvas.unchanged != item.number {
      canvas.unchanged = item.number
      notice = Notice("nothing was changed since it was sent back; Enter again submits it as it is")
      return []
    }
    defer { activeSeconds = 0 }
    return waiting(
      for: .submit(item.number, index: item.index, activeSeconds: activeSeconds))
  }

  private mutating func reopen() -> [Effect] {
    guard let item = canvas.item else { return [] }
    return waiting(for: .reopen(item.number, index: item.index))
  }

  /// Puts a data object on the canvas from the start: all of it in view, nothing selected.
  mutating func show(_ item: WorkItem) {
    if canvas.item?.number != item.number { activeSeconds = 0 }
    canvas.item = item
    canvas.selection = nil
    canvas.firstCorner = nil
    canvas.gesture = nil
    if canvas.mode == .edit || closedReason != nil || screen == .review {
      canvas.mode = .navigate
    }
    fit()
    if canvas.mode == .draw { beginDrawing() }
    if screen == .canvas, item.state == .returned, !item.reason.isEmpty {
      notice = Notice("sent back: \(item.reason)", .error)
    }
  }

  /// Shows a data object as the store has it; the view stays when it is the one on the screen.
  mutating func revisit(_ item: WorkItem) {
    guard canvas.item?.number == item.number else { return show(item) }
    canvas.item = item
    canvas.gesture = nil
    if canvas.selectedShape == nil {
      canvas.selection = nil
      if canvas.mode == .edit { canvas.mode = .navigate }
    }
    if closedReason != nil { canvas.mode = .navigate }
  }
}
