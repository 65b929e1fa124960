import AnnotationModel
import Foundation
import Interchange
import Testing

@Suite("Worker responses")
struct WorkerResponseTests {
  private func answer(_ shape: String) throws -> WorkerAnswer {
    let path = try TestFiles.fixture("WorkerResponses/Shapes/\(shape).json")
    let response = try WorkerResponseReader(path)
    #expect(response.rejected.isEmpty)
    return try #require(response.answers.first)
  }

  private var size: ImageSize? { ImageSize(width: 640, height: 480) }

  @Test(
    "Boxes are found by the keys inside, whatever the template calls them",
    arguments: [
      ("bounding-box", 111.0), ("annotated-result", 111.5), ("inside-string", 111.0),
    ])
  func boxes(shape: String, left: Double) throws {
    guard case .boxes(let boxes, let imageSize) = try answer(shape).content else {
      Issue.record("no boxes in \(shape)")
      return
    }
    #expect(boxes.map(\.label) == ["dog"])
    #expect(boxes.map(\.box) == [Box(left: left, top: 134, right: left + 61, bottom: 262)])
    #expect(imageSize == size)
  }

  @Test("Missing boxes are no boxes", arguments: ["boxes-null", "boxes-absent"])
  func noBoxes(shape: String) throws {
    let answer = try answer(shape)
    #expect(answer.content == .boxes([], imageSize: size))
    #expect(answer.isInitialValueModified == (shape == "boxes-absent" ? false : nil))
  }

  @Test("Labels, several labels and comments")
  func labels() throws {
    let single = try answer("single-label")
    #expect(single.content == .label("heron"))
    #expect(single.comment == "far away")
    #expect(try answer("multi-label").content == .labels(["person", "bicycle"]))
    #expect(try answer("annotated-result").comment == "blurred")
  }

  @Test("Masks and polygons are read as what they are")
  func areas() throws {
    guard case .mask(let png, let classes) = try answer("segmentation").content else {
      Issue.record("segmentation was taken for something else")
      return
    }
    #expect(!png.isEmpty && !classes.isEmpty)
    guard case .polygons(let polygons, _) = try answer("polygons").content else {
      Issue.record("polygons were taken for something else")
      return
    }
    #expect(!polygons.isEmpty)
  }

  @Test(
    "Points and custom answers are kept as they came", arguments: ["keypoints", "custom"])
  func others(shape: String) throws {
    guard case .other(let value) = try answer(shape).content else {
      Issue.record("\(shape) was taken for something else")
      return
    }
    let text = try TestFiles.text("WorkerResponses/Shapes/\(shape).json")
    var writer = JSONWriter()
    writer.value(value)
    #expect(text.contains(String(decoding: writer.bytes, as: UTF8.self)))
  }

  @Test("Times, worker and identity; older answers lack some")
  func times() throws {
    let folder = try WorkerResponseFolder.scan(try TestFiles.fixture("WorkerResponses/job"))
    let object = try #require(folder.objects.first)
    let answers = WorkerResponseFolder.answers(about: object)
    let first = try #require(answers.workers.first?.answers.last)
    #expect(first.workerID == "private.us-west-2.aaa")
    #expect(first.subject == "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
    #expect(first.acceptedAt == Timestamp("2024-05-02T09:59:15.191"))
    #expect(first.submittedAt == Timestamp("2024-05-02T09:59:58.321"))
    #expect(first.seconds == 40.543)
    let second = try #require(answers.workers.last?.latest)
    #expect(second.acceptedAt == nil)
    #expect(second.seconds == nil)
  }

  @Test(
    "Date spellings",
    arguments: [
      "2024-05-02T10:00:00Z", "2024-05-02T10:00:00.000Z", "2024-05-02T10:00:00",
      "2024-05-02 10:00:00",
      "2024-05-02T12:00:00+0200", "2024-05-02T12:00:00.000000+02:00",
    ])
  func dates(text: String) throws {
    let json =
      #"{"answers":[{"workerId":"w","submissionTime":"\#(text)","answerContent":{"a":1}}]}"#
    let response = try WorkerResponseReader(parsing: Array(json.utf8), file: "t")
    #expect(response.answers.first?.submittedAt?.description == "2024-05-02T10:00:00.000000")
  }

