import AnnotationModel
import Screen
import Testing
import Workbench

@Suite("The preflight screen")
struct PreflightTests {
  private static let job = ID<Job>(high: 9, low: 1)

  private static func image(_ index: Int, _ detail: String, isKnown: Bool = true)
    -> OffendingImage
  {
    OffendingImage(
      line: index + 1, name: "棚_\(index).jpg", detail: detail,
      image: isKnown ? ID(high: 2, low: UInt64(index)) : nil)
  }

  static let summary = PreflightSummary(
    standing: [
      "26 lines are checked for training, 3 would be refused.",
      "25 pictures looked at, 1 not here and not checked, the first is s3://shop/棚_9.jpg.",
    ],
    rules: [
      BrokenRule(
        name: "CLASS_IDS", verdict: .refusesAll, count: 1, detail: "no box or label has class 1",
        repair: "export --format object-detection numbers the classes without gaps"),
      BrokenRule(
        name: "BOX_PLACE", verdict: .refusesImage, count: 40,
        detail: "a box leaves the image or has a pixel at most",
        repair: "export --repair keeps boxes inside; correct those that are too small",
        images: [
          image(0, "a box leaves the image"), image(3, "a box leaves the image", isKnown: false),
          image(5, "a box has a pixel at most"),
        ]),
      BrokenRule(
        name: "EXIF", verdict: .warns, count: 1, detail: "EXIF orientation 6",
        images: [image(5, "EXIF orientation 6")]),
    ])

  static func checked(columns: Int = 80, rows: Int = 24) -> Bench {
    var bench = Bench(columns: columns, rows: rows, screen: .home, roles: [.lead])
    bench.send(
      .home(
        HomeSummary(
          jobs: [
            HomeJob(
              id: job, name: "bread", task: .boundingBox, images: 26, answered: 26, submitted: 0,
              left: 0, returned: 0, toReview: 0)
          ], people: []), visit: 0))
    bench.press("p")
    bench.send(.entered(.preflight, Bench.context()))
    bench.send(
      .preflighting(
        job,
        consumers: [
          .init(id: "training", title: "training"),
          .init(id: "rekognition", title: "Rekognition Custom Labels"),
        ]))
    bench.send(.preflighted(summary, attempt: bench.state.preflight.attempt))
    return bench
  }

  /// The second image of BOX_PLACE on the canvas.
  private static func walking() -> Bench {
    var bench = checked()
    bench.press("j Enter Enter")
    bench.send(.adjudicating(AdjudicationTests.item(0)))
    bench.paint()
    return bench
  }

