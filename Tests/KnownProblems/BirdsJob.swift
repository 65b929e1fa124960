package import Consolidation
import Foundation

/// A real Ground Truth classification job with five answers per image, as it left the service.
package struct BirdsJob {
  /// The labels in alphabetical order.
  package let labels: [String]
  /// The true class of each line of the manifest.
  package let truth: [Int]
  /// What the workers said.
  package let answers: [AnswerTable.Answer]
  /// How many workers answered.
  package let workerCount: Int

  private struct TrueLabel: Decodable {
    let ImageId: String
    let Label: String
  }

  private struct Response: Decodable {
    struct Answer: Decodable {
      let answerContent: [String: [String: String]]
      let workerId: String
    }
    let answers: [Answer]
  }

  private struct Line: Decodable {
    let source: String
    enum CodingKeys: String, CodingKey { case source = "source-ref" }
  }

  /// Reads a job from the folder of its files.
  package init(folder: String) throws {
    let decoder = JSONDecoder()
    func read(_ path: String) throws -> Data {
      try Data(contentsOf: URL(fileURLWithPath: folder + "/" + path))
    }
    let known = Dictionary(
      try decoder.decode([TrueLabel].self, from: read("true_labels.json")).map {
        ($0.ImageId, $0.Label)
      }, uniquingKeysWith: { first, _ in first })
    let labels = Set(known.values).sorted()
    self.labels = labels
    let lines = try read("output.manifest").split(separator: UInt8(ascii: "\n"))
    truth = try lines.map { line in
      let path = try decoder.decode(Line.self, from: line).source
      let name = path.split(separator: "/").last?.split(separator: ".").first ?? ""
      return labels.firstIndex(of: known[String(name)] ?? "") ?? -1
    }
    var workers: [String: Int] = [:]
    var answers: [AnswerTable.Answer] = []
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder + "/worker-response")
    for file in files.filter({ $0.hasSuffix(".json") }).sorted() {
      guard let item = Int(file.split(separator: "/")[1]) else { continue }
      for answer in try decoder.decode(Response.self, from: read("worker-response/" + file)).answers
      {
        let worker = workers[answer.workerId] ?? workers.count
        workers[answer.workerId] = worker
        let name = answer.answerContent.values.first?["label"] ?? ""
        let choice = labels.firstIndex(of: name) ?? -1
        answers.append(.init(item: item, worker: worker, choice: choice))
      }
    }
    self.answers = answers
    workerCount = workers.count
  }
}
