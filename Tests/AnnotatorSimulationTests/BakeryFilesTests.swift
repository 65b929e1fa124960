import AnnotatorSimulation
import FoundationEssentials
import Testing

@Suite("The committed bakery sample")
struct BakeryFilesTests {
  private let labels = ["anpan", "melonpan", "yakisobapan"]

  @Test("Every manifest line names a JPEG that is there, by a stem of its own")
  func picturesExist() throws {
    let sources = try BakeryFiles.lines("input.manifest", of: BakeryFiles.Source.self)
    #expect(sources.count >= 24)
    #expect(Set(sources.map(\.stem)).count == sources.count)
    #expect(Set(sources.map(\.camera)) == ["counter", "phone"])
    for source in sources {
      #expect(try BakeryFiles.bytes(source.path).prefix(3) == Data([0xFF, 0xD8, 0xFF]))
    }
  }

  @Test("Gold follows the input manifest, and its boxes lie inside its pictures")
  func goldIsConsistent() throws {
    let sources = try BakeryFiles.lines("input.manifest", of: BakeryFiles.Source.self)
    let gold = try BakeryFiles.lines("gold.manifest", of: BakeryFiles.Gold.self)
    #expect(gold.map(\.address) == sources.map(\.address))
    for line in gold {
      let size = try #require(line.answer.image_size.first)
      #expect((3...12).contains(line.answer.annotations.count), "\(line.address)")
      #expect(line.metadata.objects.count == line.answer.annotations.count)
      #expect(line.metadata.type == "groundtruth/object-detection")
      #expect(size.depth == 3)
      for box in line.answer.annotations {
        #expect(box.left >= 0 && box.left + box.width <= size.width)
        #expect(box.top >= 0 && box.top + box.height <= size.height)
        #expect(line.metadata.classes["\(box.class_id)"] == labels[box.class_id])
      }
    }
    #expect(Set(gold.flatMap(\.answer.annotations).map(\.class_id)) == [0, 1, 2])
  }

  @Test("Five workers answered about every line, in the frame of the upright picture")
  func responsesBelongToTheManifest() throws {
    let gold = try BakeryFiles.lines("gold.manifest", of: BakeryFiles.Gold.self)
    var workers: Set<String> = []
    for (index, line) in gold.enumerated() {
      let size = try #require(line.answer.image_size.first)
      let response = try BakeryFiles.response(index)
      #expect(Set(response.answers.map(\.workerId)).count == 5)
      workers.formUnion(response.answers.map(\.workerId))
      for drawing in response.answers.map(\.answerContent.boundingBox) {
        #expect(drawing.inputImageProperties == .init(width: size.width, height: size.height))
        for box in drawing.boundingBoxes {
          #expect(labels.contains(box.label))
          #expect(box.left >= 0 && box.left + box.width <= size.width)
          #expect(box.top >= 0 && box.top + box.height <= size.height)
        }
      }
    }
    #expect(workers.count == 5)
  }

  @Test("Four workers agree with gold fairly well, one is careless")
  func workersDiffer() throws {
    let lines = try BakeryFiles.lines("gold.manifest", of: BakeryFiles.Gold.self)
    let gold = lines.map { line in
      line.answer.annotations.map {
        GoldBox(
          classIndex: $0.class_id, left: Double($0.left), top: Double($0.top),
          right: Double($0.left + $0.width), bottom: Double($0.top + $0.height))
      }
    }
    var answers: [String: [[SimulatedBox]]] = [:]
    for index in lines.indices {
      for answer in try BakeryFiles.response(index).answers {
        let boxes = answer.answerContent.boundingBox.boundingBoxes.map { simulated($0) }
        answers[answer.workerId, default: []].append(boxes)
      }
    }
    let scores = answers.values.map { SimulatedBread.f1($0, against: gold) }.sorted()
    #expect(scores.first.map { (0.45...0.68).contains($0) } == true, "\(scores)")
    #expect(scores.dropFirst().allSatisfy { (0.74...0.96).contains($0) }, "\(scores)")
  }

  private func simulated(_ box: BakeryFiles.Response.Content.Drawing.Box) -> SimulatedBox {
    SimulatedBox(
      classIndex: labels.firstIndex(of: box.label) ?? -1, left: Double(box.left),
      top: Double(box.top), right: Double(box.left + box.width),
      bottom: Double(box.top + box.height))
  }

  @Test("Every picture has predictions, some of them just under their label's threshold")
  func predictionsNearThresholds() throws {
    let thresholds = ["anpan": 80.0, "melonpan": 75.0, "yakisobapan": 70.0]
    var near = 0
    for source in try BakeryFiles.lines("input.manifest", of: BakeryFiles.Source.self) {
      let file = try BakeryFiles.bytes("predictions/\(source.stem).json")
      let predictions = try JSONDecoder().decode(BakeryFiles.Prediction.self, from: file)
        .CustomLabels
      #expect(predictions.map(\.Confidence) == predictions.map(\.Confidence).sorted(by: >))
      for prediction in predictions {
        let threshold = try #require(thresholds[prediction.Name])
        if prediction.Confidence < threshold && prediction.Confidence > threshold - 5 { near += 1 }
      }
    }
    #expect(near >= 4)
  }

  @Test("The whole sample stays under 12 MB")
  func sampleIsSmall() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: BakeryFiles.root.path)
    let sizes = try files.map { path in
      let file = BakeryFiles.root.appending(path: path).path
      return try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
    }
    #expect(sizes.reduce(0, +) < 12_000_000)
  }
}
