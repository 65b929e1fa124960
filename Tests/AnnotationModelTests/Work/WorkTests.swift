import AnnotationModel
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("Jobs, labels, layers and shapes")
struct WorkTests {
  private func label(_ name: String, number: UInt64) -> AnnotationModel.Label {
    Label(id: ID(high: 1, low: number), name: name, color: 0xFFE6_9F00)
  }

  private func job(_ labels: [AnnotationModel.Label]) throws -> Job {
    try Job(
      id: ID(high: 2, low: 1), name: "パン",
      attribute: LabelAttributeName("bread", for: .boundingBox),
      task: .boundingBox, labels: labels, annotatorsPerImage: 0)
  }

  @Test("The class index of a label is its place in the job")
  func classIndexes() throws {
    let labels = [label("anpan", number: 1), label("melonpan", number: 2)]
    let job = try job(labels)
    #expect(labels.map { job.classIndex(of: $0.id) } == [0, 1])
    #expect(job.classIndex(of: ID(high: 9, low: 9)) == nil)
    #expect(job.label(named: "melonpan") == labels[1])
    #expect(job.label(named: "toast") == nil)
    #expect(job.annotatorsPerImage == 1)
  }

  @Test("Two labels of one name are refused")
  func duplicates() {
    #expect(throws: ModelError.duplicateLabel(name: "anpan")) {
      try job([label("anpan", number: 1), label("anpan", number: 2)])
    }
  }

  @Test("A label has a code, a colour of 24 bits, and a name in each language")
  func labels() {
    var anpan = label("あんぱん", number: 1)
    anpan.localNames = ["en": "bean bun"]
    #expect(anpan.code == "あん")
    #expect(anpan.color == 0xE69F00)
    #expect(anpan.displayName(language: "en") == "bean bun")
    #expect(anpan.displayName(language: "fr") == "あんぱん")
    #expect(Set(AnnotationModel.Label.defaultColors).count == 8)
  }

  @Test("A change of a shape has an inverse and keeps its number")
  func changes() throws {
    let first = Shape(number: 3, label: ID(high: 0, low: 1), geometry: .box(try box(0, 0, 5, 5)))
    let moved = Shape(number: 3, label: ID(high: 0, low: 1), geometry: .box(try box(1, 0, 6, 5)))
    let change = try #require(ShapeChange(before: first, after: moved))
    #expect(change.inverse == ShapeChange(before: moved, after: first))
    #expect(change.inverse.inverse == change)
    #expect(ShapeChange(before: nil, after: moved)?.inverse.after == nil)
    #expect(ShapeChange(before: first, after: nil)?.number == 3)
    #expect(ShapeChange(before: nil, after: nil) == nil)
    let other = Shape(number: 4, label: first.label, geometry: first.geometry)
    #expect(ShapeChange(before: first, after: other) == nil)
    #expect(first.geometry.bounds == (try box(0, 0, 5, 5)))
  }

  @Test("A layer keeps its shapes in the order of their numbers")
  func layers() throws {
    let shapes = try [3, 1, 2].map {
      Shape(number: $0, label: ID(high: 0, low: 1), geometry: .box(try box(0, 0, 5, 5)))
    }
    let layer = Layer(
      id: ID(high: 1, low: 1), image: ID(high: 1, low: 2), job: ID(high: 1, low: 3), source: .gold,
      shapes: shapes, createdAt: Timestamp(microseconds: 0))
    #expect(layer.shapes.map(\.number) == [1, 2, 3])
    #expect(layer.round == 1)
  }

  @Test("Gold comes before a reviewer, and so on down to the only annotator; never a model")
  func answerOrder() {
    let person = ID<Person>(high: 1, low: 1)
    let order: [Source] = [
      .gold, .reviewer(person), .adjudication(person), .run(ID(high: 1, low: 2)),
      .imported("a.manifest"), .person(person),
    ]
    let ranks = order.compactMap(\.answerRank)
    #expect(ranks.count == order.count)
    #expect(ranks == ranks.sorted())
    #expect(Set(ranks).count == ranks.count)
    #expect(Source.model(name: "m", version: "1", confidenceFloor: nil).answerRank == nil)
  }

  @Test("A confidence lies between 0 and 1", arguments: [-0.01, 1.01, .nan, .infinity])
  func confidences(value: Double) throws {
    #expect(Confidence(value) == nil)
    let certain = try #require(Confidence(1))
    let none = try #require(Confidence(0))
    #expect(none < certain)
    let data = try JSONEncoder().encode([certain])
    #expect(try JSONDecoder().decode([Confidence].self, from: data) == [certain])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Confidence].self, from: Data("[1.5]".utf8))
    }
  }

  @Test("An image works with its measured size, else with the claimed one")
  func images() throws {
    let claimed = try #require(ImageSize(width: 10, height: 20))
    let measured = try #require(ImageSize(width: 20, height: 10))
    var image = AnnotationModel.Image(
      id: ID(high: 1, low: 1), locations: [], claimedSize: claimed, orientation: 9)
    #expect(image.size == claimed)
    #expect(image.orientation == 1)
    image.measuredSize = measured
    #expect(image.size == measured)
  }
}
