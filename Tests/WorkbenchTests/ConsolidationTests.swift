import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("The consolidation screen")
struct ConsolidationTests {
  static let job = HomeTests.first
  static let methods = [
    ConsolidationMethod(id: "ds", title: "Dawid-Skene"),
    ConsolidationMethod(id: "mv", title: "majority vote"),
  ]

  static func heatMap(_ right: Double) -> HeatMap {
    let wrong = 1 - right
    return HeatMap(
      rows: ["あんぱん", "メロンパン", "焼きそばパン"], columns: ["an", "me", "ya"],
      values: [
        [right, wrong, 0], [wrong * 0.25, 1 - wrong * 0.25, 0], [0.02, 0.08, 0.9],
      ], isSquare: true)
  }

  static let annotators = [
    ConsolidationAnnotator(
      name: "tanaka", answers: 24, skill: 0.963, interval: 0.91...0.99, precision: 0.98,
      recall: 0.95, standing: .sound, heatMap: heatMap(0.97)),
    ConsolidationAnnotator(
      name: "パン売り場の花子さん", answers: 24, skill: 0.71, interval: 0.6...0.8, precision: 0.9,
      recall: 0.42, standing: .careless, heatMap: heatMap(0.6)),
    ConsolidationAnnotator(name: "bread-detector 2026-05-01", answers: 3),
  ]

  static let items = [
    ConsolidationItem(
      index: 7, image: ID(high: 2, low: 7), name: "メロンパン_昼.jpg", doubt: 1.234, answers: 5,
      text: "anpan 3, melonpan 2 of 5", isAgainstMajority: true),
    ConsolidationItem(
      index: 2, image: ID(high: 2, low: 2), name: "tray_0003.jpg", doubt: 0.81, answers: 5,
      text: "yakisobapan 2 of 5", pinnedBy: "reviewer"),
    ConsolidationItem(
      index: 4, image: ID(high: 2, low: 4), name: "tray_0005.jpg", doubt: 0.12, answers: 4,
      text: "anpan 4 of 4"),
    ConsolidationItem(
      index: 5, image: ID(high: 2, low: 5), name: "IMG_2041.jpg", doubt: nil, answers: 1,
      text: "nothing is measured"),
  ]

  static let summary = ConsolidationSummary(
    method: methods[0], fit: "12 iterations, settled, 0.03 s", isSettled: true,
    progress: ConsolidationProgress(
      images: 26, asked: 5, byAnswers: [0: 2, 1: 1, 4: 3, 5: 20], gold: 6, reviewed: 1),
    annotators: annotators, items: items, doubtTitle: "Doubt",
    confidences: [0.31, 0.55, 0.62, 0.74, 0.81, 0.88, 0.93, 0.97, 0.99, 0.99], unmeasured: 2,
    thing: "box",
    standing: ["run #120 is published and stale: 2 answers have changed since"],
    publication: [
      "Dawid-Skene answers 24 images: 3 of them in another way than now.",
      "1 image keeps its reviewer's answer, 6 keep their gold.",
    ], notes: ["4 suggested boxes left as they were count for places only"])

  static let agreement = ConsolidationAgreement(
    sections: [
      .init(
        title: "overall", counted: "comparisons", figures: ["F1", "overlap"],
        lines: [
          .init(
            name: "all", count: 210,
            figures: [
              .init(0.874, interval: 0.85...0.9), .init(0.91, interval: 0.89...0.93),
            ])
        ]),
      .init(
        title: "pairs", counted: "comparisons", figures: ["F1", "overlap"],
        lines: (1...30).map {
          .init(name: "花子 / annotator \($0)", count: 24, figures: [.init(0.5), .init(nil)])
        }),
    ], notes: ["4 boxes that were suggested and left as they were are not counted"],
    annotators: [0.95, 0.7, nil])

  static let budget = ConsolidationBudget(
    rows: (1...5).map {
      .init(
        annotators: $0, answers: 24 * $0, match: 0.8 + 0.04 * Double($0),
        range: (0.75 + 0.04 * Double($0))...(0.82 + 0.035 * Double($0)),
        gold: 0.78 + 0.03 * Double($0))
    }, measure: "F1", draws: 5, seed: 1, images: 24)

