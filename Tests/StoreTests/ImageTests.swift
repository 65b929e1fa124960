import AnnotationModel
import Store
import Testing

@Suite("Images and data objects")
struct ImageTests {
  @Test("Adding the same images again adds only what is new")
  func idempotence() throws {
    let project = try TestProject(images: 3)
    let before = try project.lead.journal().count
    let again = try project.lead.addImages((0..<3).map(TestProject.image))
    #expect(again.added == 0 && again.known == 3)
    #expect(try project.lead.journal().count == before)
    let more = try project.lead.addImages((0..<5).map(TestProject.image))
    #expect(more.added == 2 && more.known == 3)
    #expect(Array(more.ids[..<3]) == again.ids)
    #expect(try project.lead.journal().count == before + 1)
    let objects = try project.lead.addDataObjects(
      more.ids.map { NewDataObject(.image($0)) }, to: project.job)
    #expect(objects.added == 2 && objects.known == 3 && objects.images == more.ids)
    #expect(try project.lead.status(of: project.job).dataObjects == 5)
  }

  @Test("Paths are bytes, found whole and by stem")
  func places() throws {
    let project = try TestProject(images: 0)
    let names: [[UInt8]] = [
      Array("/a/IMG_1.jpg".utf8), Array("/b/IMG_1.png".utf8), Array("/a/IMG_1.2.jpg".utf8),
      Array("/a/IMG_10.jpg".utf8), Array("/a/IMG_1".utf8), [0x2F, 0xFF, 0xFE, 0x2E, 0x6A],
    ]
    let added = try project.lead.addImages(
      names.map { NewImage(Image.Location(.path($0), state: .present)) })
    #expect(added.added == 6)
    for (name, id) in zip(names, added.ids) {
      #expect(try project.lead.image(at: .path(name)) == id)
    }
    #expect(try project.lead.image(at: .path(Array("/c/IMG_1.jpg".utf8))) == nil)
    let ids = added.ids
    #expect(try project.lead.images(stem: Array("IMG_1".utf8)) == [ids[0], ids[1], ids[4]])
    #expect(try project.lead.images(stem: Array("IMG_1.2".utf8)) == [ids[2]])
    #expect(try project.lead.images(stem: [0xFF, 0xFE]) == [ids[5]])
  }

  @Test("An image whose bytes are elsewhere is worked with by what its manifest claimed")
  func claimed() throws {
    let project = try TestProject(images: 0)
    let place = Image.Location.Place.uri("s3://bakery/trays/a b.jpg")
    let line = SourceLine(
      number: 7, sourceRef: "s3://bakery/trays/a b.jpg", raw: Array(#"{"source-ref":"…"}"#.utf8))
    let object = NewDataObject(.place(place), claimedSize: size(640, 480), line: line)
    let added = try project.lead.addDataObjects([object, object], to: project.job)
    #expect(added.added == 1 && added.known == 1)
    let view = try project.annotator("Taro", user: 1001)
    let image = try #require(try view.item(at: 0)).image
    #expect(image.locations == [Image.Location(place, state: .notFetched)])
    #expect(image.measuredSize == nil && image.size == size(640, 480))
    #expect(try project.lead.image(onLine: 7, of: project.job) == image.id)
    #expect(try project.lead.lines(of: image.id, in: project.job) == [line])
    // The bytes turn up on a disk: measured and claimed sizes stay apart.
    let local = Image.Location(.path(Array("/fetched/ab.jpg".utf8)), state: .present)
    try project.lead.addLocation(local, to: image.id)
    try project.lead.addLocation(local, to: image.id)
    let measured = NewImage.Measurement(
      size: size(600, 800), orientation: 6, mediaType: "image/jpeg")
    let known = try project.lead.addImages([NewImage(local, measured: measured)])
    #expect(known.ids == [image.id] && known.added == 0)
    let now = try #require(try view.item(at: 0)).image
    #expect(now.measuredSize == size(600, 800) && now.claimedSize == size(640, 480))
    #expect(now.orientation == 6 && now.locations.map(\.place) == [place, local.place])
  }

  @Test("A manifest that lists an image twice keeps both lines and asks once")
  func twice() throws {
    let project = try TestProject(images: 1)
    let id = try project.image(at: 0)
    let lines = [4, 9].map { SourceLine(number: $0, sourceRef: "x.jpg", raw: nil) }
    let added = try project.lead.addDataObjects(
      lines.map { NewDataObject(.image(id), line: $0) }, to: project.job)
    #expect(added.added == 0 && added.known == 2)
    #expect(try project.lead.answers(of: project.job).first?.lines == lines)
  }

  @Test("Facts keep their origin, and the list of images can be paged")
  func listing() throws {
    let project = try TestProject(images: 5)
    let id = try project.image(at: 2)
    let fact = Image.Metadatum(key: "exif.Model", value: "X100", origin: .exif)
    #expect(try project.lead.metadata(of: id) == [fact])
    var seen: [ID<Image>] = []
    var cursor: ImageCursor?
    repeat {
      let page = try project.lead.images(after: cursor, limit: 2)
      seen += page.images.map(\.id)
      cursor = page.cursor
    } while cursor != nil
    #expect(seen == (try (0..<5).map(project.image)))
  }

  @Test("Forty jobs may share an attribute name, and one job name is used once")
  func jobs() throws {
    let project = try TestProject(images: 2)
    let attribute = try LabelAttributeName("breads", for: .boundingBox)
    let shared = LabelDraft.existing(project.job.labels[0].id)
    for number in 1...40 {
      let job = try project.lead.addJob(
        JobDraft(
          name: "round \(number)", attribute: attribute, task: .boundingBox,
          labels: [.new(name: "crust"), shared], parent: project.job.id))
      #expect(job.classIndex(of: project.job.labels[0].id) == 1 && job.parent == project.job.id)
    }
    #expect(try project.store.jobs().count { $0.attribute == attribute } == 41)
    #expect(throws: StoreError.nameTaken(kind: "job", name: "breads")) {
      try project.lead.addJob(
        JobDraft(name: "breads", attribute: attribute, task: .boundingBox, labels: []))
    }
    #expect(throws: StoreError.self) {
      try project.lead.addJob(
        JobDraft(name: "a\u{1B}[2J", attribute: attribute, task: .boundingBox, labels: []))
    }
    #expect(throws: StoreError.self) {
      try project.lead.addJob(
        JobDraft(
          name: "twice", attribute: attribute, task: .boundingBox,
          labels: [.new(name: "a"), .new(name: "a")]))
    }
    #expect(try project.store.jobs().count == 41)
  }
}
