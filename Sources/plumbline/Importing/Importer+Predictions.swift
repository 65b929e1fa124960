import AnnotationModel
import Interchange
import Store

extension Importer {
  /// Takes in what a model said, from a file, a folder of files, or JSON Lines.
  mutating func takePredictions(_ path: LocalPath) throws {
    let files = path.entryKind() == .folder ? try Self.jsonFiles(in: path) : [path]
    guard !files.isEmpty else {
      throw Failure("\(path) holds neither worker responses nor predictions (*.json, *.jsonl)")
    }
    var layers: [ImportedLayer] = []
    for file in files {
      do {
        layers += try predictions(in: file)
      } catch let error as InterchangeError {
        reject(error)
      }
    }
    try take(layers, from: path, what: "predictions")
  }

  private static func jsonFiles(in folder: LocalPath) throws -> [LocalPath] {
    try folder.entryNames().compactMap { name in
      let isJSON = [".json", ".jsonl"].contains {
        name.suffix($0.utf8.count).elementsEqual($0.utf8)
      }
      return isJSON ? folder.appending(name) : nil
    }
  }

  private mutating func predictions(in file: LocalPath) throws -> [ImportedLayer] {
    switch try DetectCustomLabelsReader.layout(of: file) {
    case .single:
      let record = ModelAnswer(
        imageName: String(decoding: file.name, as: UTF8.self), model: plan.model,
        response: try CustomLabels(file))
      return [try layer(record, place: file.description)].compactMap { $0 }
    case .lines:
      var layers: [ImportedLayer] = []
      var reader = try DetectCustomLabelsReader(file)
      while let record = try reader.next() {
        switch record {
        case .rejected(let error): reject(error)
        case .response(let record, let line):
          let answer = ModelAnswer(record, default: plan.model)
          layers += [try layer(answer, place: "\(file):\(line)")].compactMap { $0 }
        }
      }
      return layers
    }
  }

  /// One response with what names its image and its model.
  private struct ModelAnswer {
    let imageName: String
    let model: ImportPlan.ModelName
    let response: CustomLabels

    init(imageName: String, model: ImportPlan.ModelName, response: CustomLabels) {
      self.imageName = imageName
      self.model = model
      self.response = response
    }

    init(_ record: CustomLabelsRecord, default model: ImportPlan.ModelName) {
      var model = model
      if let name = record.model { model.name = name }
      if let version = record.version { model.version = version }
      if let floor = record.minimumConfidence { model.floor = floor }
      self.init(imageName: record.image, model: model, response: record.response)
    }

    /// The file name without folders and extension.
    var stem: String {
      let name = imageName.split(separator: "/").last.map(String.init) ?? imageName
      guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
      return String(name[..<dot])
    }
  }

  private mutating func layer(_ answer: ModelAnswer, place: String) throws -> ImportedLayer? {
    let image: Image
    switch try index.image(stem: answer.stem) {
    case .image(let id): image = try lead.image(id)
    case .none:
      reject(place, "no image of this project is called \(answer.stem)")
      return nil
    case .several:
      reject(place, "several images are called \(answer.stem)")
      return nil
    }
    guard let size = image.size else {
      reject(place, "the size of \(answer.stem) is not known, so shares of it cannot be placed")
      return nil
    }
    let frame = FrameOfReference(image: image, claimed: size)
    var shapes: [ImportedShape] = []
    for detection in answer.response.detections {
      guard let box = detection.box.box(in: size) else { continue }
      if let shape = try shape(
        detection.name, box, detection.confidence, frame: frame, place: place)
      {
        shapes.append(shape)
      }
    }
    return ImportedLayer(
      image: image.id,
      source: .model(
        name: answer.model.name, version: answer.model.version,
        confidenceFloor: answer.model.floor), shapes: shapes)
  }
}
