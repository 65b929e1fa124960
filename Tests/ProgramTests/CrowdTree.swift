import AnnotationModel
import Foundation
import Interchange

/// A folder of labelling jobs of which several workers answered every line: one label, several
/// labels, and masks.
struct CrowdTree {
  let root: URL
  /// Lines of each job.
  static let lines = 12
  /// Workers, of whom the last always answers the first label.
  static let workers = 5

  /// Writes the tree into a folder.
  init(in folder: URL) throws {
    root = folder.appendingPathComponent("crowd")
    let species = (0..<Self.lines).map { Self.line($0, "species", Self.species) }
    try write("species/output.manifest", species.joined(separator: "\n") + "\n")
    let scene = (0..<Self.lines).map { Self.line($0, "scene", Self.scene) }
    try write("scene/output.manifest", scene.joined(separator: "\n") + "\n")
    try write("streets/manifests/output/output.manifest", Self.streets + "\n")
    try writePicture(
      "streets/annotations/consolidated-annotation/output/0_2024-05-02T10:30:00.091190.png",
      shift: 0)
    for line in 0..<Self.lines {
      try answers("species", line) {
        #""crowd-image-classifier":{"label":"\#(Self.species($0, line))"}"#
      }
      try answers("scene", line) { worker in
        let labels = Self.scene(worker, line).map { "\"\($0)\"" }.joined(separator: ",")
        return #""crowd-image-classifier-multi-select":{"labels":[\#(labels)]}"#
      }
    }
    try answers("streets", 0) { worker in
      let picture = try Self.picture(shift: worker % 3).base64EncodedString()
      return ##""crowd-semantic-segmentation":{"labelMappings":{"road":{"color":"#2ca02c"},"##
        + ##""building":{"color":"#1f77b4"}},"labeledImage":{"pngImageData":"\##(picture)"}}"##
    }
  }

  private static let kinds = ["heron", "gull", "tern"]

  /// What a worker says of a line: the truth, except for the one who never looks, and for a slip of
  /// the second on the fourth line.
  private static func species(_ worker: Int, _ line: Int) -> String {
    if worker == workers - 1 { return kinds[0] }
    return worker == 1 && line == 3 ? kinds[1] : kinds[line % 3]
  }

  private static func scene(_ worker: Int, _ line: Int) -> [String] {
    if worker == workers - 1 { return ["person"] }
    return (line % 2 == 0 ? ["person"] : []) + (line % 3 == 0 ? ["bicycle"] : [])
  }

  private func answers(
    _ job: String, _ line: Int, _ content: (Int) throws -> String
  ) throws {
    let all = try (0..<Self.workers).map { worker in
      #"{"answerContent":{\#(try content(worker))},"#
        + #""submissionTime":"2024-05-02T09:59:5\#(worker)Z","workerId":"w\#(worker)"}"#
    }
    try write(
      "\(job)/annotations/worker-response/iteration-1/\(line)/2024-05-02_10_00_00.json",
      #"{"answers":["# + all.joined(separator: ",") + "]}")
  }

  private static func line(
    _ number: Int, _ attribute: String, _ answer: (Int, Int) -> Any
  ) -> String {
    let start = #"{"source-ref":"s3://acme-img/in/bird_\#(number).jpg","#
    let end = #""human-annotated":"yes","creation-date":"2024-05-02T10:01:00.000000","#
    if let kind = answer(0, number) as? String {
      let index = kinds.firstIndex(of: kind) ?? 0
      return start + #""species":\#(index),"species-metadata":{"class-name":"\#(kind)","#
        + #""confidence":0.9,"# + end
        + #""job-name":"labeling-job/species","type":"groundtruth/image-classification"}}"#
    }
    let labels = answer(0, number) as? [String] ?? []
    let names = ["person", "bicycle"]
    let map = names.indices.filter { labels.contains(names[$0]) }
    let classes = map.map { #""\#($0)":"\#(names[$0])""# }.joined(separator: ",")
    let confidences = map.map { #""\#($0)":0.9"# }.joined(separator: ",")
    return start + #""scene":[\#(map.map(String.init).joined(separator: ","))],"#
      + #""scene-metadata":{"class-map":{\#(classes)},"confidence-map":{\#(confidences)},"# + end
      + #""job-name":"labeling-job/scene","type":"groundtruth/image-classification-multilabel"}}"#
  }

  private static let streets =
    ##"{"source-ref":"s3://acme-img/in/city_1.jpg","##
    + ##""streets-ref":"s3://acme-out/streets/annotations/consolidated-annotation/output/"##
    + ##"0_2024-05-02T10:30:00.091190.png","streets-ref-metadata":{"internal-color-map":"##
    + ##"{"0":{"class-name":"BACKGROUND","hex-color":"#ffffff","confidence":0.81},"##
    + ##""1":{"class-name":"road","hex-color":"#2ca02c","confidence":0.81},"##
    + ##""2":{"class-name":"building","hex-color":"#1f77b4","confidence":0.81}},"##
    + ##""type":"groundtruth/semantic-segmentation","human-annotated":"yes","##
    + ##""creation-date":"2024-05-02T10:30:00.562419","job-name":"labeling-job/streets"}}"##

  /// A street of 40x30 pixels with a road and a building, moved to the right by some pixels.
  private static func picture(shift: Int) throws -> Data {
    guard let size = ImageSize(width: 40, height: 30) else {
      throw InterchangeError(file: "mask", reason: .illegalPath)
    }
    var picture = ClassMaskPicture(size: size)
    picture.setColor(0x2CA02C, of: 1)
    picture.setColor(0x1F77B4, of: 2)
    for row in 0..<2 {
      guard
        let box = Box(
          left: Double(2 + shift), top: Double(2 + 10 * row), right: Double(30 + shift),
          bottom: Double(8 + 10 * row))
      else { continue }
      try picture.paint(.box(box), value: UInt8(row + 1))
    }
    return Data(try picture.png(origin: RecordOrigin(file: "mask")))
  }

  private func writePicture(_ path: String, shift: Int) throws {
    // The name on the disk has underscores where the manifest has colons.
    let url = root.appendingPathComponent(path.replacing(":", with: "_"))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Self.picture(shift: shift).write(to: url)
  }

  private func write(_ path: String, _ text: String) throws {
    let url = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