  /// The screen with the answers being consolidated.
  static func opened(columns: Int = 80, rows: Int = 24) -> Bench {
    var bench = HomeTests.home(roles: [.lead], columns: columns, rows: rows)
    bench.press("c")
    bench.send(.entered(.consolidation, Bench.context("ja")))
    bench.send(.consolidating(job, methods: methods))
    return bench
  }

  /// The screen with everything known.
  static func ready(columns: Int = 80, rows: Int = 24) -> Bench {
    var bench = opened(columns: columns, rows: rows)
    bench.send(.consolidated(summary, attempt: 1))
    bench.press("a")
    bench.send(.jobAgreement(agreement, attempt: 1))
    bench.press("s")
    bench.send(.budget(budget, attempt: 1))
    bench.press("i")
    return bench
  }

  static func request(_ method: String, _ attempt: Int, models: Bool = false) -> Effect {
    .runConsolidation(
      ConsolidationRequest(job: job, method: method, countsModels: models, attempt: attempt))
  }

  @Test("A lead opens it from home, and the answers are consolidated at once")
  func open() {
    let bench = Self.opened()
    #expect(bench.effects.contains(.consolidate(Self.job)))
    #expect(bench.effects.last == Self.request("ds", 1))
    #expect(bench.state.screen == .consolidation && !bench.state.isWaiting)
  }

  @Test("Nobody but a lead opens it", arguments: [Person.Role.annotator, .reviewer])
  func refused(role: Person.Role) {
    var bench = HomeTests.home(roles: [role])
    bench.press("c")
    #expect(!bench.effects.contains(.consolidate(Self.job)))
    #expect(bench.state.notice?.text.contains("not a lead") == true)
  }

  @Test("Keys work while the answers are consolidated, and an old result changes nothing")
  func live() {
    var bench = Self.opened()
    bench.press("d m")
    #expect(bench.state.consolidation.page == .disputes)
    #expect(bench.effects.last == Self.request("mv", 2))
    bench.send(.consolidated(Self.summary, attempt: 1))
    #expect(bench.state.consolidation.summary == nil)
    bench.send(.consolidated(Self.summary, attempt: 2))
    #expect(bench.state.consolidation.summary == Self.summary)
    bench.press("p")
    #expect(bench.state.popup != nil)
  }

  @Test("Publishing waits for the result, and for the word")
  func publish() {
    var bench = Self.opened()
    bench.press("p")
    #expect(bench.state.notice?.text == "the answers are still being consolidated")
    bench.send(.consolidated(Self.summary, attempt: 1))
    bench.press("p y e s Enter")
    #expect(!bench.effects.contains(.publishRun(attempt: 1)))
    bench.press("p p u b l i s h Enter")
    #expect(bench.effects.last == .publishRun(attempt: 1))
    bench.press("u")
    #expect(bench.effects.last == .publishRun(attempt: 1))
    #expect(bench.state.notice?.text.contains("being published") == true)
    bench.send(.runChanged("24 images answered", entry: 130, nil))
    bench.press("u")
    #expect(bench.effects.last == .undo)
    #expect(bench.state.savedEntry == 130)
  }

  @Test("A run that could not be published can be tried again")
  func publishFailed() {
    var bench = Self.ready()
    bench.press("p p u b l i s h Enter")
    bench.send(.failed("the disk is full", answersWait: true))
    #expect(bench.state.failure?.text == "the disk is full")
    bench.press("p p u b l i s h Enter")
    #expect(bench.effects.count { $0 == .publishRun(attempt: 1) } == 2)
  }

  @Test("Agreement and fewer annotators are worked out when they are looked at, once")
  func lazily() {
    var bench = Self.opened()
    bench.press("w")
    bench.send(.consolidated(Self.summary, attempt: 1))
    #expect(bench.effects.last == .measureJobAgreement(attempt: 1))
    bench.press("a w s s")
    #expect(bench.effects.count { $0 == .measureJobAgreement(attempt: 1) } == 1)
    #expect(bench.effects.count { $0 == .simulateBudget(attempt: 1) } == 1)
    bench.send(.jobAgreement(Self.agreement, attempt: 1))
    #expect(bench.state.consolidation.summary?.annotators.map(\.agreement) == [0.95, 0.7, nil])
    bench.press("M")
    #expect(bench.effects.last == Self.request("ds", 2, models: true))
  }

