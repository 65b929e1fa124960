import Foundation
import Testing

/// The program is killed while somebody works, again and again in one project.
///
/// `PLUMBLINE_KILLS` is how often; `make torture` asks for 200.
@Suite("Kill", .timeLimit(.minutes(20)))
struct KillTests {
  private static let kills = number("PLUMBLINE_KILLS") ?? 10
  private static let seed = UInt64(number("PLUMBLINE_SEED") ?? 1)

  private static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap(Int.init)
  }

  @Test("After kill -9 at any moment, beside imports, all that the screen called saved is there")
  func killed() throws {
    let program = try Program()
    defer { program.remove() }
    var work = try Work(in: program, seed: Self.seed)
    for round in 0..<Self.kills { try work.round(round) }
    #expect(work.kills == Self.kills)
    // Two of five die right after a key, and most rounds get as far as saving something.
    #expect(work.killsAfterKey * 10 >= Self.kills * 3)
    #expect(work.roundsWithSaves * 2 > Self.kills)
    print(
      "\(work.kills) kills, \(work.killsAfterKey) within 5 ms after a key, "
        + "\(work.importsKilled) of imports; \(work.roundsWithSaves) rounds with something saved, "
        + "the last entry is #\(work.newest)")
  }
}

/// Somebody's work in one project, which goes on after each kill.
private struct Work {
  private let program: Program
  private let project: String
  private var random: SplitMix
  private(set) var kills = 0
  private(set) var killsAfterKey = 0
  private(set) var importsKilled = 0
  private(set) var roundsWithSaves = 0
  /// The newest entry of the journal.
  private(set) var newest = 0

  init(in program: Program, seed: UInt64) throws {
    self.program = program
    random = SplitMix(seed: seed)
    project = try program.makeProject(pictures: 2)
  }

  /// Works until the kill, then looks at what is left.
  mutating func round(_ number: Int) throws {
    let importer = try importMore(number)
    let person = try ProgramOnTerminal(["annotate", project])
    #expect(person.shows("nothing to save"))
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      person.type(gesture(), pausing: Int32.random(in: 0...12, using: &random))
    }
    if number % 5 < 2 {
      person.strike(gesture().randomElement(using: &random) ?? "u")
      usleep(UInt32.random(in: 0..<5000, using: &random))
      killsAfterKey += 1
    } else {
      person.look(for: Int32.random(in: 0...60, using: &random))
    }
    #expect(person.isRunning)
    person.signal(SIGKILL)
    let end = person.end()
    #expect(end.isSignal && end.status == SIGKILL)
    kills += 1
    try finish(importer)
    try check(saved: person.saved, round: number)
  }

  /// What a person does with a few keys.
  private mutating func gesture() -> [String] {
    let moves = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      ["h", "j", "k", "l"].randomElement(using: &random) ?? "l"
    }
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<5: return ["b", " ", "l", "j"] + moves + [" ", "\u{1B}"]
    case 5, 6: return ["u"]
    case 7: return ["u", "u", "U"]
    case 8: return ["\r"]
    case 9: return ["]"]
    case 10: return ["\t", "2", "x"]
    default: return ["O"]
    }
  }

  /// Begins to take in pictures beside the person, in every second round.
  private mutating func importMore(_ number: Int) throws -> Process? {
    guard number.isMultiple(of: 2) else { return nil }
    let folder = program.folder.appendingPathComponent("more/\(number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let picture = program.folder.appendingPathComponent("photos/phone/phone-1.jpg")
    for copy in 0..<40 {
      try FileManager.default.placeCopy(
        of: picture, at: folder.appendingPathComponent("\(number)-\(copy).jpg"))
    }
    let process = Process()
    process.executableURL = Program.binary
    process.arguments = ["init", project, "--images", folder.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Kills every other import too, unless it is through; the rest ends by itself.
  private mutating func finish(_ importer: Process?) throws {
    guard let importer else { return }
    if Bool.random(using: &random), importer.isRunning {
      kill(importer.processIdentifier, SIGKILL)
    }
    importer.waitUntilExit()
    if importer.terminationReason == .uncaughtSignal {
      importsKilled += 1
    } else {
      #expect(importer.terminationStatus == 0)
    }
  }

  /// SQLite's check, counters, the chain of hashes, and the entries up to the one that was seen.
  private mutating func check(saved: Int?, round: Int) throws {
    let doctor = try program.run(
      ["doctor", project], environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"])
    #expect(doctor.status == 0, "round \(round): \(doctor.output)\(doctor.errors)")
    #expect(doctor.output.contains("unbroken chain"), "round \(round): \(doctor.output)")
    let entries = try program.objects("log", project, "--limit", "0")
    let numbers = entries.compactMap { $0["number"] as? Int }.sorted()
    // None is missing in between, so those up to the one on the screen are all there.
    #expect(numbers == Array(1...max(1, numbers.count)), "round \(round)")
    #expect((numbers.last ?? 0) >= max(newest, saved ?? 0), "round \(round)")
    newest = numbers.last ?? 0
    guard let saved else { return }
    roundsWithSaves += 1
    let kind = entries.first { $0["number"] as? Int == saved }?["kind"] as? String ?? "missing"
    #expect(["edit", "submit", "undo", "redo", "reopen"].contains(kind), "round \(round): \(kind)")
  }
}

extension FileManager {
  /// Puts a copy of a file beside the others; a hard link will do, since nobody writes to it.
  fileprivate func placeCopy(of file: URL, at copy: URL) throws {
    do {
      try linkItem(at: file, to: copy)
    } catch {
      try copyItem(at: file, to: copy)
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
