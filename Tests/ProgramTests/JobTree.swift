import AnnotationModel
import Foundation
import Interchange

/// A folder of labelling jobs as a copy of a bucket has it: boxes, their adjustment, a
/// verification, single and several labels, masks, raw answers, a human loop, and jobs of kinds
/// that are not read.
struct JobTree {
  let root: URL

  /// Writes the tree into a folder.
  init(in folder: URL) throws {
    root = folder.appendingPathComponent("ground-truth")
    try write("pets/manifests/output/output.manifest", Self.pets.joined(separator: "\n") + "\n")
    try write(
      "adjust-pets/manifests/output/output.manifest", Self.adjusted.joined(separator: "\n") + "\n")
    try write("species/output.manifest", Self.species + "\r\n")
    try write("scene/output.manifest", Self.scene + "\n")
    try write("walk/manifests/output/output.manifest", Self.video + "\n")
    try write("streets/manifests/output/output.manifest", Self.streets + "\n")
    try write("pets/data.json", Self.categories)
    for (id, worker) in [(0, "w1"), (0, "w2"), (1, "w1")] {
      try write(
        "pets/annotations/worker-response/iteration-1/\(id)/2024-05-02_10_00_0\(id)_\(worker).json",
        Self.answer(worker))
    }
    try write(
      "flow/2024/05/02/10/01/00/loop-1/output.json",
      """
      {"flowDefinitionArn":"arn:aws:sagemaker:us-west-2:1:flow-definition/flow",\
      "humanLoopName":"loop-1","humanAnswers":[{"workerId":"w9","answerContent":\
      {"annotatedResult":{"boundingBoxes":[{"height":9,"label":"dog","left":1,"top":1,"width":9}],\
      "inputImageProperties":{"height":480,"width":640}}}}],\
      "inputContent":{"taskObject":"s3://acme-img/in/loop.png"}}
      """)
    try writeMask()
  }

  private func write(_ path: String, _ text: String) throws {
    let url = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// The name on the disk has underscores where the manifest has colons.
  private func writeMask() throws {
    var picture = try ClassMaskPicture(size: Self.size())
    picture.setColor(0x2CA02C, of: 1)
    picture.setColor(0x1F77B4, of: 2)
    for row in 0..<2 {
      guard
        let box = Box(left: 2, top: Double(2 + 10 * row), right: 30, bottom: Double(8 + 10 * row))
      else { continue }
      try picture.paint(.box(box), value: UInt8(row + 1))
    }
    let name = "0_2024-05-02T10_30_00.091190.png"
    let url = root.appendingPathComponent(
      "streets/annotations/consolidated-annotation/output/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(picture.png(origin: RecordOrigin(file: name))).write(to: url)
  }

  private static func size() throws -> ImageSize {
    guard let size = ImageSize(width: 40, height: 30) else {
      throw InterchangeError(file: "mask", reason: .illegalPath)
    }
    return size
  }

  private static let categories =
    #"{"document-version":"2018-11-28","labels":[{"label":"dog"},{"label":"cat"},{"label":"bone"}]}"#

  private static func answer(_ worker: String) -> String {
    """
    {"answers":[{"workerId":"\(worker)","submissionTime":"2024-05-02T09:59:58.321Z",\
    "timeSpentInSeconds":40.5,"answerContent":{"boundingBox":{"boundingBoxes":\
    [{"height":128,"label":"dog","left":111,"top":134,"width":61}],\
    "inputImageProperties":{"height":480,"width":640}}}}]}
    """
  }

  private static func boxes(
    _ attribute: String, left: Int, date: String, extra: String = ""
  ) -> String {
    #""\#(attribute)":{"image_size":[{"width":640,"height":480,"depth":3}],"annotations":"#
      + #"[{"class_id":0,"left":\#(left),"top":134,"width":61,"height":128},"#
      + #"{"class_id":2,"left":20,"top":20,"width":30,"height":30}]},"#
      + #""\#(attribute)-metadata":{"objects":[{"confidence":0.82},{"confidence":0.9}],"#
      + #""class-map":{"0":"dog","2":"bone"},"type":"groundtruth/object-detection","#
      + #""human-annotated":"yes","creation-date":"\#(date)","job-name":"labeling-job/\#(attribute)"\#(extra)}"#
  }

  /// Four lines: answered with an unknown key, answered, failed, unlabelled.
  private static let pets: [String] = [
    #"{"source-ref":"s3://acme-img/in/park_1.png","camera": "north","#
      + boxes("pets", left: 111, date: "2024-05-02T10:01:00.123456") + "}",
    #"{"source-ref":"s3://acme-img/in/park_2.png","#
      + boxes("pets", left: 200, date: "2024-05-02T10:01:01.000000") + "}",
    #"{"source-ref":"s3://acme-img/in/huge.jpg","pets-metadata":"#
      + #"{"retry-count":1,"failure-reason":"ClientError: example text","human-annotated":"true"}}"#,
    #"{"source-ref":"s3://acme-img/in/park_4.png"}"#,
  ]

  private static let adjusted: [String] = pets.prefix(2).map { line in
    String(line.dropLast()) + ","
      + boxes(
        "adjust-pets", left: 110, date: "2024-05-03T10:00:00.000001",
        extra: #","adjustment-status":"adjusted""#) + "}"
  }

  private static let species =
    #"{"source-ref":"s3://acme-img/in/bird_01.jpg","species":"2","species-metadata":"#
    + #"{"class-name":"heron","confidence":0.00,"type":"groundtruth/image-classification","#
    + #""job-name":"species","human-annotated":"yes","creation-date":"2024-05-02 09:15:22"}}"#

  private static let scene =
    #"{"source-ref":"s3://acme-img/in/street_07.jpg","scene":[1,0],"scene-metadata":"#
    + #"{"job-name":"labeling-job/scene","class-map":{"1":"bicycle","0":"person"},"#
    + #""human-annotated":"yes","creation-date":"2024-05-02T09:20:11.310000","#
    + #""confidence-map":{"1":0.91,"0":0.35},"type":"groundtruth/image-classification-multilabel"}}"#

  private static let streets =
    ##"{"source-ref":"s3://acme-img/in/city_1.jpg","##
    + ##""streets-ref":"s3://acme-out/streets/annotations/consolidated-annotation/output/"##
    + ##"0_2024-05-02T10:30:00.091190.png","streets-ref-metadata":{"internal-color-map":"##
    + ##"{"0":{"class-name":"BACKGROUND","hex-color":"#ffffff","confidence":0.81},"##
    + ##""1":{"class-name":"road","hex-color":"#2ca02c","confidence":0.81},"##
    + ##""2":{"class-name":"building","hex-color":"#1f77b4","confidence":0.81}},"##
    + ##""type":"groundtruth/semantic-segmentation","human-annotated":"yes","##
    + ##""creation-date":"2024-05-02T10:30:00.562419","job-name":"labeling-job/streets"}}"##

  private static let video =
    #"{"source-ref":"s3://acme-img/walk/seq.json","walk-ref":"s3://acme-out/SeqLabel.json","#
    + #""walk-ref-metadata":{"type":"groundtruth/video-object-tracking","job-name":"labeling-job/walk"}}"#
}
