import AnnotationModel
import FoundationEssentials
import Store
import Synchronization
import Testing

/// A project on the disk with a lead, a job of three labels and some images.
final class TestProject: Sendable {
  let directory: String
  let clock = TestClock()
  let store: Store
  let lead: LeadView
  let leader: Person
  let job: Job

  init(images: Int = 5, annotators: Int = 3) throws {
    directory = try TestProject.temporaryDirectory()
    store = try Store.create(
      at: directory, name: "bakery", by: PersonDraft(unixUser: 1000, name: "Hanako"),
      now: clock.now, random: SeededGenerator(seed: 1))
    leader = try #require(try store.person(unixUser: 1000))
    lead = try store.lead(leader)
    job = try lead.addJob(
      JobDraft(
        name: "breads", attribute: LabelAttributeName("breads", for: .boundingBox),
        task: .boundingBox,
        labels: [
          .new(name: "anpan", localNames: ["ja": "あんぱん"], aliases: ["bean bun"]),
          .new(name: "melonpan", threshold: Confidence(0.5)), .new(name: "yakisobapan"),
        ], annotatorsPerImage: annotators))
    let added = try lead.addImages((0..<images).map(TestProject.image))
    _ = try lead.addDataObjects(added.ids.map { NewDataObject(.image($0)) }, to: job)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Opens the same project once more, as another process would.
  func reopened(seed: UInt64 = 2) throws -> Store {
    try Store.open(at: directory, now: clock.now, random: SeededGenerator(seed: seed))
  }

  /// Adds an annotator.
  func annotator(_ name: String, user: UInt32) throws -> AnnotatorView {
    let person = try lead.addPerson(
      PersonDraft(unixUser: user, name: name), roles: [.annotator])
    return try store.annotator(person, job: job)
  }

  /// The data objects of the job by their place.
  func image(at index: Int) throws -> ID<Image> {
    let answer = try #require(try lead.answers(of: job, after: index - 1, limit: 1).first)
    return answer.image.id
  }

  static func image(_ number: Int) -> NewImage {
    NewImage(
      Image.Location(.path(Array("/photos/tray/IMG_\(number).jpg".utf8)), state: .present),
      measured: .init(
        size: size(1600, 1200), orientation: 1, mediaType: "image/jpeg", byteCount: 1000 + number,
        capturedAt: Timestamp(microseconds: 1_700_000_000_000_000)),
      metadata: [.init(key: "exif.Model", value: "X100", origin: .exif)])
  }

  static func temporaryDirectory() throws -> String {
    var generator = SystemRandomNumberGenerator()
    let name = "plumbline-store-\(generator.next() as UInt64)"
    let path = FileManager.default.temporaryDirectory.path + "/" + name
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }
}

/// A clock that goes on by a millisecond whenever it is read.
final class TestClock: Sendable {
  private let microseconds = Mutex<Int64>(1_763_700_000_000_000)

  /// Sets the clock on, or back.
  func jump(days: Int) { microseconds.withLock { $0 += Int64(days) * 86_400_000_000 } }

  var now: @Sendable () -> Timestamp {
    { [self] in
      Timestamp(
        microseconds: microseconds.withLock {
          $0 += 1000
          return $0
        })
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SeededGenerator: RandomNumberGenerator, Sendable {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A size known to be legal.
func size(_ width: Int, _ height: Int) -> ImageSize {
  guard let size = ImageSize(width: width, height: height) else {
    preconditionFailure("a test used the size \(width)x\(height)")
  }
  return size
}

/// A box known to be legal.
func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> Box {
  guard let box = Box(left: left, top: top, right: right, bottom: bottom) else {
    preconditionFailure("a test used a box without area")
  }
  return box
}

/// An edit that adds a shape.
func adding(_ shape: Shape) -> [ShapeChange] {
  [ShapeChange(before: nil, after: shape)].compactMap(\.self)
}

/// An edit that changes a shape.
func changing(_ before: Shape, to after: Shape?) -> [ShapeChange] {
  [ShapeChange(before: before, after: after)].compactMap(\.self)
}
