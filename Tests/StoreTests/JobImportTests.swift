import AnnotationModel
import Store
import Testing

@Suite("Jobs that come in from files")
struct JobImportTests {
  private func draft(_ name: String, _ labels: [String]) throws -> JobDraft {
    JobDraft(
      name: name, attribute: try LabelAttributeName(name, for: .boundingBox), task: .boundingBox,
      labels: labels.map { .new(name: $0) })
  }

  private func line(
    _ number: Int, classes: [Int]?, raw: String? = nil, reference: String? = nil
  ) throws -> ImportedLine {
    let shapes = try (classes ?? []).map { index in
      LineAnswer.Shape(
        classIndex: index,
        geometry: .box(try #require(Box(left: 1, top: 2, right: 30, bottom: 40))),
        confidence: Confidence(0.5))
    }
    return ImportedLine(
      number: number, sourceRef: reference ?? "s3://acme/in/\(number).jpg",
      raw: Array((raw ?? "{\"line\":\(number)}").utf8),
      claimedSize: ImageSize(width: 640, height: 480),
      answer: classes == nil ? nil : LineAnswer(shapes: shapes, madeAt: Timestamp(microseconds: 5)))
  }

  /// A project with one imported job of four lines: two answered, one empty, one unlabelled.
  private func imported() throws -> (TestProject, Job, EntryNumber, ImportedLines) {
    let project = try TestProject()
    var jobImport = JobImport(by: project.lead)
    let job = try jobImport.addJob(try draft("pets", ["dog", "cat"]))
    let lines = [
      try line(0, classes: [0, 1]), try line(1, classes: [0]), try line(2, classes: []),
      try line(3, classes: nil),
    ]
    let result = try jobImport.addLines(lines, to: job, from: "pets") { _, _, geometry in geometry }
    let entry = try #require(try jobImport.finish())
    return (project, job, entry, result)
  }

  private func export(_ job: Job, _ project: TestProject) throws -> [ExportLine] {
    var cursor = ExportCursor()
    var all: [ExportLine] = []
    while case let page = try project.lead.exportLines(of: job, after: &cursor, limit: 2),
      !page.isEmpty
    {
      all += page
    }
    return all
  }

  @Test("Lines become images, data objects and layers, counted by class")
  func lines() throws {
    let (project, job, _, result) = try imported()
    #expect(result.lines == 4 && result.newImages == 4 && result.answers == 3)
    #expect(result.perClass == [2, 1])
    let answers = try project.lead.answers(of: job)
    #expect(answers.map(\.index) == [0, 1, 2, 3])
    #expect(answers.map { $0.layer?.shapes.count } == [2, 1, 0, nil])
    #expect(answers.first?.layer?.source == .imported("pets"))
    #expect(answers.first?.layer?.createdAt == Timestamp(microseconds: 5))
    #expect(answers.first?.image.claimedSize == ImageSize(width: 640, height: 480))
  }

  @Test("What nobody changed leaves as it came, in the order of the lines")
  func untouched() throws {
    let (project, job, _, _) = try imported()
    let lines = try export(job, project)
    #expect(lines.map(\.number) == [0, 1, 2, 3])
    for line in lines.prefix(3) {
      guard case .untouched(let number, let raw, _) = line else {
        Issue.record("\(line) was touched")
        continue
      }
      #expect(String(decoding: raw, as: UTF8.self) == "{\"line\":\(number)}")
    }
    guard case .image(let answer, let line)? = lines.last else {
      Issue.record("an unlabelled line has no answer to leave as it came")
      return
    }
    #expect(answer.layer == nil && line?.number == 3)
  }

  @Test("An image that a manifest lists twice is one data object with two lines and two answers")
  func listedTwice() throws {
    let project = try TestProject()
    var jobImport = JobImport(by: project.lead)
    let job = try jobImport.addJob(try draft("pets", ["dog"]))
    let result = try jobImport.addLines(
      [
        try line(0, classes: [0], reference: "s3://b/x.jpg"),
        try line(1, classes: [], reference: "s3://b/x.jpg"),
      ], to: job, from: "pets"
    ) { _, _, geometry in geometry }
    #expect(result.newObjects == 1 && result.lines == 2)
    #expect(result.repeated.map(\.number) == [1] && result.repeated.map(\.earlier) == [0])
    let lines = try export(job, project)
    #expect(lines.count == 2)
    for line in lines {
      guard case .untouched = line else {
        Issue.record("\(line) was touched")
        continue
      }
    }
  }

  @Test("Lines that cannot be read are kept with their reasons, and hidden with their import")
  func unreadLines() throws {
    let project = try TestProject()
    var jobImport = JobImport(by: project.lead)
    let job = try jobImport.addJob(try draft("pets", ["dog"]))
    let lines = (0..<5).map { UnreadLine(number: 2 * $0, raw: [0x7B, UInt8($0)], reason: "cut") }
    try jobImport.addUnreadLines(lines, to: job)
    try jobImport.addUnreadLines(lines, to: job)
    let entry = try #require(try jobImport.finish())
    #expect(try project.lead.unreadLines(of: job) == lines)
    #expect(try project.lead.unreadLines(of: job, after: 2, limit: 2) == Array(lines[2...3]))
    _ = try project.lead.undo(entry)
    #expect(try project.lead.unreadLines(of: job) == [])
  }

  @Test("Lines about one image go in alike whether they come in one chunk or in several")
  func repeatedImages() throws {
    // The second line of an image is never in the same statement as the first.
    let numbers = Array(0..<200) + Array(100..<300)
    func layers(_ chunks: [ArraySlice<Int>]) throws -> [[Int]] {
      let project = try TestProject()
      var jobImport = JobImport(by: project.lead)
      let job = try jobImport.addJob(try draft("pets", ["dog"]))
      var place = 0
      for chunk in chunks {
        let lines = try chunk.map { image in
          defer { place += 1 }
          return try line(place, classes: [0], reference: "s3://b/\(image).jpg")
        }
        let result = try jobImport.addLines(lines, to: job, from: "pets") { _, _, shape in shape }
        #expect(result.lines == chunk.count && result.answers == chunk.count)
      }
      _ = try jobImport.finish()
      #expect(try project.store.integrityCheck() == [])
      return try project.lead.answers(of: job, limit: 1000).map { answer in
        [answer.index, answer.lines.count, answer.layer?.round ?? 0]
      }
    }
    let one = try layers([numbers[...]])
    #expect(one.count == 300 && one.count { $0[1] == 2 && $0[2] == 2 } == 100)
    #expect(try layers([numbers[..<150], numbers[150..<250], numbers[250...]]) == one)
  }

  @Test(
    "The import is one entry; taken back, its jobs are gone, their names free; done again, back")
  func undo() throws {
    let (project, job, entry, _) = try imported()
    let undone = try project.lead.undo(entry)
    #expect(try !project.store.jobs().contains { $0.name == "pets" })
    var second = JobImport(by: project.lead)
    let other = try second.addJob(try draft("pets", ["dog"]))
    _ = try second.finish()
    #expect(throws: StoreError.self) { try project.lead.undo(undone) }
    #expect(other.id != job.id)
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("Done again after being taken back, everything is as it was")
  func redo() throws {
    let (project, job, entry, _) = try imported()
    let undone = try project.lead.undo(entry)
    _ = try project.lead.undo(undone)
    #expect(try project.store.job(named: "pets").id == job.id)
    #expect(try export(job, project).count == 4)
  }

  @Test("A file of the project whose path ends as the address does is the image that is meant")
  func files() throws {
    let project = try TestProject(images: 2)
    var jobImport = JobImport(by: project.lead)
    let job = try jobImport.addJob(try draft("pets", ["dog"]))
    let result = try jobImport.addLines(
      [try line(0, classes: [0], reference: "s3://bucket/tray/IMG_1.jpg")], to: job, from: "pets"
    ) { image, claimed, geometry in
      #expect(image.measuredSize == ImageSize(width: 1600, height: 1200))
      #expect(claimed == ImageSize(width: 640, height: 480))
      return geometry
    }
    #expect(result.newImages == 0 && result.answers == 1)
    let answer = try #require(try project.lead.answers(of: job).first)
    #expect(answer.image.locations.count == 2)
  }

  @Test("A line that is refused brings nothing in, and is kept as it came")
  func refused() throws {
    let project = try TestProject(images: 2)
    var jobImport = JobImport(by: project.lead)
    let job = try jobImport.addJob(try draft("pets", ["dog"]))
    let result = try jobImport.addLines(
      [
        try line(0, classes: [0, 0], reference: "s3://bucket/tray/IMG_1.jpg"),
        try line(1, classes: [0], reference: "s3://bucket/elsewhere.jpg"),
      ], to: job, from: "pets"
    ) { _, _, _ in throw LineRefusal("of another size") }
    #expect(result.lines == 1 && result.perClass == [1])
    #expect(result.rejected.map(\.number) == [0])
    #expect(try project.lead.answers(of: job).count == 1)
    #expect(try project.lead.image(at: .uri("s3://bucket/tray/IMG_1.jpg")) == nil)
    let kept = try project.lead.keptLines(of: job)
    #expect(kept.map(\.number) == [0, 1] && kept.map(\.isLeftOut) == [true, false])
    #expect(try project.lead.unreadLines(of: job).map(\.reason) == ["of another size"])
  }

  @Test("Jobs of imports that stand are known, with all their lines a page at a time")
  func keptLines() throws {
    let (project, job, entry, _) = try imported()
    #expect(try project.lead.importedJobs().map(\.id) == [job.id])
    let first = try project.lead.keptLines(of: job, limit: 3)
    #expect(first.map(\.number) == [0, 1, 2])
    #expect(try project.lead.keptLines(of: job, after: 2, limit: 3).map(\.number) == [3])
    #expect(first.first?.raw == Array("{\"line\":0}".utf8))
    _ = try project.lead.undo(entry)
    #expect(try project.lead.importedJobs().isEmpty)
  }

  @Test("A picture that comes later becomes the file of the image that a manifest named")
  func attached() throws {
    let (project, job, _, _) = try imported()
    #expect(try project.lead.awaitsPictures())
    let awaited = try project.lead.awaitedImages(fileName: Array("1.jpg".utf8))
    #expect(awaited.map(\.references) == [["s3://acme/in/1.jpg"]])
    let image = try #require(awaited.first)
    #expect(image.claimedSize == ImageSize(width: 640, height: 480))
    let size = try #require(ImageSize(width: 640, height: 480))
    let place = Image.Location.Place.path(Array("/photos/1.jpg".utf8))
    let file = NewImage(
      Image.Location(place, state: .present),
      measured: NewImage.Measurement(size: size, mediaType: "image/jpeg"))
    try project.lead.attach([(file: file, image: image.id)])
    #expect(try project.lead.image(at: place) == image.id)
    #expect(try project.lead.image(image.id).measuredSize == size)
    #expect(try project.lead.awaitedImages(fileName: Array("1.jpg".utf8)).isEmpty)
    #expect(try project.lead.answers(of: job).count == 4)
  }

  @Test("Tags, polygons and masks are read as they were written")
  func geometries() throws {
    let project = try TestProject()
    let job = project.job
    let size = try #require(ImageSize(width: 1600, height: 1200))
    let polygon = try #require(
      Polygon([Point(x: 1.5, y: 2.25), Point(x: 300, y: 2), Point(x: 40, y: 1000.125)]))
    let mask = try #require(Mask(size: size, runs: [5..<9, 1600..<3200, 1_900_000..<1_900_001]))
    let shapes = [Geometry.polygon(polygon), .mask(mask)].map {
      ImportedShape(label: job.labels[1].id, geometry: $0)
    }
    let tags = [
      Tag(label: job.labels[2].id, confidence: Confidence(0.25)), Tag(label: job.labels[0].id),
    ]
    let image = try project.image(at: 0)
    let layer = ImportedLayer(image: image, source: .gold, shapes: shapes, tags: tags)
    #expect(try project.lead.importLayers([layer], into: job).added == 1)
    #expect(try project.lead.importLayers([layer], into: job).known == 1)
    let read = try #require(try project.lead.answers(of: job).first?.layer)
    #expect(read.shapes.map(\.geometry) == [.polygon(polygon), .mask(mask)])
    #expect(read.tags == tags)
  }
}

@Suite("Changes of labels")
struct RelabelTests {
  /// A project whose job has one layer of three things: two anpan, one melonpan.
  private func drawn() throws -> TestProject {
    let project = try TestProject(images: 1)
    let labels = project.job.labels
    let shapes = try [0, 0, 1].enumerated().map { place, label in
      ImportedShape(
        label: labels[label].id,
        geometry: .box(
          try #require(Box(left: Double(place), top: 0, right: Double(place) + 5, bottom: 9))))
    }
    let layer = ImportedLayer(
      image: try project.image(at: 0), source: .gold, shapes: shapes,
      tags: [Tag(label: labels[0].id), Tag(label: labels[1].id)])
    _ = try project.lead.importLayers([layer], into: project.job)
    return project
  }

  private func names(_ project: TestProject) throws -> [String] {
    let job = try project.store.job(named: "breads")
    let layer = try #require(try project.lead.answers(of: job).first?.layer)
    return layer.shapes.map { shape in job.labels.first { $0.id == shape.label }?.name ?? "?" }
  }

  private func tags(_ project: TestProject) throws -> Int {
    try #require(try project.lead.answers(of: project.job).first?.layer).tags.count
  }

  private func change(_ project: TestProject, _ label: Int, _ action: LabelChange.Action)
    -> LabelChange
  {
    LabelChange(job: project.job.id, label: project.job.labels[label].id, action: action)
  }

  @Test("Counts tell things and labels of images")
  func counts() throws {
    let project = try drawn()
    let counts = try project.lead.labelCounts(of: project.job)
    #expect(counts[project.job.labels[0].id] == 3)
    #expect(counts[project.job.labels[1].id] == 2)
  }

  @Test("Renamed, merged and dropped as one entry, and taken back as a whole")
  func undo() throws {
    let project = try drawn()
    let job = project.job
    let before = try project.lead.answers(of: job)
    let done = try project.lead.relabel([
      change(project, 1, .rename("melon")),
      change(project, 0, .merge(into: job.labels[1].id)),
      change(project, 2, .drop),
    ])
    #expect(try names(project) == ["melon", "melon", "melon"])
    #expect(try tags(project) == 1)
    let undone = try project.lead.undo(try #require(done.entry))
    #expect(try project.lead.answers(of: job) == before)
    #expect(try names(project) == ["anpan", "anpan", "melonpan"])
    _ = try project.lead.undo(undone)
    #expect(try names(project) == ["melon", "melon", "melon"])
    #expect(try tags(project) == 1)
    #expect(try project.store.verifyJournal().problems == [])
    #expect(try project.store.integrityCheck() == [])
  }

  @Test("Dropped things come back where they were")
  func drop() throws {
    let project = try drawn()
    let before = try project.lead.answers(of: project.job)
    let done = try project.lead.relabel([change(project, 0, .drop)])
    #expect(done.things == 3)
    #expect(try names(project) == ["melonpan"])
    _ = try project.lead.undo(try #require(done.entry))
    #expect(try project.lead.answers(of: project.job) == before)
  }

  @Test("Two labels of one name are refused, and nothing is changed")
  func sameName() throws {
    let project = try drawn()
    #expect(throws: StoreError.self) {
      try project.lead.relabel([change(project, 0, .rename("melonpan"))])
    }
    #expect(try names(project) == ["anpan", "anpan", "melonpan"])
  }
}

@Suite("Parts of exports")
struct SplitTableTests {
  @Test("An image keeps the part that it was assigned to first")
  func sticky() throws {
    let project = try TestProject(images: 3)
    let images = try (0..<3).map { try project.image(at: $0) }
    let first = try project.lead.assign(
      [images[0]: "train", images[1]: "validation"], of: project.job)
    #expect(first != nil)
    _ = try project.lead.assign([images[0]: "validation", images[2]: "train"], of: project.job)
    #expect(
      try project.lead.parts(of: project.job)
        == [images[0]: "train", images[1]: "validation", images[2]: "train"])
    #expect(try project.lead.assign([images[0]: "test"], of: project.job) == nil)
  }
}
