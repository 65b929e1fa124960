import AnnotationModel
import Screen

/// Changes the state by what happened and says what is to be done about it.
package func update(_ state: inout State, _ action: Action) -> [Effect] {
  if action.isSuccess { state.failure = nil }
  switch action {
  case .input(let event, let activeSeconds):
    state.activeSeconds += activeSeconds
    return state.receive(event)
  case .resized(let size, let cell):
    state.resize(size, cell: cell)
  case .shown(let image, let view):
    state.note(shown: image, view: view)
  case .entered(let screen, let context):
    state.enter(screen, context)
  case .takenOver(let job):
    state.loseSession(of: job)
  case .holding(let until):
    state.lease = until
  case .home, .homeIsDue, .agreement:
    return state.updateHome(action)
  case .opened, .nothingToOpen, .revisited, .reloaded:
    return state.updateCanvas(action)
  case .reviewing, .reviewedAll, .reviewRevisited, .reviewReloaded, .sheet:
    return state.updateReview(action)
  case .consolidating, .consolidated, .consolidationFailed, .jobAgreement, .budget, .runChanged,
    .adjudicating, .adjudicationRevisited, .settled:
    return state.updateConsolidation(action)
  case .preflighting, .preflighted, .preflightFailed:
    return state.updatePreflight(action)
  case .saved, .refused, .failed, .outdated, .notice:
    return state.updateAnywhere(action)
  }
  return []
}

extension State {
  /// What any effect may answer.
  fileprivate mutating func updateAnywhere(_ action: Action) -> [Effect] {
    switch action {
    case .saved(let entry): noteSaved(entry)
    case .refused(let reason):
      consolidation.isPublishing = false
      review.isFinishing = false
      notice = Notice(reason)
      return releaseHeld()
    case .failed(let reason, let answersWait):
      consolidation.isPublishing = false
      notice = nil
      failure = Notice(reason, .error)
      review.isFinishing = false
      if answersWait { return releaseHeld() }
    case .outdated(let index):
      // Whatever is waited for brings the data object fresh from the store itself.
      if !isWaiting, canvas.item?.index == index { return waiting(for: .reload(index: index)) }
    case .notice(let notice): self.notice = notice
    default: break
    }
    return []
  }

  /// The number that is known to be on disk never goes back.
  mutating func noteSaved(_ entry: Int) {
    savedEntry = max(entry, savedEntry ?? 0)
  }

  /// Goes to a screen with a job that was just opened there.
  fileprivate mutating func enter(_ screen: ScreenName, _ context: JobContext) {
    var fresh = CanvasState()
    fresh.showsPanel = canvas.showsPanel
    fresh.shownImage = canvas.shownImage
    fresh.shownView = canvas.shownView
    canvas = fresh
    review = ReviewState()
    self.screen = screen
    self.context = context
    progress = Progress(submitted: 0, total: 0)
    lease = nil
    isTakenOver = false
    activeSeconds = 0
  }

