package import Screen

/// What is sent of pictures, and when, on the link that there is.
///
/// On a fast link everything at once. On a slow one a coarse picture first, in parts small enough
/// that the next key finds the way free, and finer ones while nobody types.
package struct PicturePlan: Sendable, Equatable {
  /// What is known of the link.
  package var meter = LinkMeter()
  /// What the person wants whatever the link is; nil for what it can carry.
  package var pinned: Fineness?
  /// Whether the terminal kept the program waiting for its first answers.
  package var hasWaited = false
  /// Seconds that the last whole picture took to be made; nil before there was one.
  package private(set) var making: Double?
  /// Whether pictures of pixels are too much for the link.
  package private(set) var isThin = false

  /// Seconds that a picture may take that somebody waits for.
  private static let bearable = 1.0
  /// Seconds that a picture may take to be made without a draft of it being shown before: somebody who
  /// zooms feels what takes longer.
  private static let felt = 0.04
  /// Seconds that a picture may take that nobody waits for.
  private static let patient = 12.0
  /// Seconds that one part of a picture may take.
  private static let part = 0.25
  /// A round trip from which on the terminal is not on this host or beside it.
  private static let distant = 0.05
  /// Bytes in a second below which pictures of pixels take too long, and above which they do not
  /// any more: 128 and 320 kbit/s.
  private static let thin = (below: 16_000.0, above: 40_000.0)
  /// Bytes of a part while the rate is not known.
  private static let firstPart = 2000.0

  /// Whether there is a link at all: a terminal on this host that answers late is busy drawing.
  private let isRemote: Bool

  /// Makes a plan for a link of which nothing is known, or for a terminal on this host.
  package init(isRemote: Bool = true) {
    self.isRemote = isRemote
  }

  /// Whether the link may be slow although no rate was measured.
  private var isSuspect: Bool {
    isRemote && (meter.roundTrip.map { $0 >= Self.distant } ?? hasWaited)
  }

  /// Whether parts have to wait for each other.
  private var isSlow: Bool {
    isRemote && (meter.rate.map { $0 < 400_000 } ?? isSuspect)
  }

  /// Decides anew whether pictures of pixels are too much.
  package mutating func reconsider() {
    guard isRemote, let rate = meter.rate else {
      isThin = isSuspect
      return
    }
    isThin = rate < (isThin ? Self.thin.above : Self.thin.below)
  }

  private func seconds(_ fineness: Fineness, _ cells: Int, _ backend: Backend) -> Double? {
    meter.rate.map { Double(cells) * fineness.bytesPerCell(backend) / $0 }
  }

  private func finest(
    within limit: Double, _ cells: Int, _ backend: Backend
  ) -> Fineness? {
    [.coarse, .plain, .fine].last { (seconds($0, cells, backend) ?? .infinity) <= limit }
  }

  /// Takes note of how long the last whole picture took to be made.
  package mutating func note(making seconds: Double) { making = seconds }

  /// How fine a picture is at first.
  package func first(cells: Int, backend: Backend) -> Fineness {
    if let pinned { return pinned }
    let fineness = affordable(cells: cells, backend: backend)
    return fineness == .fine && !backend.isText && making ?? 0 > Self.felt ? .draft : fineness
  }

  /// How fine a picture is that the link carries while somebody waits.
  private func affordable(cells: Int, backend: Backend) -> Fineness {
    guard isRemote, meter.rate != nil else { return isSuspect ? .coarse : .fine }
    return finest(within: Self.bearable, cells, backend) ?? .coarse
  }

  /// How fine it becomes when nobody types; nil when it stays as it is.
  package func refined(from fineness: Fineness, cells: Int, backend: Backend) -> Fineness? {
    if let pinned { return pinned > fineness ? pinned : nil }
    if fineness == .draft, affordable(cells: cells, backend: backend) == .fine { return .fine }
    if let finest = finest(within: Self.bearable, cells, backend), finest > fineness {
      return finest
    }
    guard fineness != .fine else { return nil }
    let next: Fineness = fineness < .plain ? .plain : .fine
    guard let seconds = seconds(next, cells, backend) else {
      // The first step is what the link is measured by: in parts, whose answers are waited for.
      return next == .plain && meter.roundTrip != nil ? next : nil
    }
    return seconds <= Self.patient ? next : nil
  }

  /// How many cells to paint before asking again; nil for all.
  package func budget(_ fineness: Fineness, area: Area, backend: Backend) -> Int? {
    guard isSlow else { return nil }
    let bytes = max(Self.firstPart / 2, (meter.rate.map { $0 * Self.part }) ?? Self.firstPart)
    let cells = Int(bytes / fineness.bytesPerCell(backend))
    // Rows, because a graphic or a run of characters across costs less than two half as wide.
    let rows = max(1, cells / max(1, area.columns))
    return rows >= area.rows ? nil : rows * area.columns
  }

  /// Whether a picture may be sent now, or those before it are still on their way.
  package mutating func mayPaint(at time: Double) -> Bool {
    !isSlow || meter.unanswered(at: time) < 2
  }
}
