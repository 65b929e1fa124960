import AnnotationModel
import Foundation
import Interchange
import Raster
import Testing

/// Rules about pictures and masks, each found in real files that break it.
@Suite("Rules about files")
struct PreflightFilesTests {
  private static let size = PixelSize(width: 64, height: 48)

  /// A line with one box for a picture.
  private static func boxes(_ name: String, width: Int = 64, height: Int = 48) -> String {
    #"{"source-ref":"s3://acme/in/\#(name)","pets":{"image_size":[{"width":\#(width),"#
      + #""height":\#(height),"depth":3}],"#
      + #""annotations":[{"class_id":0,"left":1,"top":2,"width":6,"height":8}]},"#
      + #""pets-metadata":{"objects":[{"confidence":0.8}],"class-map":{"0":"dog"},"#
      + #""type":"groundtruth/object-detection","human-annotated":"yes","#
      + #""creation-date":"2024-05-02T10:01:00.123456","job-name":"labeling-job/pets"}}"#
  }

  /// A line with a mask for a picture.
  private static func mask(_ picture: String, _ name: String) -> String {
    #"{"source-ref":"s3://acme/in/\#(picture)","roads-ref":"s3://acme/masks/\#(name)","#
      + #""roads-ref-metadata":{"internal-color-map":{"#
      + ##""0":{"class-name":"BACKGROUND","hex-color":"#ffffff","confidence":0.9},"##
      + ##""1":{"class-name":"road","hex-color":"#2ca02c","confidence":0.9},"##
      + ##""2":{"class-name":"house","hex-color":"#1f77b4","confidence":0.9}},"##
      + #""type":"groundtruth/semantic-segmentation","human-annotated":"yes","#
      + #""creation-date":"2024-05-02T10:01:00.123456","job-name":"labeling-job/roads"}}"#
  }

  private static func jpeg(orientation: UInt8 = 1, size: PixelSize = size) throws -> [UInt8] {
    let bitmap = Bitmap(size: size, pixels: [RGB8](repeating: .white, count: size.area))
    let bytes = try JPEGEncoder.encode(bitmap, quality: 80)
    // APP1: Exif, two zeros, a big-endian TIFF with one short of tag 0x0112 (TIFF 6.0).
    let tiff: [UInt8] = [
      0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0,
      0, 0, 0,
    ]
    let exif: [UInt8] = Array("Exif".utf8) + [0, 0] + tiff
    let segment: [UInt8] = [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif
    return bytes.prefix(2) + segment + bytes.dropFirst(2)
  }

  private static func png(
    _ values: [UInt8], size: PixelSize = size, colors: [UInt32] = [0xFFFFFF, 0x2CA02C, 0x1F77B4]
  ) throws -> [UInt8] {
    let most = Int(values.max() ?? 0) + 1
    let palette = (0..<most).map { $0 < colors.count ? colors[$0] : 0xFFFFFF }
    return try PNGEncoder.encode(
      IndexedBitmap(
        size: size,
        indices: (0..<size.area).map { values[$0 % values.count] },
        palette: Palette(palette.map { RGB8(hex: $0) })))
  }

  /// Files below a folder that break one rule, and the line that names them.
  struct Mutant: Sendable {
    let files: [String: [UInt8]]
    let line: String
    /// What the finding says of it.
    let says: String
  }

  /// What breaks each rule about files.
  static func mutants() throws -> [TrainingRule: [Mutant]] {
    let colors = try PNGEncoder.encode(
      Bitmap(size: size, pixels: [RGB8](repeating: .white, count: size.area)))
    let small = PixelSize(width: 32, height: 48)
    return [
      .picture: [
        Mutant(files: ["in/a.jpg": Array("GIF89a no".utf8)], line: boxes("a.jpg"), says: "GIF"),
        Mutant(files: ["in/a.jpg": try jpeg().dropLast(40)], line: boxes("a.jpg"), says: "ends"),
        Mutant(
          files: ["in/a.png": colors, "masks/a.png": try png([0, 1])],
          line: mask("a.png", "a.png"), says: "JPEG"),
      ],
      .imageSize: [
        Mutant(
          files: ["in/a.jpg": try jpeg()], line: boxes("a.jpg", width: 65),
          says: "65x48, the picture has 64x48")
      ],
      .channels: [
        Mutant(files: ["in/a.png": try png([0, 1])], line: boxes("a.png"), says: "1 channel")
      ],
      .orientation: [
        Mutant(
          files: ["in/a.jpg": try jpeg(orientation: 6)], line: boxes("a.jpg"),
          says: "people see 48x64"),
        Mutant(
          files: ["in/a.jpg": try jpeg(orientation: 6), "masks/a.png": try png([0, 1])],
          line: mask("a.jpg", "a.png"), says: "masks are for 64x48"),
      ],
      .exif: [
        Mutant(
          files: ["in/a.jpg": try jpeg(orientation: 6)],
          line: boxes("a.jpg", width: 48, height: 64), says: "orientation 6")
      ],
      .maskForm: [
        Mutant(
          files: ["in/a.jpg": try jpeg(), "masks/a.png": colors], line: mask("a.jpg", "a.png"),
          says: "several channels"),
        Mutant(
          files: ["in/a.jpg": try jpeg(), "masks/a.png": try png([0, 1], size: small)],
          line: mask("a.jpg", "a.png"), says: "32x48 pixels, its image 64x48"),
        Mutant(
          files: ["in/a.jpg": try jpeg(), "masks/a.png": try png([0, 3])],
          line: mask("a.jpg", "a.png"), says: "value 3"),
        Mutant(
          files: ["in/a.jpg": try jpeg(), "masks/a.png": try jpeg()],
          line: mask("a.jpg", "a.png"), says: "no PNG"),
      ],
      .maskColors: [
        Mutant(
          files: [
            "in/a.jpg": try jpeg(),
            "masks/a.png": try png([0, 1], colors: [0xFFFFFF, 0x1F77B4]),
          ], line: mask("a.jpg", "a.png"), says: "the colour of \"house\"")
      ],
    ]
  }

  /// Checks a line with its files in a folder.
  static func report(_ mutant: Mutant) throws -> PreflightReport {
    try TestFiles.withFolder { folder in
      for (name, bytes) in mutant.files { try TestFiles.write(bytes, to: name, in: folder) }
      var preflight = TrainingPreflight(files: ManifestFiles(below: [folder]))
      preflight.check(Array(mutant.line.utf8))
      return preflight.finished()
    }
  }

  @Test(
    "Every rule about files is found in files that break it, and nothing else",
    arguments: [
      TrainingRule.picture, .imageSize, .channels, .orientation, .exif, .maskForm, .maskColors,
    ])
  func mutant(rule: TrainingRule) throws {
    for mutant in try #require(try Self.mutants()[rule]) {
      let report = try Self.report(mutant)
      let finding = try #require(report.findings.first { $0.rule == rule.rawValue })
      #expect(finding.detail.contains(mutant.says), "\(finding.detail)")
      #expect(finding.places.first?.line == 1)
      #expect(finding.places.first?.image.hasPrefix("s3://acme/in/a.") == true)
      let others = report.findings.filter { $0.rule != rule.rawValue && !$0.isWarning }
      #expect(others.isEmpty, "\(others)")
    }
  }

