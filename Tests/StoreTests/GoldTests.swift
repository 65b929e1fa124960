import AnnotationModel
import GRDB
import Store
import Testing

@Suite("Gold among the rest")
struct GoldTests {
  @Test("A score counts boxes one to one, whatever their labels, and labels among the matched")
  func score() throws {
    let labels = try TestProject(images: 1).job.labels.map(\.id)
    func shape(_ number: Int, _ label: Int, _ box: Box) -> Shape {
      Shape(number: number, label: labels[label], geometry: .box(box))
    }
    let gold = [shape(1, 0, box(0, 0, 100, 100)), shape(2, 1, box(200, 0, 300, 100))]
    let answer = [
      shape(1, 0, box(0, 0, 100, 80)), shape(2, 2, box(200, 0, 300, 100)),
      shape(3, 0, box(0, 40, 100, 100)),
    ]
    let score = GoldScore(of: answer, against: gold)
    #expect(score.expected == 2 && score.given == 3 && score.matched == 2 && score.agreed == 1)
    #expect(abs(score.f1 - 0.8) < 1e-12 && score.labelAccuracy == 0.5)
    #expect(abs(try #require(score.meanOverlap) - 0.9) < 1e-9)
    let nothing = GoldScore(of: [], against: [])
    #expect(nothing.f1 == 1 && nothing.meanOverlap == nil && nothing.labelAccuracy == nil)
  }

  @Test("Everybody gets every gold image once, whatever the limit, and the others share the rest")
  func everybody() throws {
    let project = try Self.project(images: 30, gold: [3, 8, 20])
    let views = try [1001, 1002].map { try project.annotator("P\($0)", user: $0) }
    var seen: [[Int]] = [[], []]
    var active = true
    while active {
      active = false
      for (number, view) in views.enumerated() {
        guard let item = try view.take() else { continue }
        active = true
        seen[number].append(item.index)
        #expect(item.state == .leased && item.layer == nil)
        _ = try view.submit(item.dataObject)
      }
    }
    for places in seen {
      #expect(Set(places).count == places.count)
      #expect(Set(places).isSuperset(of: [3, 8, 20]))
    }
    let rest = seen.flatMap { $0 }.filter { ![3, 8, 20].contains($0) }
    #expect(rest.sorted() == Array(0..<30).filter { ![3, 8, 20].contains($0) })
    // Nobody's order tells where the gold is: it is as scattered as the rest.
    for places in seen { #expect(places != places.sorted()) }
    try HandOutTests.check(project)
  }

  @Test("About one in the share is gold while there is enough of both")
  func share() throws {
    let project = try Self.project(images: 300, gold: Set(0..<60), share: 5)
    let view = try project.annotator("Taro", user: 1001)
    var gold = 0
    for _ in 0..<150 {
      let item = try #require(try view.take())
      if item.index < 60 { gold += 1 }
      _ = try view.submit(item.dataObject)
    }
    // 150 draws at 1 in 5: 30, with a standard deviation of 4.9.
    #expect((15...45).contains(gold))
  }

  @Test("A gold image that others have is found to be taken, like any other, by looking around")
  func unrecognisable() throws {
    let project = try Self.project(images: 6, gold: [2])
    let taro = try project.annotator("Taro", user: 1001)
    let jiro = try project.annotator("Jiro", user: 1002)
    let gold = try #require(try taro.item(at: 2))
    let plain = try #require(try taro.item(at: 3))
    _ = try taro.take(gold.dataObject)
    _ = try taro.take(plain.dataObject)
    #expect(throws: StoreError.taken(index: 2)) { try jiro.take(gold.dataObject) }
    #expect(throws: StoreError.taken(index: 3)) { try jiro.take(plain.dataObject) }
    let other = try #require(try jiro.item(at: 2))
    #expect(other.state == .waiting && other.layer == nil && other.reason == "")
    #expect(try jiro.nextUnfinished(after: 1) == 4)
  }

  @Test("Dealt gold stays one's own when the lease ends, and is scored when it is submitted")
  func scored() throws {
    let project = try Self.project(images: 2, gold: [0, 1])
    let uptime = TestUptime()
    let taro = try project.annotator("Taro", user: 1001, uptime)
    let jiro = try project.annotator("Jiro", user: 1002, uptime)
    let first = try #require(try taro.take())
    let same = try #require(try jiro.item(at: first.index))
    var held = try #require(try jiro.take())
    if held.index != first.index { held = try #require(try jiro.take(passing: [held.dataObject])) }
    #expect(held.index == first.index)
    uptime.pass(seconds: 700)
    _ = try taro.take()
    _ = try jiro.apply(adding(HandOutTests.shape(project)), to: same.dataObject)
    _ = try jiro.submit(same.dataObject)
    _ = try taro.submit(first.dataObject)
    let scores = try project.lead.status(of: project.job).persons.map(\.gold)
    #expect(scores.map(\.?.objects) == [1, 1])
    #expect(scores.map(\.?.f1) == [0, 1])
    _ = try jiro.undo()
    #expect(try project.lead.status(of: project.job).persons[1].gold == nil)
    _ = try jiro.redo()
    #expect(try project.lead.status(of: project.job).persons[1].gold?.matched == 1)
    try HandOutTests.check(project)
  }

  @Test("What is left for a person counts gold until they have had it, and nobody else is told")
  func left() throws {
    let project = try Self.project(images: 5, gold: [1, 4])
    let view = try project.annotator("Taro", user: 1001)
    let person = try project.person(1001)
    var left: [Int] = []
    while let item = try view.take() {
      _ = try view.submit(item.dataObject)
      left.append(try #require(try project.store.home(for: person).jobs.first).left)
    }
    #expect(left == [4, 3, 2, 1, 0])
    let home = try project.store.home(for: person)
    #expect(home.people.map(\.person.id) == [person.id] && home.people.first?.gold == nil)
    let lead = try project.store.home(for: project.leader)
    #expect(lead.people.first { $0.person.id == person.id }?.gold?.objects == 2)
  }

  @Test("Without a share gold goes out as any image does")
  func off() throws {
    let project = try Self.project(images: 3, gold: [0], share: 0)
    let taro = try project.annotator("Taro", user: 1001)
    let jiro = try project.annotator("Jiro", user: 1002)
    #expect(try taro.take()?.index == 0 && jiro.take()?.index == 1)
    try HandOutTests.check(project)
  }

  /// A job at one person per image whose gold is one box where `HandOutTests.shape` is.
  static func project(images: Int, gold: Set<Int>, share: Int = 4) throws -> TestProject {
    let project = try TestProject(images: images, annotators: 1)
    try project.lead.setRules(HandOutRules(goldShare: share), of: project.job)
    let truth = HandOutTests.shape(project)
    let answers = try project.lead.answers(of: project.job)
    _ = try project.lead.importLayers(
      answers.filter { gold.contains($0.index) }.map {
        ImportedLayer(
          image: $0.image.id, source: .gold,
          shapes: [ImportedShape(label: truth.label, geometry: truth.geometry)])
      }, into: project.job)
    return project
  }
}
