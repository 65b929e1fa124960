import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("The home screen")
struct HomeTests {
  static let first: ID<Job> = ID(high: 9, low: 1)
  static let second: ID<Job> = ID(high: 9, low: 2)

  static let jobs = [
    HomeJob(
      id: first, name: "bread counter", task: .boundingBox, images: 26, answered: 12,
      submitted: 12, left: 14, returned: 1, toReview: 7),
    HomeJob(
      id: second, name: "棚卸し パン売り場の写真", task: .boundingBox, images: 1_200_000, answered: 3,
      submitted: 0, left: 1_199_997, toReview: 0),
  ]

  static let people = [
    HomePerson(name: "tanaka", roles: [.annotator, .lead], submitted: 12),
    HomePerson(name: "花子", roles: [.annotator, .reviewer], submitted: 1_204, gold: 0.913),
  ]

  /// Home with its jobs read.
  static func home(
    roles: Set<Person.Role> = [.annotator], columns: Int = 80, rows: Int = 24,
    jobs: [HomeJob] = jobs
  ) -> Bench {
    var bench = Bench(columns: columns, rows: rows, screen: .home, roles: roles)
    bench.send(.home(HomeSummary(jobs: jobs, people: people), visit: 0))
    return bench
  }

  @Test("An annotator's Enter opens the canvas of the chosen job")
  func annotate() {
    var bench = Self.home()
    bench.press("j Enter")
    #expect(bench.effects.last == .annotate(Self.second))
  }

  @Test("The Enter of somebody who only reviews opens the review")
  func review() {
    var bench = Self.home(roles: [.reviewer])
    bench.press("Enter")
    #expect(bench.effects.last == .review(Self.first))
  }

  @Test(
    "What a role may not do is refused with the reason",
    arguments: [("r", Person.Role.annotator, "reviewer"), ("a", .reviewer, "annotator")])
  func refused(key: String, role: Person.Role, missing: String) {
    var bench = Self.home(roles: [role])
    bench.press(key)
    #expect(!bench.effects.contains(.review(Self.first)))
    #expect(!bench.effects.contains(.annotate(Self.first)))
    #expect(
      bench.state.notice?.text.contains("not an \(missing)") == true
        || bench.state.notice?.text.contains("not a \(missing)") == true)
  }

  @Test("A job without images is not opened")
  func noImages() {
    var bench = Self.home(jobs: [
      HomeJob(id: Self.first, name: "empty", task: .boundingBox, images: 0)
    ])
    bench.press("Enter")
    #expect(bench.effects == [.readHomeLater(visit: 0)])
    #expect(bench.state.notice?.text == "empty has no images yet")
  }

  @Test("Leaving the canvas leads home, leaving home ends the program")
  func leave() {
    var bench = Self.home()
    bench.press("Enter")
    bench.send(.entered(.canvas, Bench.context()))
    bench.send(.opened(Bench.item(), Progress(submitted: 0, total: 3)))
    #expect(bench.state.screen == .canvas)
    bench.press("q")
    #expect(bench.state.screen == .home)
    #expect(bench.effects.last == .leave(visit: 1))
    bench.send(.home(HomeSummary(jobs: Self.jobs, people: []), visit: 1))
    bench.press("q")
    #expect(bench.effects.last == .quit)
  }

  @Test("Escape leaves the canvas only from its top level, and not the program")
  func escape() {
    var bench = Self.home()
    bench.send(.entered(.canvas, Bench.context()))
    bench.send(
      .opened(
        Bench.item(shapes: [Bench.shape(1, 0, 0, 40, 40)].compactMap { $0 }),
        Progress(submitted: 0, total: 3)))
    bench.press("Tab Esc")
    #expect(bench.state.screen == .canvas)
    bench.press("Esc")
    #expect(bench.state.screen == .home)
    bench.send(.home(HomeSummary(jobs: Self.jobs, people: []), visit: 1))
    bench.press("Esc")
    #expect(!bench.effects.contains(.quit))
  }

  @Test("A canvas that was opened directly is left to the shell")
  func direct() {
    var bench = Bench.open()
    bench.press("Esc")
    #expect(bench.effects == [])
    #expect(bench.state.notice?.text == "q leaves; everything is saved")
    bench.press("q")
    #expect(bench.effects == [.quit])
  }

  @Test("The counts are read again while home shows, and not afterwards")
  func refresh() {
    var bench = Self.home()
    #expect(bench.effects == [.readHomeLater(visit: 0)])
    bench.send(.homeIsDue(visit: 0))
    #expect(bench.effects.last == .readHome(visit: 0))
    bench.press("Enter")
    bench.send(.entered(.canvas, Bench.context()))
    let before = bench.effects
    bench.send(.homeIsDue(visit: 0))
    bench.send(.home(HomeSummary(jobs: Self.jobs, people: []), visit: 0))
    #expect(bench.effects == before)
  }

  @Test("A refresh does not let loose keys that wait for a job")
  func refreshWhileOpening() {
    var bench = Self.home()
    bench.press("Enter j")
    bench.send(.home(HomeSummary(jobs: Self.jobs, people: []), visit: 0))
    #expect(bench.state.home.selection == 0)
    #expect(bench.state.held.count == 1)
  }

  @Test("The chosen job stays chosen when the list changes")
  func selection() {
    var bench = Self.home()
    bench.press("j")
    bench.send(.home(HomeSummary(jobs: [Self.jobs[1]], people: []), visit: 0))
    #expect(bench.state.home.job?.id == Self.second)
  }

  @Test("Only a lead's home asks how far answers agree, once in a stay")
  func agreement() {
    var bench = Self.home(roles: [.lead])
    bench.send(.home(HomeSummary(jobs: Self.jobs, people: []), visit: 0))
    let asked = Effect.measureAgreement([Self.first, Self.second])
    #expect(bench.effects.count { $0 == asked } == 1)
    #expect(!Self.home().effects.contains(asked))
  }

  @Test("A click chooses a job, a click on the chosen one opens it")
  func click() {
    var bench = Self.home()
    bench.mouse(.press(.left), column: 5, row: 4)
    #expect(bench.state.home.selection == 1)
    #expect(bench.effects == [.readHomeLater(visit: 0)])
    bench.mouse(.press(.left), column: 5, row: 4)
    #expect(bench.effects.last == .annotate(Self.second))
  }

  @Test("Commands of other screens are neither listed nor run at home")
  func palette() {
    var bench = Self.home()
    bench.press(": d r a w Enter")
    #expect(bench.state.screen == .home)
    #expect(CommandList.palette(on: .home).rows.allSatisfy { $0.info.command != .drawBox })
  }

  @Test(
    "Home as text",
    arguments: [
      (80, 24, "annotator"), (200, 50, "annotator"), (80, 24, "lead"), (200, 50, "lead"),
      (62, 16, "lead"),
    ])
  func snapshot(columns: Int, rows: Int, role: String) throws {
    let roles: Set<Person.Role> = role == "lead" ? [.annotator, .lead] : [.annotator, .reviewer]
    var bench = Self.home(roles: roles, columns: columns, rows: rows)
    bench.send(.agreement(Self.first, Agreement(f1: 0.87, overlap: 0.91, images: 24)))
    try bench.expect(matches: "home-\(role)-\(columns)x\(rows)")
  }

  @Test("An empty project says what to do next")
  func empty() throws {
    try Self.home(roles: [.lead], jobs: []).expect(matches: "home-empty-80x24")
  }
}
