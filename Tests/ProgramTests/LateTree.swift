import AnnotationModel
import Foundation
import Interchange
import Raster

/// Jobs of boxes and masks about pictures of three cameras, in two folders, so that either can come
/// first.
///
/// The pictures are 64x48 pixels; `turned/0.jpg` is stored as 48x64 and shown upright.
struct LateTree {
  let jobs: URL
  let pictures: URL

  /// Writes both folders into a folder.
  init(in folder: URL) throws {
    jobs = folder.appendingPathComponent("jobs")
    pictures = folder.appendingPathComponent("pictures")
    for camera in ["north", "south"] {
      try write(pictures, "\(camera)/0.jpg", try Self.jpeg(64, 48))
    }
    try write(pictures, "turned/0.jpg", try Self.jpeg(48, 64, orientation: .turnedClockwise))
  }

  /// Writes a manifest of boxes: for each line a camera, the size that it claims, and a left edge.
  func writeBoxes(_ lines: [(camera: String, width: Int, height: Int, left: Int)]) throws {
    let text = lines.map { line in
      #"{"source-ref":"s3://acme/\#(line.camera)/0.jpg","pets":{"image_size":[{"width":"#
        + "\(line.width),\"height\":\(line.height)" + #","depth":3}],"annotations":[{"class_id":0,"#
        + "\"left\":\(line.left)" + #","top":4,"width":8,"height":6}]},"pets-metadata":"#
        + #"{"objects":[{"confidence":0.82}],"class-map":{"0":"dog"},"#
        + #""type":"groundtruth/object-detection","human-annotated":"yes","#
        + #""creation-date":"2024-05-02T10:01:00.123456","job-name":"labeling-job/pets"}}"#
    }
    try write(
      jobs, "pets/manifests/output/output.manifest",
      Data((text.joined(separator: "\n") + "\n").utf8))
  }

  /// Writes a manifest of masks: for each line a camera and the size of its mask, whose first row
  /// is of the class.
  func writeMasks(_ lines: [(camera: String, width: Int, height: Int)]) throws {
    var text = ""
    for (number, line) in lines.enumerated() {
      let name = "streets/annotations/consolidated-annotation/output/\(number).png"
      guard let size = ImageSize(width: line.width, height: line.height),
        let row = Box(left: 0, top: 0, right: Double(line.width), bottom: 1)
      else { continue }
      var picture = ClassMaskPicture(size: size)
      picture.setColor(0x2CA02C, of: 1)
      try picture.paint(.box(row), value: 1)
      try write(jobs, name, Data(picture.png(origin: RecordOrigin(file: name))))
      text +=
        ##"{"source-ref":"s3://acme/\##(line.camera)/0.jpg","streets-ref":"s3://acme-out/\##(name)","##
        + ##""streets-ref-metadata":{"internal-color-map":{"0":{"class-name":"BACKGROUND","##
        + ##""hex-color":"#ffffff"},"1":{"class-name":"road","hex-color":"#2ca02c"}},"##
        + ##""type":"groundtruth/semantic-segmentation","human-annotated":"yes","##
        + ##""creation-date":"2024-05-02T10:30:00.562419","job-name":"labeling-job/streets"}}"##
        + "\n"
    }
    try write(jobs, "streets/manifests/output/output.manifest", Data(text.utf8))
  }

  private func write(_ root: URL, _ path: String, _ data: Data) throws {
    let url = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  private static func jpeg(
    _ width: Int, _ height: Int, orientation: Orientation = .upright
  ) throws -> Data {
    let pixels = [RGB8](repeating: RGB8(r: 90, g: 120, b: 60), count: width * height)
    return Data(
      try JPEGEncoder.encode(
        Bitmap(size: PixelSize(width: width, height: height), pixels: pixels),
        exif: ExifFields(orientation: orientation)))
  }
}
