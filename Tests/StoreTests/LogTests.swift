import AnnotationModel
import GRDB
import Store
import Testing

@Suite("Reading the journal and the images as a lead")
struct LogTests {
  @Test("Pages of the log come newest first and together are the whole journal")
  func pages() throws {
    let project = try TestProject(images: 2)
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 1))
    _ = try view.apply(
      adding(AnnotatorTests.shape(1, project.job.labels[0])), to: item.dataObject)
    _ = try view.skip(item.dataObject, reason: "blurred")
    let whole = try project.lead.log()
    #expect(whole.map(\.header) == (try project.lead.journal()).reversed())
    var paged: [LogEntry] = []
    while case let page = try project.lead.log(
      before: paged.last?.header.number ?? .max, limit: 2), !page.isEmpty
    {
      paged += page
    }
    #expect(paged == whole)
    #expect(whole.prefix(2).map(\.summary) == ["skipped: blurred", "added anpan"])
    #expect(whole[0].personName == "Taro" && whole[0].jobName == "breads")
    #expect(whole[0].place == item.image.locations.first?.place)
    let ofJob = try project.lead.log(job: project.job)
    #expect(ofJob.map(\.header.number) == whole.filter { $0.jobName != nil }.map(\.header.number))
  }

  @Test("An entry whose payload was purged is still shown, without what it did")
  func purged() throws {
    let project = try TestProject(images: 1)
    let view = try project.annotator("Taro", user: 1001)
    let item = try #require(try view.item(at: 0))
    let entry = try view.apply(
      adding(AnnotatorTests.shape(1, project.job.labels[0])), to: item.dataObject)
    try SchemaTests.reader(project).write { db in
      try db.execute(sql: "DELETE FROM payload WHERE entry = ?", arguments: [entry])
    }
    let newest = try #require(try project.lead.log(limit: 1).first)
    #expect(newest.summary == "edit (what it did was purged)")
    #expect(newest.personName == "Taro")
  }

  @Test("Facts are added once, replaced by the same origin, and kept beside those of another")
  func metadata() throws {
    let project = try TestProject(images: 2)
    let image = try project.image(at: 0)
    func fact(_ value: String, _ origin: Image.Metadatum.Origin) -> Image.Metadatum {
      Image.Metadatum(key: "device", value: value, origin: origin)
    }
    #expect(try project.lead.addMetadata([(image, fact("a", .csv))]) == 1)
    let before = try project.lead.journal().count
    #expect(try project.lead.addMetadata([(image, fact("a", .csv))]) == 0)
    #expect(try project.lead.journal().count == before)
    #expect(
      try project.lead.addMetadata([(image, fact("b", .csv)), (image, fact("c", .pathRule))]) == 2)
    let known = try project.lead.metadata(of: image).filter { $0.key == "device" }
    #expect(known.map(\.value) == ["b", "c"])
    #expect(try project.store.verifyJournal().problems == [])
    #expect(try project.lead.log(limit: 1).first?.summary == "2 facts about images")
    var random = SeededGenerator(seed: 9)
    let stranger = ID<Image>(at: Timestamp(microseconds: 0), using: &random)
    #expect(throws: StoreError.self) {
      try project.lead.addMetadata([(stranger, fact("x", .csv))])
    }
  }

  @Test("The listing has every data object once, with its states, facts and answer, in any pages")
  func listing() throws {
    let project = try TestProject(images: 5)
    let taro = try project.annotator("Taro", user: 1001)
    let jiro = try project.annotator("Jiro", user: 1002)
    let first = try #require(try taro.item(at: 0)).dataObject
    _ = try taro.apply(adding(AnnotatorTests.shape(1, project.job.labels[1])), to: first)
    _ = try taro.submit(first)
    _ = try jiro.skip(first, reason: "dark")
    let whole = try project.lead.listing(of: project.job)
    #expect(whole.map(\.answer.index) == [0, 1, 2, 3, 4])
    #expect(whole[0].states == [.submitted, .skipped] && whole[1].states == [])
    #expect(whole.allSatisfy { $0.metadata.contains { $0.key == "exif.Model" } })
    var paged: [ListedImage] = []
    while case let page = try project.lead.listing(
      of: project.job, after: paged.last?.answer.index ?? -1, limit: 2), !page.isEmpty
    {
      paged += page
    }
    #expect(paged == whole)
    let labels = Dictionary(
      project.job.labels.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let selection = try Selection(parsing: "label = melonpan and exif.Model = X100 and answers = 1")
    let selected = whole.filter { selection.matches($0.subject(labels: labels)) }
    #expect(selected.map(\.answer.index) == [0])
    let waiting = try Selection(parsing: "state = waiting")
    #expect(whole.count { waiting.matches($0.subject(labels: labels)) } == 4)
  }
}
