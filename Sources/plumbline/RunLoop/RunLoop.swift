import AnnotationModel
import Foundation
import Pictures
import Screen
import Store
import Terminal
import TerminalGraphics
import Workbench

/// Joins the pure workbench with the terminal, the store and the pictures.
///
/// It runs on the main actor, which alone draws. Store effects run on one serial queue, so an undo
/// never overtakes its edit; pictures are made by the engine on threads of its own, and typing
/// never waits for them.
@MainActor
final class RunLoop {
  /// What the loop needs from outside.
  struct Dependencies {
    let session: TerminalSession
    let runner: EffectRunner
    let engine: PictureEngine
    let theme: Theme
    let environment: [String: String]
    let preferences: TerminalPreferences
    /// How pictures are sent whatever else is known; nil for the best.
    let graphics: PictureFormat?
    /// How much of pictures is sent whatever the link is; nil for what it can carry.
    let detail: Fineness?
  }

  let session: TerminalSession
  let engine: PictureEngine
  let runner: EffectRunner
  let inbox = Inbox()
  private let theme: Theme
  private let start: EffectRunner.Start
  private let storeQueue = DispatchQueue(label: "store")
  /// For what only reads and takes a while; one after the other, so that two cores stay free for
  /// the rest.
  private let readingQueue = DispatchQueue(label: "reading", qos: .utility)
  private let clock = ContinuousClock()
  private var state: State
  private var lastInput: ContinuousClock.Instant?
  private var inputCount = 0
  /// Which opening of a job the heartbeats belong to.
  private var openings = 0
  private var lastFailure: String?
  /// The images of which it was said that their files are not whole.
  private var remarked: Set<Picture.ImageKey> = []
  /// The signal that ended the program; nil when the person quit.
  private(set) var endingSignal: Int32?
  private var isRunning = true
  var display: PictureDisplay
  var probe: CapabilityWatch
  var plan: PicturePlan
  private let beginning = ContinuousClock.now
  /// When the terminal was asked what it can do; nil once it has answered.
  var asked: Double?

  init(_ dependencies: Dependencies, start: EffectRunner.Start, account: Account) {
    self.start = start
    session = dependencies.session
    engine = dependencies.engine
    runner = dependencies.runner
    theme = dependencies.theme
    probe = CapabilityWatch(
      environment: dependencies.environment, preferences: dependencies.preferences,
      pinned: dependencies.graphics)
    display = PictureDisplay()
    plan = PicturePlan(isRemote: Self.isRemote(dependencies.environment))
    state = State(
      size: dependencies.session.size.cells, cell: PixelExtent(width: 1, height: 2),
      account: account, start: start)
    plan.pinned = dependencies.detail
  }

  /// Runs until the person quits or the terminal is gone; answers what could not be saved.
  func run() async -> [String] {
    ask()
    for notice in session.notices { inbox.post(.action(.notice(Notice(notice)))) }
    let input = Task { @MainActor [session, inbox] in
      while case let events = await session.nextEvents(), !events.isEmpty {
        for event in events { inbox.post(.terminal(event)) }
      }
    }
    let inbox = inbox
    post(.probeEnded, after: .milliseconds(CapabilityWatch.patience))
    post(.probeEnded, after: .seconds(Self.givingUp + 0.1))
    storeQueue.async { [runner, start] in
      for action in runner.start(start) { inbox.post(.action(action)) }
    }
    present()
    for await _ in inbox.arrivals {
      for event in inbox.take() { handle(event) }
      if !isRunning { break }
      present()
    }
    input.cancel()
    session.paint(display.leave())
    // Changes that were sent must be on the disk before the program ends, and what was not touched
    // must be free for others.
    await withCheckedContinuation { done in
      storeQueue.async { [runner] in
        runner.leave()
        done.resume()
      }
    }
    return inbox.take().compactMap { event in
      if case .action(.failed(let reason, _)) = event { reason } else { nil }
    }
  }

  private func handle(_ event: LoopEvent) {
    switch event {
    case .terminal(let event): handle(event)
    case .action(let action):
      if case .opened(let item, _) = action { prefetch(after: item) }
      if case .reviewing = action { prefetchReviews() }
      if case .entered = action { beginHeartbeats() }
      apply(action)
    case .heartbeatIsDue(let opening, let interval): beat(opening, interval: interval)
    case .painted(let painting):
      finish(painting)
    case .probeEnded:
      // A terminal that never answers is not a slow one.
      plan.hasWaited = asked.map { now - $0 < Self.givingUp } ?? false
      settleCapabilities()
    case .idle(let count):
      guard count == inputCount else { return }
      if probe.losesPicturesUnderPatches { display.repaintIfManyPatches() }
      display.refine(plan)
    }
  }

  private func handle(_ event: TerminalEvent) {
    switch event {
    case .input(let input):
      inputCount += 1
      display.pause()
      engine.abandonRefinements()
      scheduleIdle()
      apply(.input(input, activeSeconds: secondsSinceLastInput()))
    case .reply(LinkMeter.answer): measureLink()
    case .reply(let bytes): take(bytes)
    case .resized(let size):
      probe.size = size
      applySize()
    case .resumed:
      display.forget()
      ask()
    case .hangup: end(bySignal: SIGHUP)
    case .terminate: end(bySignal: SIGTERM)
    }
  }

  /// Seconds after which a terminal that has not answered is not waited for.
  private static let givingUp = 4.0