  @Test("Pictures and masks in order break nothing and are counted")
  func inOrder() throws {
    let mutant = Mutant(
      files: ["in/a.jpg": try Self.jpeg(), "masks/a.png": try Self.png([0, 1, 2])],
      line: Self.mask("a.jpg", "a.png"), says: "")
    let report = try Self.report(mutant)
    #expect(report.isClean, "\(report.findings)")
    #expect(report.pictures.checked == 1)
    #expect(report.masks.checked == 1)
    #expect(report.pictures.missing + report.masks.missing == 0)
  }

  @Test("What is not here is counted and named, and breaks nothing")
  func notHere() throws {
    let report = try Self.report(Mutant(files: [:], line: Self.mask("a.jpg", "a.png"), says: ""))
    #expect(report.isClean)
    #expect(report.pictures.missing == 1)
    #expect(report.pictures.firstMissing == "s3://acme/in/a.jpg")
    #expect(report.masks.firstMissing == "s3://acme/masks/a.png")
  }

  @Test("Links, points and absolute paths lead nowhere")
  func outside() throws {
    try TestFiles.withFolder { outside in
      let secret = try TestFiles.write(try Self.jpeg(), to: "secret.jpg", in: outside)
      try TestFiles.withFolder { folder in
        let links = ["in": outside.description, "b.jpg": secret.description]
        for (name, target) in links {
          try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/\(name)", withDestinationPath: target)
        }
        let names = ["secret.jpg", "../../secret.jpg", "%2e%2e/secret.jpg", "b.jpg"]
        var preflight = TrainingPreflight(files: ManifestFiles(below: [folder]))
        for name in names { preflight.check(Array(Self.boxes(name).utf8)) }
        preflight.check(
          Array(
            Self.boxes("b.jpg").replacing("s3://acme/in/b.jpg", with: secret.description).utf8))
        let report = preflight.finished()
        #expect(report.pictures.checked == 0)
        #expect(report.pictures.missing == 2)
        #expect(report.findings.map(\.rule) == [TrainingRule.source.rawValue])
        #expect(report.findings.first?.count == 3)
      }
    }
  }

