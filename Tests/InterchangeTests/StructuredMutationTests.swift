import AnnotationModel
import Foundation
import Interchange
import RecordMutation
import Testing

/// Valid records changed as trees, so that most get past the JSON grammar: wrong types, huge
/// numbers, deep nesting, keys given twice, paths that leave their folder.
@Suite("Structured mutations")
struct StructuredMutationTests {
  /// Cases per kind of record; `FUZZ_CASES` asks for more.
  private static let cases =
    ProcessInfo.processInfo.environment["FUZZ_CASES"].flatMap(Int.init) ?? 5_000

  private static let manifestSeeds = [
    ManifestKindsTests.species, ManifestKindsTests.scene, ManifestKindsTests.verdict,
    ManifestKindsTests.streets,
  ]

  @Test("Manifest lines are read or refused with a printable reason, and survive being written")
  func manifestLines() throws {
    let files = try ["pets", "quirks"].flatMap { name in
      try TestFiles.text("Manifests/\(name).manifest").split(whereSeparator: \.isNewline)
    }
    let seeds = Self.manifestSeeds + files.map(String.init)
    let origin = RecordOrigin(file: "mutated", line: 1)
    var mutator = try TreeMutator(seeds: seeds.map { Array($0.utf8) }, seed: 7)
    var accepted = 0
    for _ in 0..<Self.cases {
      let bytes = mutator.next()
      do throws(InterchangeError) {
        let line = try ManifestLine(parsing: bytes, objectID: 0, origin: origin)
        accepted += 1
        let again = try ManifestLine(parsing: line.object.bytes, objectID: 0, origin: origin)
        #expect(line == again)
        if case .reference(let reference) = line.source {
          #expect(!reference.key.split(separator: "/").contains(".."))
        }
      } catch {
        #expect(PrintableText.isClean(error.description))
      }
    }
    report("manifest lines", accepted)
    #expect(accepted > Self.cases / 5)
    #expect(accepted < Self.cases)
  }

  @Test("Worker responses, requests and human loops are read or refused answer by answer")
  func documents() throws {
    let shapes = TestFiles.fixtureNames(in: "WorkerResponses/Shapes", suffix: ".json")
    let seeds = try shapes.map {
      try TestFiles.fixture("WorkerResponses/Shapes/\($0).json").contents()
    }
    var mutator = try TreeMutator(seeds: seeds, seed: 8)
    var accepted = 0
    for round in 0..<Self.cases {
      let bytes = mutator.next()
      do throws(InterchangeError) {
        switch round % 3 {
        case 0:
          let response = try WorkerResponseReader(parsing: bytes, file: "mutated")
          accepted += response.answers.isEmpty ? 0 : 1
          #expect(response.rejected.allSatisfy { PrintableText.isClean($0.description) })
        case 1:
          let text = String(decoding: bytes, as: UTF8.self)
            .replacing("\"answers\"", with: "\"humanAnswers\"")
          accepted +=
            try HumanLoop(parsing: Array(text.utf8), file: "mutated").answers.isEmpty ? 0 : 1
        default:
          let request =
            Array("[{\"datasetObjectId\":\"0\",\"annotations\":[".utf8) + bytes
            + Array("]}]".utf8)
          _ = try ConsolidationRequest(parsing: request, file: "mutated")
          accepted += 1
        }
      } catch {
        #expect(PrintableText.isClean(error.description))
      }
    }
    report("documents", accepted)
    #expect(accepted > Self.cases / 5)
  }

  @Test("Masks are read or refused, however their bytes and classes are broken")
  func masks() throws {
    let size = try #require(ImageSize(width: 40, height: 30))
    var picture = ClassMaskPicture(size: size)
    try picture.paint(.box(#require(Box(left: 3, top: 3, right: 30, bottom: 20))), value: 1)
    picture.setColor(0x2CA02C, of: 1)
    let origin = RecordOrigin(file: "mask")
    let png = try picture.png(origin: origin)
    let reader = ClassMaskReader(classes: MaskPalette.classes(of: ["road"]))
    var generator = SplitMix64(seed: 3)
    var accepted = 0
    for _ in 0..<Self.cases {
      var bytes = png
      for _ in 0...2 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      if let read = try? reader.read(bytes, origin: origin) {
        accepted += 1
        #expect(read.masks.allSatisfy { $0.mask.size == read.size })
      }
    }
    report("masks", accepted)
    #expect(accepted < Self.cases)
  }

  private func report(_ what: String, _ accepted: Int) {
    guard Self.cases > 5_000 else { return }
    print("\(what): \(accepted) of \(Self.cases) mutated ones accepted")
  }
}