  @Test("The newest submission of a worker counts, in whichever file and iteration")
  func merging() throws {
    let folder = try WorkerResponseFolder.scan(try TestFiles.fixture("WorkerResponses/job"))
    #expect(folder.objects.map(\.id) == [0, 12])
    #expect(folder.objects.map(\.files.count) == [3, 1])
    #expect(folder.rejected.isEmpty)
    let answers = WorkerResponseFolder.answers(about: folder.objects[0])
    #expect(answers.rejected.isEmpty)
    #expect(answers.workers.map(\.workerID) == ["private.us-west-2.aaa", "private.us-west-2.bbb"])
    #expect(answers.workers.map(\.answers.count) == [2, 2])
    let counts = answers.workers.map { rounds in
      if case .boxes(let boxes, _) = rounds.latest.content { boxes.map(\.label) } else { ["?"] }
    }
    #expect(counts == [["dog"], ["bone"]])
    #expect(WorkerResponseFolder.answers(about: folder.objects[1]).workers.isEmpty)
  }

  @Test(
    "Any level of the tree may be given",
    arguments: [
      ("job", 4), ("job/annotations", 4), ("job/annotations/worker-response", 4),
      ("job/annotations/worker-response/iteration-1", 3),
      ("job/annotations/worker-response/iteration-1/0", 2),
    ])
  func levels(path: String, files: Int) throws {
    let folder = try WorkerResponseFolder.scan(try TestFiles.fixture("WorkerResponses/" + path))
    #expect(folder.objects.map(\.files.count).reduce(0, +) == files)
  }

  @Test("Colons and underscores in names sort alike; ids in numeric order")
  func names() throws {
    try TestFiles.withFolder { folder in
      let empty = Array(#"{"answers":[]}"#.utf8)
      for name in [
        "10/2024-05-02_10:00:00.json", "9/2024-05-02_10_30_00.json",
        "9/2024-05-02_10:20:00.json", "9/2024-05-02_10_10_00.json",
      ] {
        try TestFiles.write(empty, to: name, in: folder)
      }
      let scan = try WorkerResponseFolder.scan(folder)
      #expect(scan.objects.map(\.id) == [9, 10])
      #expect(
        scan.objects[0].files.map { String(decoding: $0.name, as: UTF8.self) } == [
          "2024-05-02_10_10_00.json", "2024-05-02_10:20:00.json", "2024-05-02_10_30_00.json",
        ])
    }
  }

  @Test("Several jobs, no answers and links are not mixed up")
  func refusals() throws {
    try TestFiles.withFolder { folder in
      let nothing = #expect(throws: InterchangeError.self) {
        try WorkerResponseFolder.scan(folder)
      }
      #expect(nothing?.reason == .noAnswers)
      let empty = Array(#"{"answers":[]}"#.utf8)
      try TestFiles.write(empty, to: "a/worker-response/iteration-1/0/t.json", in: folder)
      let loop = URL(fileURLWithPath: folder.description).appendingPathComponent("a/loop")
      try FileManager.default.createSymbolicLink(
        atPath: loop.path, withDestinationPath: folder.description)
      #expect(try WorkerResponseFolder.scan(folder).objects.count == 1)
      try TestFiles.write(empty, to: "b/worker-response/iteration-1/0/t.json", in: folder)
      let two = #expect(throws: InterchangeError.self) { try WorkerResponseFolder.scan(folder) }
      #expect(two?.description.contains("answers of several jobs") == true)
    }
  }

  @Test("Answers of equal or no time: the later one in order counts")
  func ties() throws {
    func answers(_ times: [String?]) throws -> [WorkerAnswer] {
      try times.enumerated().flatMap { index, time in
        let when = time.map { #""submissionTime":"\#($0)","# } ?? ""
        let json =
          #"{"answers":[{\#(when)"workerId":"w","answerContent":{"c":{"label":"\#(index)"}}}]}"#
        return try WorkerResponseReader(parsing: Array(json.utf8), file: "t").answers
      }
    }
    func winner(_ times: [String?]) throws -> WorkerAnswer.Content? {
      WorkerRounds.gather(try answers(times)).first?.latest.content
    }
    let early = "2024-05-02T10:00:00Z"
    let late = "2024-05-02T11:00:00Z"
    #expect(try winner([late, early]) == .label("0"))
    #expect(try winner([early, early]) == .label("1"))
    #expect(try winner([early, nil]) == .label("0"))
    #expect(try winner([nil, nil]) == .label("1"))
  }
}
