import AnnotationModel
import GRDB
import Store
import Testing

/// Whole manifests go in without foreign keys and triggers; what these would have done is done.
@Suite("Bulk imports")
struct BulkImportTests {
  private func lines(_ numbers: Range<Int>, raw: (Int) -> String = { "{\($0)}" }) throws
    -> [ImportedLine]
  {
    let box = try #require(Box(left: 1, top: 2, right: 30, bottom: 40))
    return numbers.map { number in
      let shape = LineAnswer.Shape(
        classIndex: number % 2, geometry: .box(box), confidence: Confidence(0.25))
      return ImportedLine(
        number: number, sourceRef: "s3://acme/in/\(number).jpg", raw: Array(raw(number).utf8),
        claimedSize: ImageSize(width: 640, height: 480),
        answer: number % 3 == 0 ? nil : LineAnswer(shapes: [shape]))
    }
  }

  private func job(_ name: String, by jobImport: inout JobImport, parent: Job? = nil) throws -> Job
  {
    try jobImport.addJob(
      JobDraft(
        name: name, attribute: try LabelAttributeName(name, for: .boundingBox),
        task: .boundingBox, labels: [.new(name: "dog"), .new(name: "cat")], parent: parent?.id))
  }

  @Test("Every trigger on the rows that go in has somebody who does its work")
  func triggers() throws {
    let names = try SchemaTests.reader(TestProject()).read { db in
      try String.fetchSet(
        db,
        sql: """
          SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '% INSERT ON %'
            AND tbl_name IN ('image', 'location', 'data_object', 'source_line', 'layer', 'shape',
              'tag', 'review')
          """)
    }
    #expect(names == BulkCounters.triggers)
  }

  @Test("References and counters are right after lines of new, known and twice named images")
  func counters() throws {
    let project = try TestProject(images: 3)
    var jobImport = JobImport(by: project.lead)
    let first = try job("pets", by: &jobImport)
    let second = try job("checked-pets", by: &jobImport, parent: first)
    for (numbers, job) in [(0..<150, first), (100..<200, first), (50..<250, second)] {
      _ = try jobImport.addLines(lines(numbers), to: job, from: job.name) { _, _, shape in shape }
    }
    let again = try lines(0..<80).map { line in
      var line = line
      line.number += 1000
      return line
    }
    _ = try jobImport.addLines(again, to: first, from: "pets") { _, _, shape in shape }
    let entry = try #require(try jobImport.finish())
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.lead.answers(of: first, limit: 1000).count == 200)
    #expect(try project.lead.answers(of: second, limit: 1000).count == 200)
    // The triggers are there for everybody else.
    _ = try project.lead.addDataObjects(
      [NewDataObject(.image(try project.image(at: 0)))], to: first)
    #expect(try project.store.integrityCheck() == [])
    _ = try project.lead.undo(entry)
    #expect(try project.store.integrityCheck() == [])
  }

  @Test("Boxes, polygons and masks of one line are read as they were written, in their order")
  func geometries() throws {
    let project = try TestProject(images: 1)
    let size = try #require(ImageSize(width: 640, height: 480))
    let box = try #require(Box(left: 1.25, top: 2, right: 30, bottom: 40))
    let polygon = try #require(
      Polygon([Point(x: 1.5, y: 2.25), Point(x: 300, y: 2), Point(x: 40, y: 400.125)]))
    let mask = try #require(Mask(size: size, runs: [5..<9, 640..<1280]))
    let shapes: [(Int, Geometry, Double?)] = [
      (0, .polygon(polygon), 0.5), (1, .box(box), nil), (0, .mask(mask), 0), (1, .box(box), 1),
    ]
    var line = try lines(1..<2)[0]
    line.answer = LineAnswer(
      shapes: shapes.map {
        .init(classIndex: $0.0, geometry: $0.1, confidence: $0.2.flatMap(Confidence.init))
      })
    var jobImport = JobImport(by: project.lead)
    let job = try job("pets", by: &jobImport)
    _ = try jobImport.addLines([line], to: job, from: "pets") { _, _, shape in shape }
    let read = try #require(try project.lead.answers(of: job).first?.layer?.shapes)
    #expect(read.map(\.number) == [1, 2, 3, 4])
    #expect(read.map(\.geometry) == shapes.map(\.1))
    #expect(read.map(\.confidence?.value) == shapes.map(\.2))
    #expect(read.map(\.label) == shapes.map { job.labels[$0.0].id })
  }

  @Test("A chunk that fails half-way leaves nothing of itself")
  func failure() throws {
    let project = try TestProject(images: 1)
    try SchemaTests.reader(project).write { db in
      try db.execute(sql: "CREATE UNIQUE INDEX once ON source_line (raw)")
    }
    var jobImport = JobImport(by: project.lead)
    let job = try job("pets", by: &jobImport)
    // The first chunk has 16 lines; the second fails at its last.
    #expect(throws: StoreError.self) {
      try jobImport.addLines(
        try lines(0..<48) { $0 == 47 ? "{46}" : "{\($0)}" }, to: job, from: "pets"
      ) { _, _, shape in shape }
    }
    #expect(try project.lead.answers(of: job, limit: 1000).count == 16)
    #expect(try project.store.integrityCheck() == [])
  }
}
