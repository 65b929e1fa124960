import AnnotationModel
import Store
import Testing

@Suite("The home screen's figures")
struct HomeTests {
  @Test("An annotator sees what is theirs, and what is left for them goes down as others take it")
  func annotator() throws {
    let project = try TestProject(images: 4, annotators: 2)
    let views = try [1001, 1002, 1003].map { try project.annotator("P\($0)", user: $0) }
    let person = try project.person(1001)
    func job() throws -> HomeSummary.JobSummary {
      try #require(try project.store.home(for: person).jobs.first)
    }
    #expect(try job().left == 4 && job().images == 4 && job().annotatorsPerImage == 2)
    #expect(try job().review == nil && job().answered == nil && job().runs == nil)
    let own = try #require(try views[0].take())
    #expect(try job().left == 4 && job().mine?.byState[.leased] == 1)
    _ = try views[0].submit(own.dataObject)
    #expect(try job().left == 3 && job().mine?.submitted == 1)
    for view in views[1...] {
      let item = try #require(try view.item(at: 1))
      _ = try view.take(item.dataObject)
    }
    #expect(try job().left == 2)
    try views[1].release(try #require(try views[1].item(at: 1)).dataObject)
    #expect(try job().left == 3)
    _ = try project.reviewer.returnAnswer(
      of: person, for: own.image.id, in: project.job, reason: "again")
    #expect(try job().left == 4 && job().returned == 1)
    #expect(try project.store.home(for: person).people.map(\.person.name) == ["P1001"])
    try HandOutTests.check(project)
  }

  @Test("A lead sees everybody and the review, a reviewer the review and no people")
  func lead() throws {
    let project = try TestProject(images: 3, annotators: 1)
    let taro = try project.annotator("Taro", user: 1001)
    for _ in 0..<2 { _ = try taro.submit(try #require(try taro.take()).dataObject) }
    let queue = try project.queue(1900)
    _ = try queue.finish(try #require(try queue.take()).dataObject, acceptingRest: true)
    let home = try project.store.home(for: project.leader)
    let job = try #require(home.jobs.first)
    #expect(job.answered == 2 && job.runs == 0 && job.left == 1)
    #expect(job.review == ReviewProgress(reviewed: 1, left: 1, returned: 0, gold: 0))
    #expect(home.people.map(\.person.name) == ["Hanako", "Taro", "R1900"])
    #expect(home.people.map(\.submitted) == [0, 2, 0])
    let reviewer = try project.store.home(for: project.person(1900))
    #expect(reviewer.jobs.first?.review == job.review && reviewer.jobs.first?.mine == nil)
    #expect(reviewer.people.map(\.person.name) == ["R1900"] && reviewer.jobs.first?.left == 0)
  }

  @Test("What two persons who are one have done counts together")
  func merged() throws {
    let project = try TestProject(images: 4, annotators: 2)
    let taro = try project.annotator("Taro", user: 1001)
    let laptop = try project.annotator("taro@laptop", user: 1002)
    _ = try taro.submit(try #require(try taro.item(at: 0)).dataObject)
    _ = try laptop.submit(try #require(try laptop.item(at: 1)).dataObject)
    _ = try project.lead.merge(project.person(1002), into: project.person(1001))
    let job = try #require(try project.store.home(for: project.person(1001)).jobs.first)
    #expect(job.mine?.submitted == 2 && job.left == 2)
  }
}
