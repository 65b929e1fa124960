import Interchange
import RecordMutation
import Testing

/// The short way through a manifest reads exactly what the long way reads, or leaves the line to it.
@Suite("Plain manifest lines")
struct PlainManifestTests {
  private static let origin = RecordOrigin(file: "m", line: 3)

  private static func line(
    label: String = #"{"image_size":[{"width":48,"height":64,"depth":3}],"annotations":["#
      + #"{"class_id":2,"left":3,"top":2,"width":7,"height":8},"#
      + #"{"class_id":0,"top":40,"left":1.5,"height":30,"width":12.25}]}"#,
    objects: String = #"[{"confidence":0.00},{"confidence":0.56}]"#,
    map: String = #"{"0":"dog","2":"メロンパン"}"#,
    more: String = #","human-annotated":"yes","creation-date":"2026-11-21T02:00:01.000001","#
      + #""job-name":"labeling-job/pets""#,
    around: String = ""
  ) -> String {
    #"{"source-ref":"s3://b/in/1.jpg","# + around + #""pets":"# + label
      + #","pets-metadata":{"objects":"# + objects + #","class-map":"# + map
      + #","type":"groundtruth/object-detection""# + more + "}}"
  }

  /// Lines that are read the short way.
  static let plain = [
    line(), line(around: #""device":"ipad-3","score":-0.5,"#),
    line().replacing(",", with: ", ").replacing("\":", with: "\": "),
    line(label: #"{"annotations":[],"image_size":[{"height":1,"width":1000000}]}"#, objects: "[]"),
    line(objects: #"[{"confidence":0.0},{"confidence":0}]"#),
    line(more: #","creation-date":"2024-02-29 23:59:59Z""#),
    line(more: #","creation-date":"2024-02-29T00:00:00+09:00","human-annotated":"no""#),
    line(
      around: #""cats":{"image_size":[{"width":9,"height":9}],"annotations":[]},"#
        + #""cats-metadata":{"class-map":{},"objects":[],"type":"groundtruth/object-detection"},"#),
  ]

  /// Lines that are left to the long way, whether it takes them or not.
  static let others = [
    "", "{", "{}", "[]", line() + " ", line() + "x", String(line().dropLast()), line() + "}",
    line(around: #""source":"text","#), line(around: #""k":null,"#), line(around: #""k":[1],"#),
    line(around: #""k":"\u0041","#), line(around: #""k":01,"#), line(around: #""k":1.,"#),
    line(around: #""k":1e3,"#), line(around: #""k":--1,"#), line(around: #""k":"5"#),
    line(around: #""k":1.2.3,"#), line(around: #""k":1234567890123456,"#),
    line(around: #""pets":1,"#), line(around: #""source-ref":"s3://b/2.jpg","#),
    line(around: #""-metadata":{"image_size":[{"width":9,"height":9}],"annotations":[]},"#),
    line(around: #""other-metadata":1,"#), line(around: #""other-metadata":{},"#),
    line().replacing("s3://b/in/1.jpg", with: "s3://b/../1.jpg"),
    line().replacing("s3://b/in/1.jpg", with: "s3://b/%2e%2e/1.jpg"),
    line().replacing("s3://b/in/1.jpg", with: "s3:///1.jpg"),
    line().replacing("s3://b/in/1.jpg", with: "s3://b//1.jpg"),
    line().replacing("s3://b/in/1.jpg", with: "s3://b/in/"),
    line().replacing("s3://b/in/1.jpg", with: "s3://b"),
    line().replacing("s3://b/in/1.jpg", with: "in/1.jpg"),
    line().replacing("object-detection", with: "Object-Detection"),
    line().replacing(#""class_id":2"#, with: #""class_id":"2""#),
    line().replacing(#""class_id":2"#, with: #""class_id":2.0"#),
    line().replacing(#""class_id":2"#, with: #""class_id":7"#),
    line().replacing(#""class_id":2"#, with: #""class_id":2,"class_id":2"#),
    line().replacing(#""width":7"#, with: #""width":0"#),
    line().replacing(#""width":7"#, with: #""width":-7"#),
    line().replacing(#""width":7"#, with: #""width":1000001"#),
    line().replacing(#""left":3,"#, with: ""),
    line().replacing(#""left":3"#, with: #""left":300"#),
    line().replacing(#""width":48"#, with: #""width":0"#),
    line(objects: "[]"), line(objects: #"[{"confidence":0.5},{"confidence":1.5}]"#),
    line(objects: #"[{"confidence":0.5},{"confidence":-0.0}]"#),
    line(objects: #"[{"confidence":0.5},{}]"#),
    line(map: #"{"0":"dog","2":"b","2":"c"}"#), line(map: #"{"0":"dog","2":""}"#),
    line(map: #"{"0":"dog","02":"b","2":"c"}"#), line(map: "{\"0\":\"dog\",\"2\":\"\u{85}\"}"),
    line(more: #","creation-date":"2023-02-29T00:00:00""#),
    line(more: #","creation-date":"today""#), line(more: #","human-annotated":"perhaps""#),
    line(more: #","human-annotated":"yes","human-annotated":"yes""#),
    line(more: #","adjustment-status":"adjusted""#),
  ]

  private func long(_ bytes: [UInt8]) -> ManifestLine? {
    try? ManifestLine(parsing: bytes, objectID: 5, origin: Self.origin)
  }

  @Test("Ordinary lines are read the short way, as the long way reads them", arguments: plain)
  func ordinary(text: String) {
    var manifest = PlainManifest()
    // Twice, because the second line is read with what was remembered of the first.
    for _ in 0..<2 {
      let line = manifest.line(Array(text.utf8), objectID: 5, origin: Self.origin)
      #expect(line != nil)
      #expect(line == long(Array(text.utf8)))
    }
  }

  @Test("Anything else is left to the long way, also behind an ordinary line", arguments: others)
  func unusual(text: String) {
    var manifest = PlainManifest()
    #expect(manifest.line(Array(Self.line().utf8), objectID: 0, origin: Self.origin) != nil)
    #expect(manifest.line(Array(text.utf8), objectID: 0, origin: Self.origin) == nil)
    #expect(manifest.line(Array(Self.line().utf8), objectID: 0, origin: Self.origin) != nil)
  }

  @Test("What is read the short way out of changed lines is what the long way reads")
  func mutated() throws {
    var manifest = PlainManifest()
    var generator = SplitMix64(seed: 5)
    var mutator = try TreeMutator(seeds: Self.plain.map { Array($0.utf8) }, seed: 6, mildness: 0.7)
    let pieces = Array(#"{}[],:"\0159.-eE "#.utf8)
    var read = 0
    for round in 0..<20_000 {
      var bytes = Array(Self.plain[round % Self.plain.count].utf8)
      if round.isMultiple(of: 2) {
        bytes = mutator.next()
      } else {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }
      guard let line = manifest.line(bytes, objectID: 5, origin: Self.origin) else { continue }
      read += 1
      #expect(line == long(bytes), "\(String(decoding: bytes, as: UTF8.self))")
    }
    #expect((2_000..<18_000).contains(read))
  }

  @Test("A long line is read the short way too, and warned of")
  func longLine() throws {
    let box = #"{"class_id":0,"left":3,"top":2,"width":7,"height":8}"#
    let text = Self.line(
      label: #"{"image_size":[{"width":48,"height":64,"depth":3}],"annotations":["#
        + repeatElement(box, count: 500).joined(separator: ",") + "]}",
      objects: "["
        + repeatElement(#"{"confidence":0.25}"#, count: 500).joined(separator: ",") + "]")
    var manifest = PlainManifest()
    let line = manifest.line(Array(text.utf8), objectID: 5, origin: Self.origin)
    #expect(line?.warnings.count == 1)
    #expect(line == long(Array(text.utf8)))
  }
}
