import Foundation

/// The data sets that may lie beside the repository, in `../shared/data`.
enum SharedData {
  /// The folder, found from this source file.
  private static let folder: String = {
    let root = #filePath.split(separator: "/").dropLast(4)
    return "/" + root.joined(separator: "/") + "/shared/data"
  }()

  static let crowd = folder + "/crowd"
  static let masks = folder + "/masks/bu-bil-6"

  static var hasCrowd: Bool {
    FileManager.default.fileExists(atPath: crowd + "/bluebird/label.csv")
  }

  static var hasMasks: Bool {
    FileManager.default.fileExists(atPath: masks + "/GoldStandard/seg_tpre01.png")
  }
}
