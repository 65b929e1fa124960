import AnnotationModel
import FoundationEssentials
import Store
import Testing

@Suite("Reviewers who share a queue")
struct ReviewSharingTests {
  @Test("An image is with one reviewer, and comes back when it was left untouched")
  func leases() throws {
    let project = try TestProject(images: 2)
    try project.lead.setRules(HandOutRules(leaseSeconds: 60, draftSeconds: 600), of: project.job)
    try project.predict([[(0, 0.2)], [(0, 0.4)]])
    let uptime = TestUptime()
    let rin = try project.queue(1900, uptime)
    let ken = try project.queue(1901, uptime)
    let first = try #require(try rin.take())
    #expect(first.index == 0)
    #expect(try ken.take()?.index == 1)
    #expect(throws: StoreError.inReview(index: 0)) { try ken.take(first.dataObject) }
    #expect(throws: StoreError.inReview(index: 0)) {
      try ken.finish(first.dataObject, acceptingRest: true)
    }
    uptime.pass(seconds: 59)
    try rin.heartbeat()
    uptime.pass(seconds: 59)
    #expect(throws: StoreError.inReview(index: 0)) { try ken.take(first.dataObject) }
    uptime.pass(seconds: 2)
    #expect(try ken.take(first.dataObject).index == 0)
    #expect(throws: StoreError.inReview(index: 0)) {
      try rin.finish(first.dataObject, acceptingRest: true)
    }
    try ken.release(first.dataObject)
    #expect(try rin.take()?.index == 0)
    try HandOutTests.check(project)
  }

  @Test("A draft that is left alone goes to another reviewer last, who begins from the answer")
  func abandoned() throws {
    let project = try TestProject(images: 1)
    try project.lead.setRules(HandOutRules(leaseSeconds: 60, draftSeconds: 600), of: project.job)
    try project.predict([[(0, 0.2), (1, 0.3)]])
    let uptime = TestUptime()
    let rin = try project.queue(1900, uptime)
    let ken = try project.queue(1901, uptime)
    let item = try #require(try rin.take())
    _ = try rin.decide(
      [try #require(ReviewDecision.reject(item.shapes[0]))], on: item.dataObject)
    try rin.release(item.dataObject)
    uptime.pass(seconds: 599)
    #expect(try ken.take() == nil)
    uptime.pass(seconds: 2)
    let taken = try #require(try ken.take())
    #expect(taken.shapes == item.shapes && taken.verdicts.isEmpty)
    #expect(throws: StoreError.self) { try rin.undo() }
    _ = try ken.finish(item.dataObject, acceptingRest: true)
    #expect(throws: StoreError.reviewed(index: 0)) { try rin.take(item.dataObject) }
    #expect(throws: StoreError.reviewed(index: 0)) { try rin.reopen(item.dataObject) }
    try HandOutTests.check(project)
  }

  @Test("The newest session takes over, and the older one's next write is refused")
  func takeOver() throws {
    let project = try TestProject(images: 1)
    try project.predict([[(0, 0.2)]])
    let old = try project.queue(1900)
    let item = try #require(try old.take())
    let new = try project.queue(1900)
    #expect(throws: StoreError.takenOver(job: "breads")) {
      try old.finish(item.dataObject, acceptingRest: true)
    }
    #expect(throws: StoreError.takenOver(job: "breads")) { try old.heartbeat() }
    #expect(try new.take()?.index == 0)
  }

  @Test("Four processes review everything, and nobody gets what another has")
  func processes() async throws {
    let project = try TestProject(images: 40)
    try project.predict((0..<40).map { [(0, Double($0 % 7) / 10)] })
    for user in 1900..<1904 { _ = try project.queue(UInt32(user)) }
    let directory = project.directory
    await withTaskGroup { group in
      for user in 1900..<1904 {
        group.addTask { await Self.reviewAll(as: UInt32(user), in: directory) }
      }
    }
    var taken: [Int] = []
    for user in 1900..<1904 {
      let log = (try? String(contentsOfFile: "\(directory)/taken.\(user)", encoding: .utf8)) ?? ""
      taken += log.split(separator: "\n").compactMap { Int($0) }
    }
    #expect(taken.sorted() == Array(0..<40))
    #expect(try project.queue(1900).progress().reviewed == 40)
    try HandOutTests.check(project)
  }

  private static func reviewAll(as user: UInt32, in directory: String) async {
    await #expect(processExitsWith: .success) { [user, directory] in
      let store = try Store.open(at: directory, now: ConcurrencyTests.now)
      let person = try #require(try store.person(unixUser: user))
      let job = try store.job(named: "breads")
      let queue = try store.reviewer(person).queue(of: job).newSession()
      while let item = try queue.take() {
        _ = ConcurrencyTests.append(EntryNumber(item.index), to: "\(directory)/taken.\(user)")
        _ = try queue.finish(item.dataObject, acceptingRest: true)
      }
    }
  }
}
