import Foundation
import PseudoTerminals
import Screen
import Testing

/// The real program on a terminal of its own, with somebody who types and looks.
final class ProgramOnTerminal {
  private let terminal: PseudoTerminal
  private let process = Process()
  private let size = Size(columns: 110, rows: 30)
  private var transcript: [UInt8] = []

  /// Starts the program; its errors go to the same terminal, as they do for a person.
  init(_ arguments: [String]) throws {
    terminal = try #require(
      PseudoTerminal(columns: UInt16(size.columns), rows: UInt16(size.rows)))
    process.executableURL = Program.binary
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TERM": "xterm-256color", "LANG": "C.UTF-8"], uniquingKeysWith: { _, given in given })
    let handle = FileHandle(fileDescriptor: terminal.program)
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
  }

  /// What a person sees now; after the program gave the terminal back, what stands there then.
  var screen: String {
    take()
    var emulator = TerminalEmulator(size: size)
    emulator.feed(transcript)
    return emulator.frame.text
  }

  /// Everything that was ever written to the terminal, as text.
  var written: String {
    take()
    return String(decoding: transcript, as: UTF8.self)
  }

  /// The number behind the last `saved #` on the screen; nil while there is none.
  var saved: Int? {
    screen.matches(of: /saved #([0-9]+)/).last.flatMap { Int($0.1) }
  }

  /// Looks at the terminal until nothing new has come for as long; other tests go on meanwhile.
  func look(for milliseconds: Int) async throws {
    var idle = 0
    while idle < milliseconds {
      try await Task.sleep(for: .milliseconds(4))
      idle = take() ? 0 : idle + 4
    }
    take()
  }

  @discardableResult
  private func take() -> Bool {
    let new = terminal.take(waiting: 0)
    transcript += new
    return !new.isEmpty
  }

  /// Types, and looks for a moment after each key.
  func type(_ keys: [String], pausing milliseconds: Int = 20) async throws {
    for key in keys {
      terminal.type(key)
      try await look(for: milliseconds)
    }
  }

  /// Types without looking.
  func strike(_ key: String) { terminal.type(key) }

  /// Looks until the screen says something; false when it does not within ten seconds.
  func shows(_ text: String) async throws -> Bool {
    for _ in 0..<500 {
      if screen.contains(text) { return true }
      try await look(for: 20)
    }
    return false
  }

  /// Whether the program has not ended.
  var isRunning: Bool { process.isRunning }

  /// Sends a signal to the program.
  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Looks until the program has ended; answers its status, or the signal that ended it.
  func end() async throws -> (status: Int32, isSignal: Bool) {
    while process.isRunning { try await look(for: 4) }
    take()
    return (process.terminationStatus, process.terminationReason == .uncaughtSignal)
  }
}
