import Pictures
import Screen
import Terminal
import TerminalGraphics
import Workbench

extension RunLoop {
  /// Asks the terminal what it can do.
  func ask() {
    asked = asked ?? now
    session.write(CapabilityProbe.query)
  }

  /// Takes an answer about what the terminal can do.
  func take(_ reply: [UInt8]) {
    guard probe.take(reply) else { return }
    if let asked { plan.meter.note(roundTrip: now - asked) }
    asked = nil
    settleCapabilities()
    scheduleIdle()
  }

  /// Writes picture bytes, and a question whose answer tells when they have arrived.
  func send(_ bytes: [UInt8]) {
    let start = now
    session.paint(bytes)
    // A terminal that answers nothing must not be waited for.
    guard probe.hasAnswered, bytes.count >= Self.measured else { return }
    session.write(LinkMeter.question)
    plan.meter.sent(bytes.count, at: start)
  }

  /// Fewer bytes than this are not worth a question.
  private static let measured = 200

  /// Takes the answer to the question after picture bytes.
  func measureLink() {
    plan.meter.answered(at: now)
    // Only now it is known what the link can carry beyond what is there.
    scheduleIdle()
    let before = probe.backend
    plan.reconsider()
    guard plan.isThin != probe.isThin else { return }
    probe.isThin = plan.isThin
    guard probe.backend != before else { return }
    redraw(unlessStill: before)
    applySize()
  }

  /// Draws everything again when pictures are sent in another way than before: what was painted in
  /// the other may stay under the new one, as characters do.
  func redraw(unlessStill before: Backend?) {
    guard let before, before != probe.backend else { return }
    session.redraw()
    display.forget()
  }

  /// The next choice of how much is sent.
  func changeDetail() {
    let choices: [Fineness?] = [nil, .coarse, .plain, .fine]
    let place = choices.firstIndex(of: plan.pinned) ?? 0
    plan.pinned = choices[(place + 1) % choices.count]
    let what =
      switch plan.pinned {
      case nil: "as fine as the link can carry"
      case .coarse, .draft: "always coarse"
      case .plain: "always plain: few colours"
      case .fine: "always fine, however long it takes"
      }
    apply(.notice(Notice("pictures: \(what); Ctrl-P changes it")))
  }
}
