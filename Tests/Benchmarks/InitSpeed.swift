import ArgumentParser
import Foundation
import Raster

/// How fast the program takes in files, and in how much memory.
struct InitSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Time init of many small JPEG files, and measure its memory.",
    discussion: """
      The files are made for it, a thousand in a folder, and lie in the page cache when they are \
      taken in. Then the same is asked again, when everything is known already.
      """)

  @Option(help: "Files to make.")
  var files = 200_000

  @Option(help: "A directory in which the files are kept.")
  var keep: String?

  func run() throws {
    let workplace = try Workplace(keeping: keep)
    defer { workplace.remove() }
    let photos = workplace.path + "/photos"
    if !FileManager.default.fileExists(atPath: photos) {
      try SmallPictures.write(files, to: photos)
    }
    let project = workplace.path + "/project"
    try? FileManager.default.removeItem(atPath: project)
    var table = Table(["", "seconds", "files/s", "peak RSS MB", "target"])
    for title in ["init", "again, nothing new"] {
      let began = Clocks.monotonic()
      try ChildProcess(
        program: ChildProcess.plumbline, ["init", project, "--images", photos, "--labels", "a,b"]
      ).finish()
      let seconds = Double(Clocks.monotonic() - began) / 1_000_000
      table.add([
        title, decimal(seconds), decimal(Double(files) / seconds, 0), decimal(Self.peak, 0),
        ">= 2000 files/s, <= 100 MB",
      ])
    }
    print(table.text)
  }

  /// The most memory that a child had, in MB; the largest of all children so far (getrusage(2)).
  private static var peak: Double {
    var usage = rusage()
    unsafe getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    return Double(usage.ru_maxrss) / 1000
  }
}

/// Small JPEG files of several sizes, no two with the same bytes.
private enum SmallPictures {
  /// Writes files of a few hundred bytes, a thousand in a folder.
  static func write(_ count: Int, to directory: String) throws {
    let pictures = try (0..<63).map { kind in
      let size = PixelSize(width: 24 + kind % 9, height: 16 + kind % 7)
      let shade = RGB8(hex: UInt32(kind) &* 0x04_1041)
      return try JPEGEncoder.encode(Bitmap(size: size, filledWith: shade))
    }
    for number in 0..<count {
      let folder = "\(directory)/\(1000 + number / 1000)"
      if number % 1000 == 0 {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
      let picture = pictures[number % pictures.count]
      // After the start mark stands a comment (marker COM) of four bytes: the number.
      let digits = (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
      let bytes = picture.prefix(2) + [0xFF, 0xFE, 0x00, 0x06] + digits + picture.dropFirst(2)
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/IMG_\(number).jpg"))
    }
  }
}
