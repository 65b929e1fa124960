/// How fast bytes reach the terminal, from how long it takes to answer a question after them.
///
/// Times are seconds of any one clock. The terminal answers in the order in which it was asked.
package struct LinkMeter: Sendable, Equatable {
  /// Asks for the device's status (DSR, ECMA-48), which every terminal answers.
  package static let question = Array("\u{1B}[5n".utf8)
  /// The answer to it.
  package static let answer = Array("\u{1B}[0n".utf8)

  /// Bytes and the time before they were written, with the question after them; oldest first.
  private var open: [(bytes: Int, sent: Double)] = []
  private var lastAnswer: Double?
  /// The shortest time from a question to its answer, with few bytes before it.
  package private(set) var roundTrip: Double?
  /// Bytes in a second; nil while no measurement was possible.
  package private(set) var rate: Double?

  /// Fewer bytes than this say more about the round trip than about the rate.
  private static let telling = 1000
  /// Seconds that a terminal may take to draw before it answers.
  private static let drawing = 0.02
  /// Seconds after which an answer counts as lost.
  private static let patience = 20.0

  /// Makes a meter that knows nothing.
  package init() {}

  package static func == (lhs: LinkMeter, rhs: LinkMeter) -> Bool {
    lhs.open.elementsEqual(rhs.open) { $0 == $1 } && lhs.lastAnswer == rhs.lastAnswer
      && lhs.roundTrip == rhs.roundTrip && lhs.rate == rhs.rate
  }

  /// Notes a round trip that was measured in another way.
  package mutating func note(roundTrip seconds: Double) {
    roundTrip = min(roundTrip ?? seconds, max(0, seconds))
  }

  /// Notes that bytes and then the question were written.
  package mutating func sent(_ bytes: Int, at time: Double) {
    open.append((bytes, time))
  }

  /// How many questions are not answered yet; those of long ago count as lost.
  package mutating func unanswered(at time: Double) -> Int {
    open.removeAll { time - $0.sent > Self.patience }
    return open.count
  }

  /// Takes an answer.
  ///
  /// What was sent before the last answer came had to wait for the bytes before it, so its own time
  /// begins there. A new measurement counts as much as all before it together: links change.
  package mutating func answered(at time: Double) {
    guard !open.isEmpty else { return }
    let (bytes, sent) = open.removeFirst()
    let trip = roundTrip ?? 0
    let start = max(sent, (lastAnswer ?? sent) - trip)
    lastAnswer = time
    if bytes < Self.telling {
      note(roundTrip: time - sent)
      return
    }
    // Terminals draw some fifty times in a second and may answer only then, which is no slowness of
    // the link; a tick of the clock remains, so that one on this host is fast and not infinitely so.
    let measured = Double(bytes) / max(0.001, time - start - trip - Self.drawing)
    rate = rate.map { ($0 * measured).squareRoot() } ?? measured
  }
}
