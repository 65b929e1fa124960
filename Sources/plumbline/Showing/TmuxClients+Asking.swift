import Foundation
import TerminalGraphics

extension TmuxClients {
  /// Asks the tmux that this program runs in; nil outside of one, or when it does not answer.
  ///
  /// Takes a few milliseconds: tmux is on this host, or `$TMUX` would not be set.
  init?(environment: [String: String]) {
    guard environment["TMUX", default: ""] != "" else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tmux"] + Self.arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    self.init(output: String(decoding: bytes, as: UTF8.self))
  }
}