  /// Whether the terminal is reached over SSH, which mosh begins with as well.
  private static func isRemote(_ environment: [String: String]) -> Bool {
    ["SSH_CONNECTION", "SSH_TTY"].contains { environment[$0, default: ""] != "" }
  }

  /// Seconds since the loop was made.
  var now: Double { (clock.now - beginning) / .seconds(1) }

  private func end(bySignal signal: Int32) {
    isRunning = false
    endingSignal = signal
  }

  /// Time worked since the last input; a pause of over a minute counts as none.
  private func secondsSinceLastInput() -> Double {
    let now = clock.now
    defer { lastInput = now }
    guard let lastInput else { return 0 }
    let gap = (now - lastInput) / .seconds(1)
    return gap > 60 ? 0 : gap
  }

  func apply(_ action: Action) {
    for effect in update(&state, action) { start(effect) }
  }

  private func start(_ effect: Effect) {
    switch effect {
    case .quit: isRunning = false
    case .redraw:
      session.redraw()
      display.forget()
      ask()
    case .suspend:
      session.suspend()
      display.forget()
      applySize()
      ask()
    case .changeDetail: changeDetail()
    case .readHomeLater(let visit):
      post(.action(.homeIsDue(visit: visit)), after: .seconds(3))
    case _ where effect.isBesideOthers:
      readingQueue.async { [runner, inbox] in
        for action in runner.perform(effect) { inbox.post(.action(action)) }
      }
    default:
      storeQueue.async { [runner, inbox] in
        for action in runner.perform(effect) { inbox.post(.action(action)) }
      }
    }
  }

  // MARK: Heartbeats

  private func beginHeartbeats() {
    openings += 1
    storeQueue.async { [runner, inbox, openings] in
      // A few times in each lease, and not more often than anybody could need.
      let interval = min(max(Double(runner.leaseSeconds) / 4, 0.25), 60)
      inbox.post(.heartbeatIsDue(opening: openings, interval: interval))
    }
  }

  /// Says that the person is still there.
  ///
  /// Who has pressed nothing for four intervals, which is a lease, may have gone: then what is
  /// untouched goes to others.
  private func beat(_ opening: Int, interval: Double) {
    guard opening == openings, state.screen != .home else { return }
    let isThere = lastInput.map { (clock.now - $0) / .seconds(1) < interval * 4 } ?? true
    if isThere, !state.isTakenOver {
      storeQueue.async { [runner, inbox] in
        for action in runner.heartbeat() { inbox.post(.action(action)) }
      }
    }
    post(.heartbeatIsDue(opening: opening, interval: interval), after: .seconds(interval))
  }

  private func prefetch(after item: Workbench.WorkItem) {
    storeQueue.async { [runner, engine] in
      let keys = runner.upcoming(after: item.index).map {
        Picture.ImageKey(high: $0.high, low: $0.low)
      }
      engine.prefetch(keys)
    }
  }

  /// Crops need the whole of a picture, whichever box they show.
  private func prefetchReviews() {
    storeQueue.async { [runner, engine] in
      let keys = runner.upcomingReviews().map { Picture.ImageKey(high: $0.high, low: $0.low) }
      engine.prefetch(keys, whole: true)
    }
  }

  // MARK: Drawing

  private func present() {
    let scene = view(state, theme: theme)
    let erased = session.present(scene.frame, cursor: scene.cursor)
    session.paint(display.show(scene, erased: erased))
    guard let backend = probe.backend, plan.mayPaint(at: now) else { return }
    let reserved = state.context.labels.map(\.color) + [0x000000, 0xFFFFFF]
    if let request = display.request(backend: backend, reserved: reserved, plan: plan) {
      engine.paint(request) { [inbox] painting in inbox.post(.painted(painting)) }
    }
  }

  func settleCapabilities() {
    let before = probe.backend
    probe.settle()
    plan.reconsider()
    probe.isThin = plan.isThin
    redraw(unlessStill: before)
    session.synchronizesOutput = probe.capabilities.synchronizedOutput
    applySize()
  }

  func applySize() {
    let size = session.size
    probe.size = size
    session.reportMouse(inPixelsOf: probe.mouseCell)
    apply(.resized(size.cells, cell: probe.pictureCell))
  }

  private func finish(_ painting: Painting) {
    if let seconds = painting.making { plan.note(making: seconds) }
    if let bytes = display.finish(
      painting, depth: session.depth, slots: probe.losesPicturesUnderPatches)
    {
      send(bytes)
      if let failure = painting.failure {
        if failure != lastFailure { apply(.notice(Notice(failure, .error))) }
      } else if !painting.isPartial {
        let key = painting.picture.image
        apply(.shown(ID(high: key.high, low: key.low), view: painting.picture.viewport))
        if let remark = painting.remark, remarked.insert(key).inserted {
          apply(.notice(Notice(remark, .error)))
        }
      }
      lastFailure = painting.failure
    }
    scheduleIdle()
  }

  /// What waits until nobody types: a finer picture, and a whole one where xterm is about to forget
  /// the one under many patches.
  func scheduleIdle() {
    let isKeyframeDue = probe.losesPicturesUnderPatches && display.hasManyPatches
    guard isKeyframeDue || display.fineness != .fine || display.hasCoarseCells else { return }
    // What a draft stands for can be there by the time that somebody has looked at it.
    let delay = display.fineness == .draft ? 100 : 400
    post(.idle(after: inputCount), after: .milliseconds(delay))
  }

  private func post(_ event: LoopEvent, after delay: Duration) {
    Task { [inbox] in
      try? await Task.sleep(for: delay)
      inbox.post(event)
    }
  }
}
