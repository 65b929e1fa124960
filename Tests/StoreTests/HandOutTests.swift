import AnnotationModel
import Store
import Synchronization
import Testing

@Suite("Handing out work")
struct HandOutTests {
  @Test("At one person per image, images go out once, in order, and work of one's own first")
  func once() throws {
    let project = try TestProject(images: 4, annotators: 1)
    let taro = try project.annotator("Taro", user: 1001)
    let jiro = try project.annotator("Jiro", user: 1002)
    let first = try #require(try taro.take())
    #expect(first.index == 0 && first.state == .leased && first.layer == nil)
    #expect(try jiro.take()?.index == 1)
    #expect(try taro.take()?.index == 0)
    #expect(try taro.take(passing: [first.dataObject])?.index == 2)
    _ = try taro.apply(adding(Self.shape(project)), to: first.dataObject)
    #expect(try taro.take()?.state == .draft)
    _ = try taro.submit(first.dataObject)
    #expect(try taro.take()?.index == 2)
    #expect(throws: StoreError.taken(index: 0)) { try jiro.submit(first.dataObject) }
    #expect(throws: StoreError.taken(index: 2)) {
      try jiro.apply(
        adding(Self.shape(project)), to: try #require(try jiro.item(at: 2)).dataObject)
    }
    // Free walking passes over what others have.
    #expect(try jiro.nextUnfinished(after: -1) == 1)
    #expect(try jiro.nextUnfinished(after: 1) == 3)
    try Self.check(project)
  }

