import Foundation
import Screen
import Testing
import Workbench

extension Bench {
  /// Compares the screen as text with a recorded one, or records it.
  func expect(matches name: String) throws {
    let text = view(state, theme: .standard).frame.text + "\n"
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: url, encoding: .utf8)
    #expect(text == recorded, "screen differs from \(name).txt; RECORD_SNAPSHOTS=1 rewrites it")
  }
}
