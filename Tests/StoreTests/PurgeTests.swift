import AnnotationModel
import FoundationEssentials
import Store
import Testing

@Suite("Withdrawn consent")
struct PurgeTests {
  @Test("Of a removed image only ids are left, not even in the bytes of the files")
  func image() throws {
    let project = try TestProject(images: 3, annotators: 2)
    let (view, object, id) = try Self.marked(project)
    let other = try #require(try view.item(at: 1)).dataObject
    _ = try view.submit(other)
    #expect(try Self.files(of: project, contain: Self.mark))
    let purged = try project.lead.purge(id)
    #expect(purged.layers == 2 && purged.payloads == 3)
    #expect(try !Self.files(of: project, contain: Self.mark))
    let image = try project.lead.image(id)
    #expect(image.locations == [] && image.measuredSize == nil && image.claimedSize == nil)
    #expect(try project.lead.metadata(of: id) == [])
    #expect(try project.lead.lines(of: id, in: project.job) == [])
    #expect(try view.item(at: 0)?.layer == nil && view.item(at: 0)?.state == .waiting)
    #expect(throws: StoreError.purged(index: 0)) { try view.submit(object) }
    #expect(try view.take()?.index == 2)
    // Undo passes over what is gone to the step before and then the other image.
    #expect(try view.undo()?.index == 1)
    #expect(try view.undo() == nil)
    let report = try project.store.verifyJournal()
    #expect(report.problems == [] && report.purgedPayloads == 3)
    #expect(try project.lead.journal(after: purged.entry - 1).first?.kind == .purge)
    #expect(try project.store.integrityCheck() == [])
    #expect(throws: StoreError.self) { try project.lead.undo(purged.entry) }
  }

  @Test("Of a removed person only ids are left, and their places go to others")
  func person() throws {
    let project = try TestProject(images: 2, annotators: 1)
    let name = "Kiyomitsu Removeme"
    let gone = try project.annotator(name, user: 1001)
    let stays = try project.annotator("Jiro", user: 1002)
    let item = try #require(try gone.take()).dataObject
    _ = try gone.apply(adding(HandOutTests.shape(project)), to: item)
    _ = try gone.submit(item)
    _ = try project.reviewer.returnAnswer(
      of: project.person(1001), for: project.image(at: 0), in: project.job, reason: "again")
    let kept = try #require(try stays.take()).dataObject
    _ = try stays.apply(adding(HandOutTests.shape(project)), to: kept)
    let person = try project.person(1001)
    let purged = try project.lead.purge(person)
    // Three by or about the work, one that added the person.
    #expect(purged.layers == 1 && purged.payloads == 4)
    #expect(try !Self.files(of: project, contain: name))
    #expect(try project.store.person(unixUser: 1001) == nil)
    #expect(try !project.store.persons().map(\.id).contains(person.id))
    #expect(try stays.item(at: 1)?.layer?.shapes.count == 1)
    _ = try stays.submit(kept)
    #expect(try stays.take()?.index == 0)
    #expect(throws: StoreError.self) { try project.store.annotator(person, job: project.job) }
    try HandOutTests.check(project)
  }

  @Test("Of a removed reviewer not even the reason is left with which work was sent back")
  func reviewer() throws {
    let project = try TestProject(images: 1, annotators: 1)
    let annotator = try project.submitting(1001)
    let queue = try project.queue(1900)
    let item = try #require(try queue.take())
    _ = try queue.sendBack(item.dataObject, reason: Self.mark)
    #expect(try Self.files(of: project, contain: Self.mark))
    _ = try project.lead.purge(project.person(1900))
    #expect(try !Self.files(of: project, contain: Self.mark))
    #expect(try annotator.item(at: 0)?.state == .returned)
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("A lead cannot remove themselves, by whatever name")
  func oneself() throws {
    let project = try TestProject(images: 1)
    #expect(throws: StoreError.self) { try project.lead.purge(project.leader) }
    #expect(try project.store.persons() == [project.leader])
  }

  private static let mark = "Withdrawn Consent Mark"

  /// An image with answers whose places, lines, metadata and layers carry the mark.
  private static func marked(
    _ project: TestProject
  ) throws -> (AnnotatorView, DataObjectKey, ID<Image>) {
    let id = try project.image(at: 0)
    let view = try project.annotator("Taro", user: 1001)
    let object = try #require(try view.item(at: 0)).dataObject
    _ = try view.apply(adding(HandOutTests.shape(project)), to: object)
    _ = try view.submit(object)
    _ = try view.reopen(object)
    let place = Image.Location.Place.path(Array("/\(mark)/x.jpg".utf8))
    try project.lead.addLocation(Image.Location(place, state: .present), to: id)
    let line = SourceLine(number: 4, sourceRef: "s3://b/\(mark)", raw: Array(mark.utf8))
    _ = try project.lead.addDataObjects([NewDataObject(.image(id), line: line)], to: project.job)
    _ = try project.lead.importLayers(
      [ImportedLayer(image: id, source: .gold, shapes: [], comment: mark)], into: project.job)
    return (view, object, id)
  }

  private static func files(of project: TestProject, contain text: String) throws -> Bool {
    try ["", "-wal"].contains { suffix in
      let file = project.directory + "/" + Store.fileName + suffix
      return try Data(contentsOf: URL(filePath: file)).firstRange(of: Data(text.utf8)) != nil
    }
  }
}
