import Foundation
import Glibc
import Testing

@Suite(
  "Full disks, broken disks and lost connections", .serialized, .timeLimit(.minutes(5)))
struct DisasterTests {
  private static let box = ["b", " ", "l", "l", "j", " ", "\u{1B}"]

  /// The number of the newest entry, after the whole project was found sound.
  private func newestEntry(_ program: Program, _ project: String) throws -> Int {
    let doctor = try program.run(
      ["doctor", project], environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"])
    #expect(doctor.output.contains("tables, references and counters agree"), "\(doctor.output)")
    #expect(doctor.output.contains("unbroken chain"), "\(doctor.output)")
    let entries = try program.objects("log", project, "--limit", "1")
    return try #require(entries.first?["number"] as? Int)
  }

  /// Draws a box and waits until it is called saved; answers the number of its entry.
  private func drawAndSave(_ person: ProgramOnTerminal) async throws -> Int {
    #expect(try await person.shows("nothing to save"))
    try await person.type(Self.box)
    #expect(try await person.shows("saved #"))
    return try #require(person.saved)
  }

  @Test(
    "On a full disk the person is told, nothing half is kept, and work goes on once there is space",
    .enabled(if: SmallDisk.isPossible(.memory), "this user may not mount a file system"))
  func fullDisk() async throws {
    let program = try Program()
    defer { program.remove() }
    let disk = try SmallDisk(.memory, in: program)
    defer { try? disk.remove() }
    let project = try program.makeProject(at: disk.path + "/project")
    let person = try ProgramOnTerminal(["annotate", project])
    let first = try await drawAndSave(person)
    let ballast = try disk.fill()
    // What the log has room for still goes in; then the disk is full.
    var tries = 0
    while !person.screen.contains("the disk is full"), tries < 200 {
      try await person.type(Self.box)
      tries += 1
    }
    #expect(try await person.shows("the disk is full; free some space and try again"))
    let last = try #require(person.saved)
    #expect(last >= first)
    try FileManager.default.removeItem(atPath: ballast)
    #expect(try newestEntry(program, project) == last)
    try await person.type(Self.box)
    #expect(try await person.shows("saved #\(last + 1)"))
    try await person.type(["q"])
    #expect(try await person.end().status == 0)
    #expect(try newestEntry(program, project) == last + 1)
  }

  @Test(
    "When the disk turns read-only the person is told, and what was saved can still be read",
    .enabled(if: SmallDisk.isPossible(.image), "this user may not mount a file system"))
  func readOnlyDisk() async throws {
    let program = try Program()
    defer { program.remove() }
    let disk = try SmallDisk(.image, in: program)
    defer { try? disk.remove() }
    let project = try program.makeProject(at: disk.path + "/project")
    let person = try ProgramOnTerminal(["annotate", project])
    let saved = try await drawAndSave(person)
    try disk.fail()
    try await person.type(Self.box)
    #expect(try await person.shows("saving the edit: "))
    #expect(try await person.shows("cannot be written"), "\(person.screen)")
    #expect(person.saved == saved)
    try await person.type(["q"])
    let end = try await person.end()
    #expect(!end.isSignal)
    let again = try program.run("status", project)
    #expect(
      again.status == 0 && again.output.contains(" 1 draft"), "\(again.output)\(again.errors)")
  }

  @Test("A hangup ends the program, gives the terminal back, and the next one goes on there")
  func hangup() async throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let person = try ProgramOnTerminal(["annotate", project])
    let saved = try await drawAndSave(person)
    person.signal(SIGHUP)
    let end = try await person.end()
    // Shells say 128 and the signal's number.
    #expect(end.status == 128 + SIGHUP && !end.isSignal)
    #expect(person.written.contains("\u{1B}[?1049l"))
    #expect(try newestEntry(program, project) >= saved)
    let next = try ProgramOnTerminal(["annotate", project])
    #expect(try await next.shows("Objects (1)"))
    try await next.type(["q"])
    #expect(try await next.end().status == 0)
  }

  @Test("When the tmux server is killed, the program ends and what was saved is there")
  func tmuxServer() async throws {
    let program = try Program()
    defer { program.remove() }
    let project = try program.makeProject()
    let tmux = try Tmux(socket: program.path("tmux.socket"))
    defer { tmux.kill() }
    #expect(try await tmux.listens())
    try tmux.run(
      "new-session", "-d", "-x", "110", "-y", "30", Program.binary.path, "annotate", project)
    #expect(try await tmux.shows("nothing to save"))
    try tmux.run("send-keys", "b", "Space", "l", "j", "Space", "Escape")
    #expect(try await tmux.shows("saved #"))
    let screen = try tmux.run("capture-pane", "-p")
    let saved = try #require(
      screen.firstMatch(of: /saved #([0-9]+)/).flatMap { Int($0.1) })
    let process = try #require(
      pid_t(tmux.run("list-panes", "-F", "#{pane_pid}").filter(\.isNumber)))
    tmux.kill()
    // The program is no child of ours; what has ended has no command line, even if nobody waits.
    while let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline")),
      !line.isEmpty
    { try await Task.sleep(for: .milliseconds(20)) }
    #expect(try newestEntry(program, project) >= saved)
    let next = try ProgramOnTerminal(["annotate", project])
    #expect(try await next.shows("Objects (1)"))
    try await next.type(["q"])
    #expect(try await next.end().status == 0)
  }
}

/// A tmux server of a test's own.
private final class Tmux {
  private let socket: String
  private let server = Process()

  /// Starts the server; it stays in the foreground, because one that leaves keeps Foundation
  /// waiting for whoever started it.
  init(socket: String) throws {
    self.socket = socket
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["tmux", "-S", socket, "-f", "/dev/null", "-D"]
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    server.standardInput = FileHandle.nullDevice
    try server.run()
  }

  /// Ends the server without a word to its programs.
  func kill() {
    _ = Glibc.kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
  }

  /// Runs a command of tmux and answers what it printed.
  @discardableResult
  func run(_ arguments: String...) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tmux", "-S", socket] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Program.Failed(status: process.terminationStatus)
    }
    return text
  }

  /// Waits until the server listens; false when it does not within ten seconds.
  func listens() async throws -> Bool {
    for _ in 0..<200 {
      if (try? run("show-options", "-s")) != nil { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  /// Looks until the screen says something; false when it does not within ten seconds.
  func shows(_ text: String) async throws -> Bool {
    for _ in 0..<200 {
      if try run("capture-pane", "-p").contains(text) { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