  @Test("A copy with _ for : is found, and of several folders the first that has it")
  func copies() throws {
    try TestFiles.withFolder { folder in
      try TestFiles.write([1], to: "a/out/0_2024_05.png", in: folder)
      try TestFiles.write([2], to: "b/0_2024_05.png", in: folder)
      let roots = try ["b", "a"].map { try LocalPath("\(folder)/\($0)") }
      var copies = LocalCopies(below: roots)
      let reference = try SourceReference(
        "s3://acme/x/out/0_2024:05.png", origin: RecordOrigin(file: "m"))
      #expect(try copies.file(for: reference)?.contents() == [2])
    }
  }

  @Test("Rekognition's rules about images are found in the files themselves")
  func rekognition() throws {
    try TestFiles.withFolder { folder in
      try TestFiles.write(try Self.jpeg(), to: "in/a.jpg", in: folder)
      try TestFiles.write(Array("nothing".utf8), to: "in/b.jpg", in: folder)
      var preflight = RekognitionPreflight(
        fileName: "m.manifest", files: ManifestFiles(below: [folder]))
      for name in ["a.jpg", "b.jpg"] {
        preflight.check(Array(Self.boxes(name, width: 640, height: 480).utf8))
      }
      let rules = preflight.report.findings.map(\.rule)
      #expect(
        rules == [
          RekognitionRule.invalidImageDimension.rawValue, RekognitionRule.invalidImage.rawValue,
        ])
    }
  }

  // MARK: Folders

  private static func check(_ files: [String: [UInt8]], classCount: Int? = 3) throws
    -> PreflightReport
  {
    try TestFiles.withFolder { folder in
      for (name, bytes) in files { try TestFiles.write(bytes, to: name, in: folder) }
      var preflight = try #require(
        try DataSetPreflight(folder, TrainingPreflight.Demands(), classCount: classCount))
      return try preflight.checked()
    }
  }

  private static func record(_ file: String, boxes count: Int = 1) -> [UInt8] {
    let box = #"{"class_id":0,"left":1,"top":2,"width":6,"height":8}"#
    let boxes = [String](repeating: box, count: count).joined(separator: ",")
    return Array(
      (#"{"file":"\#(file)","image_size":[{"width":64,"height":48,"depth":3}],"#
        + #""annotations":[\#(boxes)],"categories":[{"class_id":0,"name":"dog"}]}"#).utf8)
  }

  @Test("A folder of pictures and masks in order breaks nothing")
  func folderInOrder() throws {
    let report = try Self.check([
      "train/1.jpg": Self.jpeg(), "train_annotation/1.png": Self.png([0, 1, 2]),
      "label_map/train_label_map.json": LabelMap.identity(classCount: 3),
    ])
    #expect(report.isClean, "\(report.findings) \(report.terminal)")
    #expect(report.lines == 1)
    #expect(report.unit == "image")
  }

  @Test("A folder's broken pairs, masks, label maps and boxes are found and named")
  func folderMutants() throws {
    let picture = try Self.jpeg()
    let mutants: [(TrainingRule, [String: [UInt8]], String)] = [
      (
        .pairs, ["train/1.jpg": picture, "train_annotation/2.png": try Self.png([0])], "train/1.jpg"
      ),
      (
        .pairs, ["train/1.jpg": picture, "train_annotation/1.json": Self.record("2.jpg")],
        "train/1.jpg"
      ),
      (
        .maskForm, ["train/1.jpg": picture, "train_annotation/1.png": try Self.png([0, 7])],
        "train/1.jpg"
      ),
      (
        .labelWidth,
        ["train/1.jpg": picture, "train_annotation/1.json": Self.record("1.jpg", boxes: 70)],
        "train/1.jpg"
      ),
    ]
    for (rule, files, place) in mutants {
      let report = try Self.check(files)
      #expect(report.findings.map(\.rule) == [rule.rawValue])
      #expect(report.findings.first?.places.first?.image == place)
    }
    let reversed = try Self.check([
      "train/1.jpg": picture, "train_annotation/1.png": Self.png([0, 1, 2]),
      "label_map/train_label_map.json": Array(#"{"map":{"0":0,"1":3,"2":4}}"#.utf8),
    ])
    #expect(reversed.terminal.map(\.rule) == [TrainingRule.labelMap.rawValue])
  }

  @Test("A folder without pairs is no data set")
  func noDataSet() throws {
    try TestFiles.withFolder { folder in
      try TestFiles.write([1], to: "train/1.jpg", in: folder)
      #expect(
        try DataSetPreflight(folder, TrainingPreflight.Demands(), classCount: nil) == nil)
    }
  }
}