  /// Notes that another session has the job.
  ///
  /// Keys that were typed before the news must not act on what they did not expect. Who chose to
  /// only look is not asked again at every image.
  fileprivate mutating func loseSession(of job: String) {
    if !isTakenOver { popup = .takenOver }
    isTakenOver = true
    isWaiting = false
    held = []
    lease = nil
    notice = Notice("\"\(job)\" is open in a newer window of yours", .error)
  }

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
    case .mouse(let mouse): return handleOnScreen(mouse)
    case .paste:
      notice = Notice("pasted text is taken only in text fields")
      return []
    case .focus: return []
    }
  }

  private mutating func handleOnScreen(_ mouse: MouseEvent) -> [Effect] {
    switch screen {
    case .home: return handleAtHome(mouse)
    case .consolidation: return handleInConsolidation(mouse)
    case .preflight: return handleInPreflight(mouse)
    case .canvas, .review, .adjudication: return handle(mouse)
    }
  }

  private mutating func handle(_ key: Key) -> [Effect] {
    let folded = key.foldingFullWidth
    let scope = scope
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
    if isTakenOver, isWork(command) {
      popup = .takenOver
      return []
    }
    if let reason = disabledReason(for: command) {
      notice = Notice(reason)
      return []
    }
    if let effects = performAnywhere(command) { return effects }
    switch screen {
    case .home: return performAtHome(command) ?? []
    case .review:
      return performReviewing(command) ?? performOnPicture(command, key: key) ?? []
    case .canvas: return performOnPicture(command, key: key) ?? performOnWork(command) ?? []
    case .consolidation: return performConsolidating(command) ?? []
    case .preflight: return performPreflighting(command) ?? []
    case .adjudication:
      return performAdjudicating(command) ?? performOnPicture(command, key: key) ?? []
    }
  }

  private mutating func performOnPicture(_ command: Command, key: Key) -> [Effect]? {
    performLooking(command) ?? performOnObjects(command, key: key) ?? performDrawing(command)
      ?? performEditing(command)
  }

  private mutating func performAnywhere(_ command: Command) -> [Effect]? {
    switch command {
    case .help: popup = .commands(.help(for: scope))
    case .palette: popup = .commands(.palette(on: screen))
    case .back: return goBack()
    case .undo: return waiting(for: .undo)
    case .redo: return waiting(for: .redo)
    case .redraw: return [.redraw]
    case .changeDetail: return [.changeDetail]
    case .suspend: return [.suspend]
    case .quit: return leave()
    default: return nil
    }
    return []
  }

  /// Sends an effect whose answer decides what later keys mean.
  mutating func waiting(for effect: Effect) -> [Effect] {
    isWaiting = true
    return [effect]
  }

  /// Leaves the screen: back home where there is one, else out.
  mutating func leave() -> [Effect] {
    if screen == .adjudication {
      closeAdjudication()
      return []
    }
    if review.sheet != nil {
      review.sheet = nil
      return []
    }
    if closeOffenders() { return [] }
    guard hasHome, screen != .home else { return [.quit] }
    let showsPanel = canvas.showsPanel
    canvas = CanvasState()
    canvas.showsPanel = showsPanel
    review = ReviewState()
    consolidation = ConsolidationState(attempt: consolidation.attempt + 1)
    preflight = PreflightState(attempt: preflight.attempt + 1)
    context = .none
    lease = nil
    isTakenOver = false
    return comeHome()
  }

  private mutating func goBack() -> [Effect] {
    if review.sheet != nil {
      review.sheet = nil
      return []
    }
    if closeOffenders() { return [] }
    switch canvas.mode {
    case .draw where canvas.firstCorner != nil: canvas.firstCorner = nil
    case .draw, .edit:
      canvas.mode = .navigate
      if screen == .review { endChanging() }
    case .navigate where [.canvas, .adjudication].contains(screen) && canvas.selection != nil:
      canvas.selection = nil
    case .navigate where screen == .adjudication: return leave()
    case .navigate where hasHome && screen != .home: return leave()
    case .navigate: notice = Notice("q leaves; everything is saved")
    }
    return []
  }

  fileprivate mutating func resize(_ size: Size, cell: PixelExtent) {
    let before = pane
    self.size = size
    self.cell = cell
    guard let imageSize = canvas.item?.size else { return }
    if screen == .review, review.isFramed { return reframe() }
    let wasFitted = canvas.viewport.scale <= before.scale(fitting: imageSize.bounds) * 1.0001
    // The share of the image that is in view stays, whatever a picture pixel has become.
    canvas.viewport.scale *= pane.width / before.width
    canvas.viewport =
      wasFitted || canvas.viewport.scale < pane.scale(fitting: imageSize.bounds)
      ? .fitting(imageSize, in: pane) : canvas.viewport.clamped(to: imageSize, in: pane)
  }
}
