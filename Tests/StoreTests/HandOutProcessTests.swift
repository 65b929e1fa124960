import AnnotationModel
import Foundation
import Store
import Testing

@Suite("Many processes that take work, with wall clocks that jump", .timeLimit(.minutes(5)))
struct HandOutProcessTests {
  private static let users = 2000..<2008

  private func project(images: Int, annotators: Int) throws -> (TestProject, Workers) {
    let project = try TestProject(images: images, annotators: annotators)
    for user in Self.users { _ = try project.annotator("P\(user)", user: UInt32(user)) }
    return (project, Workers(directory: project.directory))
  }

  /// Who took each image, by its place.
  private func takers(_ workers: Workers) throws -> [Int: [Int]] {
    Dictionary(grouping: try workers.noted("taken", by: Self.users), by: \.number)
      .mapValues { $0.map(\.user) }
  }

  @Test(
    "Eight processes share out the images, each with as many persons as asked", arguments: [1, 3])
  func processes(annotators: Int) async throws {
    let (project, workers) = try project(images: 120, annotators: annotators)
    try await workers.all(Self.users, "take", 0)
    let takers = try takers(workers)
    #expect(takers.count == 120)
    for (_, users) in takers {
      #expect(users.count == annotators && Set(users).count == annotators)
    }
    #expect(try project.lead.status(of: project.job).byAnswers == [annotators: 120])
    try HandOutTests.check(project)
  }

  @Test(
    "Of eight two are killed with an image in their hands: it goes out again, once the lease ends",
    arguments: [1, 3])
  func killed(annotators: Int) async throws {
    let (project, workers) = try project(images: 120, annotators: annotators)
    let holders = try (2000..<2002).map { try workers.start("hold", 0, as: $0) }
    #expect(try await workers.wait(for: 2, "held", by: 2000..<2002))
    let others = try (2002..<2008).map { try workers.start("take", 0, as: $0) }
    // In the middle of the others' work.
    #expect(try await workers.wait(for: 20, "taken", by: 2002..<2008))
    for holder in holders {
      kill(holder.processIdentifier, SIGKILL)
      try await Workers.end(of: holder)
      #expect(holder.terminationReason == .uncaughtSignal)
    }
    for other in others { try await Workers.expectSuccess(of: other) }
    let held = try workers.noted("held", by: 2000..<2002).map(\.number)
    let before = try takers(workers)
    for index in 0..<120 {
      // Nobody else got the place that a dead process keeps until its lease ends.
      let kept = held.count { $0 == index }
      #expect(before[index, default: []].count == annotators - kept, "image \(index)")
    }
    // The lease is 600 seconds, of which few have passed.
    try await workers.all(2002..<2008, "take", 300)
    #expect(try takers(workers) == before)
    try await workers.all(2002..<2008, "take", 660)
    for (_, users) in try takers(workers) {
      #expect(users.count == annotators && Set(users).count == annotators)
    }
    #expect(try project.lead.status(of: project.job).byAnswers == [annotators: 120])
    try HandOutTests.check(project)
  }
}
