import Interchange
import Testing

/// A real Ground Truth classification job, where its files lie beside the repository.
@Suite("A real job", .enabled(if: TestFiles.sharedData("crowd/birds") != nil))
struct RealJobTests {
  @Test("All 302 objects have five workers with one label each")
  func workerResponses() throws {
    let path = try #require(TestFiles.sharedData("crowd/birds/worker-response"))
    let folder = try WorkerResponseFolder.scan(path)
    #expect(folder.objects.map(\.id) == Array(0..<302))
    #expect(folder.rejected.isEmpty)
    for object in folder.objects {
      let answers = WorkerResponseFolder.answers(about: object)
      #expect(answers.rejected.isEmpty)
      #expect(answers.workers.count == 5)
      for rounds in answers.workers {
        #expect(rounds.latest.submittedAt != nil)
        guard case .label(let name) = rounds.latest.content else {
          Issue.record("object \(object.id) has an answer without a label")
          continue
        }
        #expect(!name.isEmpty)
      }
    }
  }

  @Test("Every line of the output manifest is read, with its class")
  func outputManifest() throws {
    let path = try #require(TestFiles.sharedData("crowd/birds/output.manifest"))
    let lines = try ManifestCopy.lines(of: path)
    #expect(lines.map(\.objectID) == Array(0..<302))
    for line in lines {
      let attribute = try #require(line.attributes.first)
      #expect(attribute.name == "birds-open-images-clone")
      #expect(attribute.kind == .imageClassification)
      #expect(attribute.metadata.jobName == "birds-open-images-clone")
      #expect(attribute.metadata.createdAt != nil)
      let origin = RecordOrigin(file: path.description, line: line.lineNumber)
      let metadata = try line.object.value(of: attribute.metadataKey, origin: origin)
      #expect(metadata?["class-name"]?.string?.isEmpty == false)
      #expect(line.warnings.isEmpty)
    }
  }
}
