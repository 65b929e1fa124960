import AnnotatorSimulation
import ArgumentParser
import Consolidation
import Foundation

/// Times Dawid-Skene over made-up answers, to be read beside `crowd_kit.py` on the same table.
struct ClassSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classes",
    abstract: "Time Dawid-Skene over a million answers.",
    discussion: """
        swift run -c release Benchmarks classes --write /tmp/answers.csv
        python3 Tests/Benchmarks/Consolidation/crowd_kit.py /tmp/answers.csv
      """)

  @Option(help: "How many answers, five to an item.")
  var answers = 1_000_000

  @Option(help: "How many annotators.")
  var workers = 200

  @Option(help: "How many classes.")
  var classes = 10

  @Option(help: "Write the answers here as a table of item,worker,label.")
  var write: String?

  func run() throws {
    let problem = Problem(answers: answers, workers: workers, classes: classes)
    if let write { try problem.write(to: write) }
    let building = CPUTime.measure { try? problem.table() }
    guard let table = building.value else { throw Fault("the table could not be made") }
    let single = try CPUTime.measure { try DawidSkene.fit(table, options: Self.iterations(1)) }
    let many = try CPUTime.measure { try DawidSkene.fit(table, options: Self.iterations(21)) }
    let fit = try CPUTime.measure { try DawidSkene.fit(table) }
    let likelihood = try CPUTime.measure { try DawidSkene.fit(table, options: .init(prior: .none)) }
    let threaded = try DawidSkene.fit(table, options: .init(threads: 2))
    print("table of \(answers) answers      \(building.milliseconds) ms")
    print("one iteration                  \((many.seconds - single.seconds) / 20 * 1000) ms")
    print(
      "to 1e-7, with prior            \(fit.milliseconds) ms, \(fit.value.iterations) iterations, "
        + "\(problem.accuracy(fit.value.consensus)) right")
    print(
      "to 1e-7, maximum likelihood    \(likelihood.milliseconds) ms, "
        + "\(likelihood.value.iterations) iterations, "
        + "\(problem.accuracy(likelihood.value.consensus)) right")
    guard threaded == fit.value else { throw Fault("two threads give another result than one") }
    print("two threads give the same bits")
  }

  private static func iterations(_ count: Int) -> DawidSkene.Options {
    DawidSkene.Options(tolerance: 0, iterationLimit: count)
  }

  /// Annotators between 40 and 95 % right, answering any item, wrong answers spread evenly.
  private struct Problem {
    let answers: [AnswerTable.Answer]
    let truth: [Int]
    let workers: Int
    let classes: Int

    init(answers count: Int, workers: Int, classes: Int) {
      var random = SeededGenerator(seed: 0)
      let skills = (0..<workers).map { _ in random.uniform(0.4...0.95) }
      var answers: [AnswerTable.Answer] = []
      var truth: [Int] = []
      for item in 0..<count / 5 {
        let label = random.integer(0...classes - 1)
        truth.append(label)
        for _ in 0..<5 {
          let worker = random.integer(0...workers - 1)
          let isRight = random.chance(skills[worker])
          answers.append(
            .init(
              item: item, worker: worker,
              choice: isRight ? label : random.integer(0...classes - 1)))
        }
      }
      self.answers = answers
      self.truth = truth
      self.workers = workers
      self.classes = classes
    }

    func table() throws -> AnswerTable {
      try AnswerTable(
        answers, itemCount: truth.count, workerCount: workers, classCount: classes,
        repeats: .lastWins)
    }

    func accuracy(_ consensus: ClassConsensus) -> Double {
      let right = truth.indices.count { consensus.labels[$0] == truth[$0] }
      return Double(right) / Double(truth.count)
    }

    func write(to path: String) throws {
      var text = "item,worker,label\n"
      for answer in answers { text += "\(answer.item),w\(answer.worker),c\(answer.choice)\n" }
      do {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
      } catch {
        throw Fault("cannot write \(path): \(error)")
      }
    }
  }
}

/// How much processor time something took, all threads together.
struct CPUTime<Value> {
  let value: Value
  let seconds: Double
  var milliseconds: Double { (seconds * 10_000).rounded() / 10 }

  static func measure(_ work: () throws -> Value) rethrows -> CPUTime<Value> {
    let start = clock()
    let value = try work()
    return CPUTime(value: value, seconds: Double(clock() - start) / Double(CLOCKS_PER_SEC))
  }
}