  @Test("Gold is held out or used by a key, and where there is none the key says so")
  func gold() {
    var bench = Self.ready()
    bench.press("g")
    guard case .runConsolidation(let request)? = bench.effects.last else {
      Issue.record("nothing was asked for")
      return
    }
    #expect(request.usesGold == false)
    var without = Self.summary
    without.progress.gold = 0
    bench.send(.consolidated(without, attempt: 2))
    let before = bench.effects.count
    bench.press("g")
    #expect(bench.effects.count == before)
    #expect(bench.state.notice?.text == "no answered image has gold")
  }

  @Test("The annotator whose matrix shows is the one that was chosen in the list")
  func sameAnnotator() {
    var bench = Self.ready()
    bench.press("w j Enter")
    #expect(bench.state.consolidation.page == .confusion && bench.state.consolidation.row == 1)
    bench.press("k w")
    #expect(bench.state.consolidation.row == 0)
  }

  @Test("The threshold moves by five points and stays within 5 and 95 %")
  func threshold() {
    var bench = Self.ready()
    bench.press("s < <")
    #expect(bench.state.consolidation.threshold == 0.7)
    bench.press("> > > > > > > >")
    #expect(bench.state.consolidation.threshold == 0.95)
  }

  @Test("A tab is shown by a click, and a row is chosen and opened")
  func mouse() {
    var bench = Self.ready()
    bench.mouse(.press(.left), column: 55, row: 1)
    #expect(bench.state.consolidation.page == .disputes)
    bench.mouse(.press(.left), column: 10, row: 6)
    #expect(bench.state.consolidation.row == 2)
    bench.mouse(.press(.left), column: 10, row: 6)
    #expect(bench.effects.last == .adjudicate(Self.items[2].image))
  }

  @Test("What failed is said, and can be tried again")
  func failure() {
    var bench = Self.opened()
    bench.send(.consolidationFailed("nobody has submitted an answer yet", attempt: 1))
    #expect(bench.state.notice?.kind == .error)
    bench.press("r")
    #expect(bench.effects.last == Self.request("ds", 2))
    #expect(bench.state.consolidation.failure == nil)
  }

  @Test("Leaving leads home, and what comes after that is too late")
  func leave() {
    var bench = Self.ready()
    bench.press("Esc")
    #expect(bench.state.screen == .home)
    #expect(bench.effects.last == .leave(visit: 1))
    bench.send(.consolidated(Self.summary, attempt: 1))
    #expect(bench.state.consolidation.summary == nil)
  }

  @Test("A late result of a job that was left is not taken for one of the next")
  func otherJob() {
    var bench = Self.opened()
    bench.press("q")
    bench.send(.home(HomeSummary(jobs: HomeTests.jobs, people: []), visit: 1))
    bench.press("j c")
    bench.send(.entered(.consolidation, Bench.context()))
    bench.send(.consolidating(HomeTests.second, methods: Self.methods))
    bench.send(.consolidated(Self.summary, attempt: 1))
    #expect(bench.state.consolidation.summary == nil)
    bench.send(.consolidated(Self.summary, attempt: bench.state.consolidation.attempt))
    #expect(bench.state.consolidation.summary != nil)
  }

  @Test(
    "The pages as text",
    arguments: ["i", "w", "c", "a", "d", "s"], [(80, 24), (200, 50)])
  func snapshot(key: String, size: (Int, Int)) throws {
    var bench = Self.ready(columns: size.0, rows: size.1)
    bench.press("w j \(key)")
    let name = "\(bench.state.consolidation.page)"
    try bench.expect(matches: "consolidation-\(name)-\(size.0)x\(size.1)")
  }

  @Test("Being consolidated, and asked whether to publish, as text")
  func running() throws {
    try Self.opened().expect(matches: "consolidation-running-80x24")
    var bench = Self.ready()
    bench.press("p p u b")
    try bench.expect(matches: "consolidation-publish-80x24")
  }

  @Test("No page writes beyond a small terminal", arguments: ["i", "w", "c", "a", "d", "s"])
  func small(key: String) {
    var bench = Self.ready(columns: 40, rows: 10)
    bench.press(key)
    let frame = view(bench.state, theme: .standard).frame
    #expect(frame.size == Size(columns: 40, rows: 10))
    #expect(frame.text.contains("breads") || frame.text.contains("bread"))
  }
}
