import AnnotationModel
import Glibc
import Store
import Synchronization

/// Somebody who works on a project of the tests, in a process of their own that can be killed.
///
/// `StoreWorker DIRECTORY USER take LATER` takes and submits images until none is left;
/// `… hold LATER` takes one and keeps it until the process ends; `… edit COUNT` draws that many
/// boxes. LATER are seconds for which the host has been up longer than it has. The wall clock
/// jumps by up to a year with every reading. Each image taken is noted in `taken.USER` or
/// `held.USER`, and each box in `drawn.USER`, once it is certain.
@main
struct StoreWorker {
  let directory: String
  let user: UInt32

  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 5, let user = UInt32(words[2]), let number = Int(words[4]) else {
      throw Misuse(description: "usage: StoreWorker DIRECTORY USER take|hold|edit NUMBER")
    }
    let worker = StoreWorker(directory: words[1], user: user)
    switch words[3] {
    case "take": try worker.takeAll(later: number)
    case "hold": try worker.holdOne(later: number)
    case "edit": try worker.draw(number)
    default: throw Misuse(description: "there is no work called \(words[3])")
    }
  }

  /// The process was started wrongly, or the project is not as a test makes it.
  struct Misuse: Error, CustomStringConvertible {
    var description: String
  }

  private func takeAll(later: Int) throws {
    let view = try view(later: later).newSession()
    while let item = try view.take() {
      try note(item.index, in: "taken")
      _ = try view.submit(item.dataObject)
    }
  }

  private func holdOne(later: Int) throws {
    let view = try view(later: later).newSession()
    guard let item = try view.take() else { throw Misuse(description: "nothing to hold") }
    try note(item.index, in: "held")
    // Whoever started it kills it, or is gone.
    let parent = getppid()
    while getppid() == parent { usleep(100_000) }
  }

  private func draw(_ count: Int) throws {
    let view = try view(later: 0)
    let images = try view.dataObjectCount()
    for step in 0..<count {
      let edge = Double(step)
      guard let item = try view.item(at: step % images),
        let box = Box(left: edge, top: 1, right: edge + 2, bottom: 9),
        let change = ShapeChange(
          before: nil,
          after: Shape(
            number: item.nextShapeNumber, label: view.job.labels[0].id, geometry: .box(box)))
      else { throw Misuse(description: "image \(step % images) is missing") }
      _ = try view.apply([change], to: item.dataObject)
      try note(step, in: "drawn")
    }
  }

  private func view(later: Int) throws -> AnnotatorView {
    let store = try Store.open(
      at: directory, now: Self.jumpingClock(seed: UInt64(user)),
      uptime: {
        let now = Uptime.read()
        return Uptime(
          boot: now.boot, microseconds: now.microseconds + Int64(later) * 1_000_000)
      })
    guard let person = try store.person(unixUser: user), let job = try store.jobs().first else {
      throw Misuse(description: "the project has no user \(user) or no job")
    }
    return try store.annotator(person, job: job)
  }

  private func note(_ number: Int, in name: String) throws {
    let descriptor = unsafe open(
      "\(directory)/\(name).\(user)", O_WRONLY | O_CREAT | O_APPEND, 0o644)
    defer { close(descriptor) }
    let line = Array("\(number)\n".utf8)
    guard unsafe write(descriptor, line, line.count) == line.count else {
      throw Misuse(description: "\(name).\(user) cannot be written")
    }
  }

  /// A wall clock that somebody sets to and fro, at every reading.
  private static func jumpingClock(seed: UInt64) -> @Sendable () -> Timestamp {
    // Numerical Recipes' linear congruence; jumps need not be any more random than that.
    let state = Mutex(seed)
    return {
      var time = timespec()
      unsafe clock_gettime(CLOCK_REALTIME, &time)
      let jump = state.withLock { state in
        state = state &* 1_664_525 &+ 1_013_904_223
        return Double(state >> 16 & 0xFFFF) / 65_536 * 6e7 - 3e7
      }
      return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000).advanced(bySeconds: jump)
    }
  }
}
