import AnnotationModel
import Interchange
import RecordMutation
import Testing

@Suite("Manifest writer")
struct ManifestWriterTests {
  private let origin = RecordOrigin(file: "m", line: 1)

  private func writer(_ passThrough: ManifestWriter.PassThrough = .everything) throws
    -> ManifestWriter
  {
    ManifestWriter(
      attribute: try LabelAttributeName("pets", for: .boundingBox), jobName: "pets",
      passThrough: passThrough)
  }

  private func answer(
    _ boxes: [(Int, String, [Double], Double?)], source: BoxAnswer.Source? = nil,
    size: (Int, Int) = (640, 480)
  ) throws -> BoxAnswer {
    let reference = try SourceReference("s3://acme-img/in/park_3.png", origin: origin)
    return BoxAnswer(
      source: source ?? .reference(reference),
      imageSize: try #require(ImageSize(width: size.0, height: size.1)),
      boxes: try boxes.map { index, name, edges, confidence in
        let box = Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3])
        return .init(
          classIndex: index, name: name, box: try #require(box),
          confidence: confidence.flatMap { Confidence($0) })
      }, createdAt: try #require(Timestamp("2024-05-02T10:01:00.000007")))
  }

  private func text(_ answer: BoxAnswer) throws -> String {
    String(decoding: try writer().line(for: answer), as: UTF8.self)
  }

  @Test("A line is byte for byte what Ground Truth documents")
  func golden() throws {
    let line = try text(
      try answer([
        (5, "bone", [19.6, 20.4, 49.5, 50.49], 0.9), (0, "dog", [111, 134, 172, 262], 0.8166666),
      ]))
    #expect(
      line == #"{"source-ref":"s3://acme-img/in/park_3.png","pets":{"image_size":"#
        + #"[{"width":640,"height":480,"depth":3}],"annotations":"#
        + #"[{"class_id":5,"left":20,"top":20,"width":30,"height":30},"#
        + #"{"class_id":0,"left":111,"top":134,"width":61,"height":128}]},"#
        + #""pets-metadata":{"objects":[{"confidence":0.9},{"confidence":0.816667}],"#
        + #""class-map":{"0":"dog","5":"bone"},"type":"groundtruth/object-detection","#
        + #""human-annotated":"yes","creation-date":"2024-05-02T10:01:00.000007","#
        + #""job-name":"labeling-job/pets"}}"#)
  }

  @Test("An image without boxes has empty arrays and an empty class map")
  func empty() throws {
    let line = try text(try answer([]))
    #expect(line.contains(#""annotations":[]},"pets-metadata":{"objects":[],"class-map":{},"#))
  }

  @Test(
    "Confidences: 0.00 for unknown, at most six decimals, never zero where all would be",
    arguments: [
      ([nil, nil], "0.00 0.00"), ([0.5, nil], "0.5 0.00"), ([1, 0], "1.0 0.0"),
      ([0, nil], "0.000001 0.00"), ([1e-9, 0.99999999], "0.000001 1.0"), ([0.05, 0.1], "0.05 0.1"),
    ] as [([Double?], String)])
  func confidences(values: [Double?], expected: String) throws {
    let line = try text(try answer(values.map { (0, "dog", [1, 1, 9, 9], $0) }))
    let written = line.split(separator: "\"confidence\":").dropFirst()
      .map { String($0.prefix { $0 != "}" }) }
    #expect(written.joined(separator: " ") == expected)
    let read = try ManifestLine(parsing: Array(line.utf8), objectID: 0, origin: origin)
    guard case .boxes(let boxes) = try #require(read.attributes.first).content else {
      Issue.record("no boxes")
      return
    }
    #expect(boxes.boxes.map { $0.confidence == nil } == values.map { $0 == nil })
  }

  @Test("Keys of the input line leave as they came; the same attribute is replaced")
  func passThrough() throws {
    let input =
      #"{"batch": 7.10e2 ,"pets":1,"\u0061":[ "\u00e9" ],"source-ref":"s3:\/\/b\/k.png","#
      + #""pets-metadata":{"type":"old"},"z":null}"#
    let object = try ManifestObject(parsing: Array(input.utf8), origin: origin)
    let answer = try answer([], source: .line(object))
    let line = try text(answer)
    #expect(
      line.hasPrefix(
        #"{"source-ref":"s3:\/\/b\/k.png","batch":7.10e2,"\u0061":[ "\u00e9" ],"z":null,"#
          + #""pets":{"image_size""#))
    let bare = String(decoding: try writer(.sourceOnly).line(for: answer), as: UTF8.self)
    #expect(bare.hasPrefix(#"{"source-ref":"s3:\/\/b\/k.png","pets":{"image_size""#))
  }

  @Test("A line break between the parts of a value does not get into the line")
  func lineBreaks() throws {
    let input = "{\"source-ref\":\"s3://b/k.png\",\r\n\"a\":[1.0,\r2\n]}"
    let object = try ManifestObject(parsing: Array(input.utf8), origin: origin)
    let line = try text(try answer([], source: .line(object)))
    #expect(line.hasPrefix(#"{"source-ref":"s3://b/k.png","a":[1.0,2],"pets""#))
  }

  @Test("Classes that contradict, bad names and boxes outside are refused")
  func refused() throws {
    func reason(_ boxes: [(Int, String, [Double], Double?)]) throws -> InterchangeError.Reason? {
      let answer = try answer(boxes)
      let writer = try writer()
      do throws(InterchangeError) {
        _ = try writer.line(for: answer)
        return nil
      } catch {
        return error.reason
      }
    }
    let good = [1.0, 1, 9, 9]
    #expect(
      try reason([(0, "dog", good, nil), (0, "cat", good, nil)])
        == .conflictingClass(index: 0, first: "dog", second: "cat"))
    #expect(
      try reason([(-1, "dog", good, nil)])
        == .outOfRange(key: "class_id", value: "-1", expected: "0 or more"))
    #expect(
      try reason([(0, "d\ng", good, nil)]) == .illegalName(key: "class-map", text: "d\ng"))
    #expect(
      try reason([(0, "dog", good, nil), (0, "dog", [700, 1, 710, 9], nil)])
        == .boxOutside(attribute: "pets", number: 2))
  }

  @Test("Import, export, import is equal, and export, import, export the same bytes")
  func roundTrip() throws {
    let first = try ManifestCopy.lines(of: try TestFiles.fixture("Manifests/pets.manifest"))
    try TestFiles.withFolder { folder in
      let once = try #require(folder.appending("once.manifest".utf8))
      try ManifestCopy.write(first, to: once)
      let second = try ManifestCopy.lines(of: once)
      #expect(second.map(\.attributes) == first.map(\.attributes))
      #expect(second.map(\.source) == first.map(\.source))
      let twice = try #require(folder.appending("twice.manifest".utf8))
      try ManifestCopy.write(second, to: twice)
      #expect(try once.contents() == twice.contents())
      let original = try TestFiles.text("Manifests/pets.manifest")
      let written = String(decoding: try once.contents(), as: UTF8.self)
      #expect(written == original.replacing(#""batch": 7 ,"#, with: #""batch":7,"#))
    }
  }

  @Test("Random answers come back as they were meant")
  func randomRoundTrip() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<300 {
      let width = Int.random(in: 1...5000, using: &generator)
      let height = Int.random(in: 1...5000, using: &generator)
      var boxes: [(Int, String, [Double], Double?)] = []
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        let left = Double.random(in: 0..<Double(width), using: &generator)
        let top = Double.random(in: 0..<Double(height), using: &generator)
        let label = Int.random(in: 0...9, using: &generator)
        let confidence = Double.random(in: 0.001...1, using: &generator)
        boxes.append(
          (
            label, "ラベル \"\(label)\"",
            [
              left, top, left + .random(in: 0.01...400, using: &generator),
              top + .random(in: 0.01...400, using: &generator),
            ], confidence
          ))
      }
      let answer = try answer(boxes, size: (width, height))
      let bytes = try writer().line(for: answer)
      let line = try ManifestLine(parsing: bytes, objectID: 0, origin: origin)
      guard case .boxes(let read) = try #require(line.attributes.first).content else { continue }
      #expect(read.imageSize == answer.imageSize)
      #expect(read.boxes.map(\.name) == answer.boxes.map(\.name))
      for (got, meant) in zip(read.boxes, answer.boxes) {
        let pixels = PixelBox(rounding: meant.box, in: answer.imageSize)
        #expect(PixelBox(rounding: got.box, in: answer.imageSize) == pixels)
        #expect(abs((got.confidence?.value ?? -1) - (meant.confidence?.value ?? -1)) <= 5e-7)
      }
    }
  }
}

/// Reads a manifest of boxes and writes it again as answers.
enum ManifestCopy {
  static func lines(of path: LocalPath) throws -> [ManifestLine] {
    var reader = try ManifestReader(path)
    var lines: [ManifestLine] = []
    while let record = try reader.next() {
      if case .line(let line) = record { lines.append(line) }
    }
    return lines
  }

  static func write(_ lines: [ManifestLine], to path: LocalPath) throws {
    var file = try AtomicFile(path, replacingExisting: false)
    for line in lines {
      let attribute = try #require(line.attributes.first)
      guard case .boxes(let boxes) = attribute.content else { continue }
      let writer = ManifestWriter(
        attribute: try LabelAttributeName(attribute.name, for: .boundingBox),
        jobName: attribute.metadata.jobName ?? "")
      try writer.append(
        BoxAnswer(
          source: .line(line.object), imageSize: boxes.imageSize, depth: boxes.depth,
          boxes: boxes.boxes.map {
            .init(classIndex: $0.classID, name: $0.name, box: $0.box, confidence: $0.confidence)
          }, isHumanAnnotated: attribute.metadata.isHumanAnnotated ?? true,
          createdAt: try #require(attribute.metadata.createdAt)), to: &file)
    }
    try file.commit()
  }
}
