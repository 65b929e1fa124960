import Interchange
import RecordMutation
import Testing

/// Valid records with a few bytes changed: every one is read or refused, none crashes or hangs.
@Suite("Mutated records")
struct MutationTests {
  private func mutated(_ bytes: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
    var result = bytes
    let pieces = [
      "\"", "{", "}", "[", "]", ",", ":", "\\", "\\u", "0", "-", "1e9", "null", "\0", "é",
    ]
    for _ in 0...Int.random(in: 0...3, using: &generator) {
      let place = Int.random(in: 0..<max(result.count, 1), using: &generator)
      let length = Int.random(in: 0...min(6, result.count - place), using: &generator)
      let piece = pieces.randomElement(using: &generator) ?? ""
      switch Int.random(in: 0...4, using: &generator) {
      case 0: result.removeSubrange(place..<place + length)
      case 1: result.insert(contentsOf: piece.utf8, at: place)
      case 2: result.insert(UInt8.random(in: 0...255, using: &generator), at: place)
      case 3: result.insert(contentsOf: result[place..<place + length], at: place)
      default: result.replaceSubrange(place..<place + length, with: piece.utf8)
      }
      if result.isEmpty { result = [0x7B] }
    }
    return result
  }

  @Test("Manifest lines: what is accepted can be read again from what it is written as")
  func manifestLines() throws {
    let text = try TestFiles.text("Manifests/pets.manifest")
    let seeds = text.split(separator: "\n").map { Array($0.utf8) }
    let origin = RecordOrigin(file: "mutated", line: 1)
    var generator = SplitMix64(seed: 2024)
    var accepted = 0
    for round in 0..<20_000 {
      let bytes = mutated(seeds[round % seeds.count], using: &generator)
      do throws(InterchangeError) {
        let line = try ManifestLine(parsing: bytes, objectID: round, origin: origin)
        let again = try ManifestLine(parsing: line.object.bytes, objectID: round, origin: origin)
        #expect(line == again)
        accepted += 1
      } catch {
        #expect(PrintableText.isClean(error.description))
      }
    }
    #expect(accepted > 1000)
    #expect(accepted < 19_000)
  }

  @Test("Worker responses and predictions")
  func documents() throws {
    let shapes = TestFiles.fixtureNames(in: "WorkerResponses/Shapes", suffix: ".json")
    var seeds: [[UInt8]] = []
    for shape in shapes {
      seeds.append(try TestFiles.fixture("WorkerResponses/Shapes/\(shape).json").contents())
    }
    seeds.append(try TestFiles.fixture("CustomLabels/pretty.json").contents())
    var generator = SplitMix64(seed: 99)
    var accepted = 0
    for round in 0..<10_000 {
      let bytes = mutated(seeds[round % seeds.count], using: &generator)
      do throws(InterchangeError) {
        if round % seeds.count == seeds.count - 1 {
          _ = try CustomLabels(parsing: bytes, file: "mutated")
          accepted += 1
        } else {
          let response = try WorkerResponseReader(parsing: bytes, file: "mutated")
          accepted += response.answers.count
          #expect(response.rejected.allSatisfy { PrintableText.isClean($0.description) })
        }
      } catch {
        #expect(PrintableText.isClean(error.description))
      }
    }
    #expect(accepted > 500)
  }
}