  @Test("p at home opens it for a lead and checks the export")
  func open() {
    let bench = Self.checked()
    #expect(bench.effects.contains(.preflight(Self.job)))
    #expect(
      bench.effects.contains(
        .runPreflight(PreflightRequest(job: Self.job, consumer: "training", attempt: 1))))
    #expect(bench.state.screen == .preflight && !bench.state.isWaiting)
  }

  @Test("An annotator is told why not")
  func notForAnnotators() {
    var bench = Bench(screen: .home)
    bench.send(.home(Self.checked().state.home.summary ?? .init(jobs: [], people: []), visit: 0))
    bench.press("p")
    #expect(bench.state.notice?.text.contains("not a lead") == true)
    #expect(!bench.effects.contains(.preflight(Self.job)))
  }

  @Test("Enter leads from a rule to its images and to the canvas, which says what is wrong")
  func jump() {
    let bench = Self.walking()
    #expect(bench.effects.last == .adjudicate(ID(high: 2, low: 0)))
    #expect(bench.state.screen == .adjudication)
    #expect(bench.state.notice?.text == "BOX_PLACE: a box leaves the image")
    #expect(!bench.state.consolidation.showsVotes)
  }

  @Test("n and N go on and back over what the project has no image of, and stop at the ends")
  func nextAndPrevious() {
    var bench = Self.walking()
    bench.press("n")
    #expect(bench.effects.last == .adjudicate(ID(high: 2, low: 5)))
    bench.send(.adjudicating(AdjudicationTests.item(5)))
    bench.paint()
    #expect(bench.state.notice?.text == "BOX_PLACE: a box has a pixel at most")
    bench.press("n")
    #expect(bench.state.notice?.text == "this is the last image that breaks BOX_PLACE")
    bench.press("N")
    #expect(bench.effects.last == .adjudicate(ID(high: 2, low: 0)))
  }

  @Test("Deciding marks the image under every rule and goes on to the next")
  func decide() {
    var bench = Self.walking()
    bench.press("Enter")
    bench.send(.settled(index: 0, entry: 70))
    #expect(bench.effects.last == .adjudicate(ID(high: 2, low: 5)))
    #expect(bench.state.preflight.summary?.rules[1].images[0].isDecided == true)
    bench.send(.adjudicating(AdjudicationTests.item(5)))
    bench.paint()
    bench.press("Enter")
    bench.send(.settled(index: 5, entry: 71))
    #expect(bench.state.screen == .preflight && bench.state.preflight.showsImages)
    #expect(bench.state.preflight.summary?.rules[2].images[0].isDecided == true)
    #expect(bench.state.notice?.text.contains("r checks again") == true)
  }

  @Test("q leads back where one was: from the canvas to the images, the rules, and home")
  func back() {
    var bench = Self.walking()
    bench.press("n")
    bench.send(.adjudicating(AdjudicationTests.item(5)))
    bench.press("q")
    #expect(bench.state.screen == .preflight && bench.state.preflight.showsImages)
    #expect(bench.state.preflight.row == 2)
    bench.press("Esc")
    #expect(!bench.state.preflight.showsImages && bench.state.preflight.row == 1)
    bench.press("q")
    #expect(bench.state.screen == .home)
  }

  @Test("What is about the whole, or about no image of the project, is not opened")
  func nothingToOpen() {
    var bench = Self.checked()
    bench.press("Enter")
    #expect(bench.state.notice?.text == "CLASS_IDS is about the whole, not about images")
    bench.press("j Enter j Enter")
    #expect(bench.state.notice?.text == "the project knows no image of line 4")
    #expect(bench.state.screen == .preflight)
  }

  @Test("m asks for the next reader, r again; what comes too late is not shown")
  func askAgain() {
    var bench = Self.checked()
    bench.press("m")
    #expect(
      bench.effects.last
        == .runPreflight(PreflightRequest(job: Self.job, consumer: "rekognition", attempt: 2)))
    bench.send(.preflighted(Self.summary, attempt: 1))
    #expect(bench.state.preflight.summary == nil)
    bench.send(.preflighted(PreflightSummary(standing: [], rules: []), attempt: 2))
    #expect(bench.state.preflight.summary?.rules.isEmpty == true)
    bench.press("Enter")
    #expect(bench.state.notice?.text == "no rule is broken")
  }

  @Test("A check that ends while an image is open changes the list when one comes back")
  func pending() {
    var bench = Self.checked()
    bench.press("j r Enter Enter")
    bench.send(.adjudicating(AdjudicationTests.item(0)))
    bench.send(.preflighted(PreflightSummary(standing: [], rules: []), attempt: 2))
    #expect(bench.state.preflight.images.count == 3)
    bench.press("q")
    #expect(bench.state.preflight.summary?.rules.isEmpty == true)
    #expect(bench.state.notice?.text == "BOX_PLACE is no longer broken")
  }

  @Test("The rules and the images of one")
  func screens() throws {
    var bench = Self.checked()
    try bench.expect(matches: "preflight-rules")
    bench.press("j Enter")
    try bench.expect(matches: "preflight-images")
    bench = Self.checked(columns: 120, rows: 36)
    bench.press("j")
    try bench.expect(matches: "preflight-rules-large")
  }
}