  @Test("A skipped image and one given back go to somebody else")
  func freed() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let taro = try project.annotator("Taro", user: 1001)
    let jiro = try project.annotator("Jiro", user: 1002)
    let first = try #require(try taro.take()).dataObject
    _ = try taro.skip(first, reason: "blurred")
    #expect(try jiro.take()?.index == 0)
    #expect(throws: StoreError.self) { try taro.undo().map { _ in try taro.submit(first) } }
    try jiro.release(first)
    #expect(try jiro.item(at: 0)?.state == .waiting)
    _ = try taro.apply(adding(Self.shape(project)), to: first)
    #expect(try jiro.take()?.index == 1)
    try Self.check(project)
  }

  @Test("A lead takes an image back, and its draft is kept")
  func reclaim() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let taro = try project.annotator("Taro", user: 1001)
    let jiro = try project.annotator("Jiro", user: 1002)
    let item = try #require(try taro.take())
    _ = try taro.apply(adding(Self.shape(project)), to: item.dataObject)
    #expect(try jiro.take() == nil)
    let entry = try project.lead.reclaim(
      item.image.id, from: project.person(1001), in: project.job)
    #expect(try project.lead.journal(after: entry - 1).map(\.kind) == [.reclaim])
    #expect(try jiro.take()?.layer == nil)
    #expect(throws: StoreError.reclaimed(index: 0)) { try taro.submit(item.dataObject) }
    #expect(try taro.item(at: 0)?.layer?.shapes.count == 1)
    _ = try jiro.submit(item.dataObject)
    #expect(throws: StoreError.submitted(index: 0)) {
      try project.lead.reclaim(item.image.id, from: project.person(1002), in: project.job)
    }
    try Self.check(project)
  }

  @Test("Taking, drawing, undoing and redoing go together")
  func undo() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let view = try project.annotator("Taro", user: 1001).newSession()
    let item = try #require(try view.take())
    _ = try view.apply(adding(Self.shape(project)), to: item.dataObject)
    #expect(try view.undo()?.item.state == .leased)
    #expect(try view.redo()?.item.state == .draft)
    #expect(try view.undo()?.item.state == .leased)
    try view.release(item.dataObject)
    let other = try project.annotator("Jiro", user: 1002)
    #expect(try other.take()?.index == 0)
    let error = #expect(throws: StoreError.self) { try view.redo() }
    #expect(error?.description.contains("others have taken the image") == true)
    try Self.check(project)
  }

  @Test("A lease ends after its time without a heartbeat, and a draft is kept")
  func leases() throws {
    let project = try TestProject(images: 1, annotators: 1)
    try project.lead.setRules(HandOutRules(leaseSeconds: 60, draftSeconds: 600), of: project.job)
    let uptime = TestUptime()
    let taro = try project.annotator("Taro", user: 1001, uptime)
    let jiro = try project.annotator("Jiro", user: 1002, uptime)
    let item = try #require(try taro.take()).dataObject
    uptime.pass(seconds: 59)
    #expect(try jiro.take() == nil)
    try taro.heartbeat()
    uptime.pass(seconds: 59)
    #expect(try jiro.take() == nil)
    uptime.pass(seconds: 2)
    #expect(try jiro.take()?.index == 0)
    #expect(throws: StoreError.taken(index: 0)) { try taro.submit(item) }
    _ = try jiro.apply(adding(Self.shape(project)), to: item)
    uptime.pass(seconds: 599)
    #expect(try taro.take() == nil)
    uptime.pass(seconds: 2)
    #expect(try taro.take()?.index == 0)
    #expect(throws: StoreError.reclaimed(index: 0)) { try jiro.submit(item) }
    #expect(try jiro.item(at: 0)?.layer?.shapes.count == 1)
    #expect(try jiro.take() == nil && jiro.nextUnfinished(after: -1) == nil)
    try taro.release(item)
    _ = try jiro.submit(item)
    #expect(try project.lead.answers(of: project.job)[0].layer?.shapes.count == 1)
    try Self.check(project)
  }

  @Test("Neither a wall clock that jumps nor a restart of the host ends a lease")
  func clocks() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let uptime = TestUptime()
    let taro = try project.annotator("Taro", user: 1001, uptime)
    let jiro = try project.annotator("Jiro", user: 1002, uptime)
    let item = try #require(try taro.take()).dataObject
    for days in [400, -900, 3] {
      project.clock.jump(days: days)
      #expect(try jiro.take()?.index == 1)
    }
    for reading in [5_000, 9_000_000_000, 20] as [Int64] {
      uptime.restart(at: reading)
      #expect(try jiro.take()?.index == 1)
      try taro.heartbeat()
    }
    uptime.pass(seconds: -50)
    #expect(try jiro.take()?.index == 1)
    _ = try taro.submit(item)
    uptime.pass(seconds: 700)
    let saburo = try project.annotator("Saburo", user: 1003, uptime)
    #expect(try saburo.take()?.index == 1)
    try Self.check(project)
  }

  @Test("The newest session takes over, and the older one's next write is refused")
  func takeOver() throws {
    let project = try TestProject(images: 3, annotators: 1)
    let old = try project.annotator("Taro", user: 1001).newSession()
    let item = try #require(try old.take()).dataObject
    _ = try old.apply(adding(Self.shape(project)), to: item)
    let again = try project.reopened()
    let person = try #require(try again.person(unixUser: 1001))
    let new = try again.annotator(person, job: project.job).newSession()
    let refused = StoreError.takenOver(job: "breads")
    #expect(throws: refused) { try old.submit(item) }
    #expect(throws: refused) { try old.undo() }
    #expect(throws: refused) { try old.take() }
    #expect(throws: refused) { try old.heartbeat() }
    #expect(throws: refused) { try old.visit(item) }
    #expect(try old.item(at: 0)?.layer?.shapes.count == 1)
    let taken = try #require(try new.take())
    #expect(taken.dataObject == item && taken.layer?.shapes.count == 1)
    _ = try new.submit(item)
    #expect(try new.undo()?.description == "submit")
    try Self.check(project)
  }

  @Test("Priorities go first, and scattered starts differ and miss nothing")
  func order() throws {
    let project = try TestProject(images: 9, annotators: 1)
    let images = try project.lead.answers(of: project.job).map(\.image.id)
    try project.lead.setPriority(2, of: [images[7]], in: project.job)
    try project.lead.setPriority(1, of: [images[4], images[2]], in: project.job)
    let taro = try project.annotator("Taro", user: 1001)
    #expect(try Self.finish(3, taro) == [7, 2, 4])
    try project.lead.setRules(HandOutRules(ordering: .scattered), of: project.job)
    #expect(try project.lead.rules(of: project.job).ordering == .scattered)
    let jiro = try project.annotator("Jiro", user: 1002)
    let rest = try Self.finish(2, taro) + Self.finish(9, jiro)
    #expect(rest.sorted() == [0, 1, 3, 5, 6, 8])
    try Self.check(project)
  }

  @Test("Images with enough answers from files are not handed out, but may be worked on")
  func imported() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let image = try project.image(at: 0)
    _ = try project.lead.importLayers(
      [ImportedLayer(image: image, source: .person(.name("x"), name: "X"), shapes: [])],
      into: project.job)
    let taro = try project.annotator("Taro", user: 1001)
    #expect(try taro.take()?.index == 1)
    #expect(try taro.nextUnfinished(after: -1) == 0)
    _ = try taro.submit(try #require(try taro.item(at: 0)).dataObject)
    try Self.check(project)
  }

  static func shape(_ project: TestProject) -> Shape {
    AnnotatorTests.shape(1, project.job.labels[0])
  }

  /// Submits what is handed out; the places in their order.
  static func finish(_ count: Int, _ view: AnnotatorView) throws -> [Int] {
    var places: [Int] = []
    while places.count < count, let item = try view.take() {
      _ = try view.submit(item.dataObject)
      places.append(item.index)
    }
    return places
  }

  static func check(_ project: TestProject) throws {
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }
}

/// A host's uptime that a test moves.
final class TestUptime: Sendable {
  private let state = Mutex((boot: 1, microseconds: Int64(1_000_000)))

  var read: @Sendable () -> Uptime {
    { [self] in
      let (boot, microseconds) = state.withLock { $0 }
      return Uptime(boot: "boot \(boot)", microseconds: microseconds)
    }
  }

  func pass(seconds: Int64) { state.withLock { $0.microseconds += seconds * 1_000_000 } }

  func restart(at microseconds: Int64) {
    state.withLock { $0 = (boot: $0.boot + 1, microseconds: microseconds) }
  }
}

extension TestProject {
  /// Adds an annotator who works in a store of their own with a clock that the test moves.
  func annotator(_ name: String, user: UInt32, _ uptime: TestUptime) throws -> AnnotatorView {
    let person = try lead.addPerson(
      PersonDraft(unixUser: user, name: name), roles: [.annotator])
    let store = try Store.open(
      at: directory, now: clock.now, uptime: uptime.read,
      random: SeededGenerator(seed: UInt64(user)))
    return try store.annotator(person, job: job)
  }
}
