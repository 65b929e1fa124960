import CNcurses
import Glibc
package import Screen

extension TerminalSession {
  /// Everything that happened since the last call; waits until something has.
  ///
  /// In order, with runs of drags cut to the last of each, so that a slow screen does not fall
  /// behind the mouse. Ctrl-Z, and SIGTSTP from outside, stop the program in here; `.resumed`
  /// follows. Empty once the session has ended or the task is cancelled.
  package func nextEvents() async -> [TerminalEvent] {
    while isActive, !Task.isCancelled {
      // Each wait may end on another thread of the main queue.
      plumb_tty_guard_stack()
      let events = Self.withoutPassedDrags(queue.take().flatMap(events))
      if !events.isEmpty { return events }
      await queue.wait()
    }
    return []
  }

  /// Mouse positions in fractions of a cell, of a terminal that said it knows mode 1016.
  ///
  /// `cell` is the size of a cell in pixels; nil goes back to whole cells. It follows a change of
  /// `size.cellPixels` by itself.
  package func reportMouse(inPixelsOf cell: PixelExtent?) {
    guard isActive, cell != mouseCell else { return }
    if (cell == nil) != (mouseCell == nil) {
      output.write(cell == nil ? TerminalModes.pixelsOff : TerminalModes.pixelsOn)
    }
    mouseCell = cell
  }

  /// Gives the terminal back and stops, as Ctrl-Z does elsewhere; claims it again on return.
  ///
  /// Returns once the program was continued; at once where no shell could continue it.
  package func suspend() {
    guard isActive else { return }
    output.write(TerminalModes.off, unless: isEnding)
    plumb_nc_pause()
    plumb_tty_disarm()
    plumb_tty_make_cooked()
    plumb_tty_stop()
    reclaim()
  }

  private func reclaim() {
    plumb_tty_make_raw_again()
    takeSize()
    enter()
  }

  // MARK: Translation

  private func events(_ item: InputQueue.Item) -> [TerminalEvent] {
    switch item {
    case .hangup: [.hangup]
    case .signal(let number): events(signal: number)
    case .input(.reply(let bytes)): [.reply(bytes)]
    case .input(.paste(let text)): [.input(.paste(text))]
    case .input(.focus(let gained)): [.input(.focus(gained))]
    case .input(.mouse(let report)):
      report.event(cell: mouseCell).map { [.input(.mouse($0))] } ?? []
    case .input(.keys(let bytes)): KeyReader.keys(bytes).flatMap(events)
    }
  }

  private func events(key: Key) -> [TerminalEvent] {
    guard key == .control("z") else { return [.input(.key(key))] }
    return events(signal: SIGTSTP)
  }

  private func events(signal number: Int32) -> [TerminalEvent] {
    switch number {
    case SIGWINCH:
      takeSize()
      return [.resized(size)]
    case SIGTERM, SIGINT: return [.terminate]
    case SIGHUP: return [.hangup]
    case SIGTSTP: suspend()
    // Stopped and continued behind our back; the shell has used the screen since.
    case SIGCONT: reclaim()
    default: return []
    }
    return [.resized(size), .resumed]
  }

  private static func withoutPassedDrags(_ events: [TerminalEvent]) -> [TerminalEvent] {
    var kept: [TerminalEvent] = []
    for event in events {
      if let last = kept.last, event.isDrag, last.isDrag { kept.removeLast() }
      kept.append(event)
    }
    return kept
  }
}

extension TerminalEvent {
  fileprivate var isDrag: Bool {
    if case .input(.mouse(let event)) = self, case .drag = event.action { return true }
    return false
  }
}
