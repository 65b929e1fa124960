import AnnotationModel
import FoundationEssentials
import Store
import Testing

@Suite("Undo among people")
struct UndoTeamTests {
  /// Actions in all; `make torture` asks for 10,000.
  static let actions =
    ProcessInfo.processInfo.environment["PLUMBLINE_UNDO_ACTIONS"]
    .flatMap(Int.init) ?? 300

  @Test(
    "Three people, work sent back, undo, redo and restarts: a model agrees after every step")
  func team() async throws {
    let project = try TestProject(images: 6, annotators: 3)
    var team = try Team(project, seed: 20)
    var step: UInt64 = 0
    while team.sessions.map(\.count).reduce(0, +) < Self.actions {
      step += 1
      if step % 61 == 0 { try team.restart(step) }
      try team.act()
      try team.compare(everybody: step % 10 == 0)
      // Other tests go on meanwhile.
      await Task.yield()
    }
    for person in team.views.indices {
      while try team.sessions[person].undo(through: team.views[person]) {}
      try team.compare(everybody: true)
      while try team.sessions[person].redo(through: team.views[person]) {}
      try team.compare(everybody: true)
    }
    #expect(team.refusedTakingBack > 0 && team.takenBack > 0)
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }
}

/// Three people at the same images and a lead who sends answers back.
private struct Team {
  let project: TestProject
  var views: [AnnotatorView] = []
  var sessions: [Session] = []
  var takenBack = 0
  var refusedTakingBack = 0
  /// Who did something last, or had something sent back.
  private var actor = 0
  private var random: SeededGenerator
  /// Answers that were sent back and not taken back, with the picture as it was before.
  private var returned: [(entry: EntryNumber, person: Int, picture: Int, before: Session.Picture)] =
    []

  private static let users: [UInt32] = [1001, 1002, 1003]

  init(_ project: TestProject, seed: UInt64) throws {
    self.project = project
    random = SeededGenerator(seed: seed)
    for (number, user) in Self.users.enumerated() {
      views.append(try project.annotator("P\(user)", user: user))
      sessions.append(
        Session(
          labels: project.job.labels.map(\.id), images: 6, seed: seed + 1 + UInt64(number)))
    }
  }

  /// Everybody opens the project again.
  mutating func restart(_ step: UInt64) throws {
    for (number, user) in Self.users.enumerated() {
      let store = try project.reopened(seed: step &* 8 &+ UInt64(number))
      let person = try #require(try store.person(unixUser: user))
      views[number] = try store.annotator(person, job: project.job)
    }
  }

  mutating func act() throws {
    actor = Int.random(in: views.indices, using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0: try sendBack()
    case 1: try takeBack()
    default:
      try sessions[actor].act(through: views[actor])
    }
  }

  /// The store against the model: all that the one who acted last has, or that everybody has.
  mutating func compare(everybody: Bool) throws {
    for person in everybody ? Array(views.indices) : [actor] {
      try sessions[person].compareAll(with: views[person])
    }
  }

  private mutating func sendBack() throws {
    let answers = sessions.indices.flatMap { person in
      sessions[person].pictures.indices.filter {
        sessions[person].pictures[$0].state == .submitted
      }.map { (person: person, picture: $0) }
    }
    guard let answer = answers.randomElement(using: &random) else { return }
    actor = answer.person
    let reason = "look again, \(answers.count)"
    let entry = try project.reviewer.returnAnswer(
      of: project.person(Self.users[answer.person]), for: project.image(at: answer.picture),
      in: project.job, reason: reason)
    var picture = sessions[answer.person].pictures[answer.picture]
    returned.append((entry, answer.person, answer.picture, picture))
    picture.state = .returned
    picture.reason = reason
    picture.isOthers = true
    sessions[answer.person].pictures[answer.picture] = picture
  }

  /// The lead takes the newest sending back, which is refused once its annotator has gone on.
  private mutating func takeBack() throws {
    guard let last = returned.popLast() else { return }
    actor = last.person
    let picture = sessions[last.person].pictures[last.picture]
    guard picture.isOthers, picture.state == .returned else {
      #expect(throws: StoreError.self) { try project.reviewer.undo(last.entry) }
      refusedTakingBack += 1
      return
    }
    _ = try project.reviewer.undo(last.entry)
    takenBack += 1
    sessions[last.person].pictures[last.picture] = last.before
    sessions[last.person].pictures[last.picture].isOthers = true
  }
}
