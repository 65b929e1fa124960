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
  func killed() async throws {
    let program = try Program()
    defer { program.remove() }
    var work = try Work(in: program, seed: Self.seed)
    for round in 0..<Self.kills { try await work.round(round) }
    #expect(work.kills == Self.kills)
    // Two of five die right after a key, and enough rounds get as far as saving something.
    #expect(work.killsAfterKey * 10 >= Self.kills * 3)
    #expect(work.roundsWithSaves * 4 > Self.kills)
    print(
      "\(work.kills) kills, \(work.killsAfterKey) within 5 ms after a key, "
        + "\(work.reviews) while reviewing, and \(work.importsKilled) imports killed; "
        + "\(work.roundsWithSaves) rounds with something saved, "
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
  private(set) var reviews = 0
  /// The newest entry of the journal.
  private(set) var newest = 0

  init(in program: Program, seed: UInt64) throws {
    self.program = program
    random = SplitMix(seed: seed)
    project = try program.makeProject(pictures: 2)
  }

  /// Works until the kill, then looks at what is left.
  mutating func round(_ number: Int) async throws {
    // Every fourth round reviews what was submitted in those before.
    let isReview = number % 4 == 3
    let person = try ProgramOnTerminal([isReview ? "review" : "annotate", project])
    #expect(try await person.shows("nothing to save"))
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let keys = isReview ? reviewGesture() : gesture()
      try await person.type(keys, pausing: Int.random(in: 0...12, using: &random))
    }
    let importer = try importMore(number)
    // From nothing to most of what a short import takes.
    try await person.look(for: Int.random(in: 0...120, using: &random))
    if number % 5 < 2 {
      let keys = isReview ? reviewGesture() : gesture()
      person.strike(keys.randomElement(using: &random) ?? "u")
      usleep(UInt32.random(in: 0..<5000, using: &random))
      killsAfterKey += 1
    }
    #expect(person.isRunning)
    person.signal(SIGKILL)
    killSometimes(importer)
    let end = try await person.end()
    #expect(end.isSignal && end.status == SIGKILL)
    kills += 1
    if isReview { reviews += 1 }
    try await finish(importer)
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

  /// What a reviewer does with a few keys.
  private mutating func reviewGesture() -> [String] {
    let gestures = [["a"], ["x"], ["2"], ["j", "a"], ["A"], ["u"], ["u", "U"], ["s"]]
    return gestures.randomElement(using: &random) ?? ["a"]
  }

  /// Begins to take in pictures beside the person, in two rounds of three.
  private mutating func importMore(_ number: Int) throws -> Process? {
    guard !number.isMultiple(of: 3) else { return nil }
    let folder = program.folder.appendingPathComponent("more/\(number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let picture = program.folder.appendingPathComponent("photos/phone/phone-1.jpg")
    for copy in 0..<60 {
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

  /// Kills an import together with the person, one time in two.
  private mutating func killSometimes(_ importer: Process?) {
    guard let importer, Bool.random(using: &random) else { return }
    kill(importer.processIdentifier, SIGKILL)
  }

  private mutating func finish(_ importer: Process?) async throws {
    guard let importer else { return }
    while importer.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    if importer.terminationReason == .uncaughtSignal {
      importsKilled += 1
    } else {
      #expect(importer.terminationStatus == 0)
    }
  }

  /// The kinds of entries that a screen can call saved here.
  private static let kinds = ["edit", "submit", "undo", "redo", "reopen", "decide", "finish"]

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
    #expect(Self.kinds.contains(kind), "round \(round): \(kind)")
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
