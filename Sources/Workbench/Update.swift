import AnnotationModel
import Screen

/// Changes the state by what happened and says what is to be done about it.
package func update(_ state: inout State, _ action: Action) -> [Effect] {
  switch action {
  case .input(let event, let activeSeconds):
    state.activeSeconds += activeSeconds
    return state.receive(event)
  case .resized(let size, let cell):
    state.resize(size, cell: cell)
  case .opened(let item, let progress):
    state.progress = progress
    state.show(item)
    return state.releaseHeld()
  case .nothingToOpen(let reason):
    state.notice = Notice(reason)
    return state.releaseHeld()
  case .saved(let entry):
    state.savedEntry = max(entry, state.savedEntry ?? 0)
  case .revisited(let item, let progress, let entry, let what):
    state.savedEntry = max(entry, state.savedEntry ?? 0)
    state.progress = progress
    state.revisit(item)
    state.notice = Notice(what, .success)
    return state.releaseHeld()
  case .refused(let reason):
    state.notice = Notice(reason)
    return state.releaseHeld()
  case .failed(let reason, let answersWait):
    state.notice = Notice(reason, .error)
    if answersWait { return state.releaseHeld() }
  case .outdated(let index):
    // Whatever is waited for brings the data object fresh from the store itself.
    if !state.isWaiting, state.canvas.item?.index == index {
      return state.waiting(for: .reload(index: index))
    }
  case .reloaded(let item):
    if state.canvas.item?.number == item.number { state.revisit(item) }
    return state.releaseHeld()
  case .shown(let image):
    state.canvas.shownImage = image
  case .notice(let notice):
    state.notice = notice
  }
  return []
}

extension State {
  /// Handles input now, or keeps it until the effect under way has answered.
  mutating func receive(_ event: InputEvent) -> [Effect] {
    if isWaiting {
      held.append(event)
      return []
    }
    if case .focus = event { return [] }
    notice = nil
    return handle(event)
  }

  /// Handles the input that was kept, up to the next effect that has to be waited for.
  mutating func releaseHeld() -> [Effect] {
    isWaiting = false
    var effects: [Effect] = []
    while !isWaiting, !held.isEmpty {
      effects += handle(held.removeFirst())
    }
    return effects
  }

  private mutating func handle(_ event: InputEvent) -> [Effect] {
    if popup != nil { return handleInPopup(event) }
    switch event {
    case .key(let key): return handle(key)
    case .mouse(let mouse): return handle(mouse)
    case .paste:
      notice = Notice("pasted text is taken only in text fields")
      return []
    case .focus: return []
    }
  }

  private mutating func handle(_ key: Key) -> [Effect] {
    let folded = key.foldingFullWidth
    let scope = canvas.scope
    canvas.menu = nil
    cancelGesture()
    if scope.isMenu, folded == .escape { return [] }
    if let command = KeyMap.standard.command(for: folded, in: scope) {
      return perform(command, key: folded)
    }
    if case .character(let character) = folded, !character.isASCII {
      notice = Notice("IMEがオンです — 半角/全角で切替 (the input method is on)", .error)
    } else {
      notice = Notice("\(key.title) does nothing here; ? shows the keys")
    }
    return []
  }

  /// Runs a command unless something speaks against it.
  mutating func perform(_ command: Command, key: Key) -> [Effect] {
    if let reason = disabledReason(for: command) {
      notice = Notice(reason)
      return []
    }
    return performAnywhere(command) ?? performLooking(command)
      ?? performOnObjects(command, key: key) ?? performDrawing(command)
      ?? performEditing(command) ?? performOnWork(command) ?? []
  }

  private mutating func performAnywhere(_ command: Command) -> [Effect]? {
    switch command {
    case .help: popup = .commands(.help(for: canvas.scope))
    case .palette: popup = .commands(.palette)
    case .back: goBack()
    case .undo: return waiting(for: .undo)
    case .redo: return waiting(for: .redo)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return [.quit]
    default: return nil
    }
    return []
  }

  /// Sends an effect whose answer decides what later keys mean.
  mutating func waiting(for effect: Effect) -> [Effect] {
    isWaiting = true
    return [effect]
  }

  private mutating func goBack() {
    switch canvas.mode {
    case .draw where canvas.firstCorner != nil: canvas.firstCorner = nil
    case .draw, .edit: canvas.mode = .navigate
    case .navigate: canvas.selection = nil
    }
  }

  fileprivate mutating func resize(_ size: Size, cell: PixelExtent) {
    let before = pane
    self.size = size
    self.cell = cell
    guard let imageSize = canvas.item?.size else { return }
    let wasFitted = canvas.viewport.scale <= before.scale(fitting: imageSize.bounds) * 1.0001
    // The share of the image that is in view stays, whatever a picture pixel has become.
    canvas.viewport.scale *= pane.width / before.width
    canvas.viewport =
      wasFitted || canvas.viewport.scale < pane.scale(fitting: imageSize.bounds)
      ? .fitting(imageSize, in: pane) : canvas.viewport.clamped(to: imageSize, in: pane)
  }
}
