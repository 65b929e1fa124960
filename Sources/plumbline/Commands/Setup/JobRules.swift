import AnnotationModel
import ArgumentParser
import Interchange
import Store

extension JobCommand {
  /// `job rules`.
  struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rules",
      abstract: "Show or set how the images of a job go out to annotators.",
      discussion: """
        With --gold-share 10, one of about ten images that an annotator gets is one whose truth \
        is known, and "plumbline status" says how well each of them does there. Such images look \
        like any other and go to everybody once; all images then come in no order that anybody \
        can foresee.

          plumbline job rules breads
          plumbline job rules breads --gold-share 10 --lease-minutes 20
        """)

    @OptionGroup var project: ProjectOptions

    @Option(help: "Which image comes next: listed or scattered.")
    var order: HandOutRules.Ordering?

    @Option(help: "Minutes after which an untouched image goes to somebody else.")
    var leaseMinutes: Int?

    @Option(help: "Hours after which a draft no longer keeps others away.")
    var draftHours: Int?

    @Option(help: "One of how many images is gold; 0 for none.")
    var goldShare: Int?

    @Flag(help: "Print JSON for programs.")
    var json = false

    func validate() throws {
      let numbers = [leaseMinutes, draftHours].compactMap(\.self)
      if numbers.contains(where: { !(1...100_000).contains($0) }) {
        throw ValidationError("--lease-minutes and --draft-hours must be between 1 and 100000.")
      }
      if let goldShare, !(0...1_000_000).contains(goldShare) {
        throw ValidationError("--gold-share must be 0 or more.")
      }
    }

    func run() throws {
      let open = try project.open()
      let lead = try open.store.lead(open.person)
      let job = try open.job(named: project.jobName)
      var rules = try lead.rules(of: job)
      let known = rules
      if let order { rules.ordering = order }
      if let leaseMinutes { rules.leaseSeconds = leaseMinutes * 60 }
      if let draftHours { rules.draftSeconds = draftHours * 3600 }
      if let goldShare { rules.goldShare = goldShare }
      if rules != known { try lead.setRules(rules, of: job) }
      show(rules, job: job)
    }

    private func show(_ rules: HandOutRules, job: Job) {
      guard json else {
        let gold = rules.goldShare == 0 ? "none" : "one of \(rules.goldShare)"
        print(
          "\(PrintableText.escaping(job.name)): \(job.annotatorsPerImage) per image, order "
            + "\(rules.ordering.rawValue), lease \(rules.leaseSeconds) s, draft "
            + "\(rules.draftSeconds) s, gold \(gold)")
        return
      }
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("job", job.name)
      writer.member("annotators", job.annotatorsPerImage)
      writer.member("order", rules.ordering.rawValue)
      writer.member("leaseSeconds", rules.leaseSeconds)
      writer.member("draftSeconds", rules.draftSeconds)
      writer.member("goldShare", rules.goldShare)
      writer.endObject()
      print(String(decoding: writer.bytes, as: UTF8.self))
    }
  }
}

extension HandOutRules.Ordering: ExpressibleByArgument {}
