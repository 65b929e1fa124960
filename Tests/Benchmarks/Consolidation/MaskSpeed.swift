import AnnotationModel
import AnnotatorSimulation
import ArgumentParser
import Consolidation
import Glibc

/// Times the fusion of seven masks of a megapixel: of one outline drawn seven times, and of noise.
struct MaskSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "masks", abstract: "Time the fusion of seven masks of a megapixel.")

  @Option(help: "Columns and rows of the masks.")
  var side = 1000

  func run() throws {
    guard let size = ImageSize(width: side, height: side) else {
      throw Fault("a mask of \(side) columns cannot be made")
    }
    var random = SeededGenerator(seed: 3)
    let outlines = (0..<7).compactMap { _ in outline(size, &random) }
    let noise = (0..<7).compactMap { _ in
      Mask(
        size: size, pixels: (0..<side * side).map { _ in random.chance(0.5) ? 1 : 0 })
    }
    for (name, masks) in [("outlines", outlines), ("noise", noise)] {
      // The first run pays for the memory.
      for _ in 0..<3 {
        let smoothed = CPUTime.measure {
          MaskVote.smoothed(masks, annotators: 7, size: size)
        }
        let bare = CPUTime.measure { MaskVote.majority(masks, annotators: 7, size: size) }
        let staple = try CPUTime.measure { try Staple.fit(masks, size: size) }
        print(
          "\(name): smoothed vote \(smoothed.milliseconds) ms, bare vote \(bare.milliseconds) ms, "
            + "STAPLE \(staple.milliseconds) ms in \(staple.value.iterations) iterations")
      }
    }
  }

  private func outline(_ size: ImageSize, _ random: inout SeededGenerator) -> Mask? {
    let middle = Double(side) / 2
    let points = (0..<120).map { step in
      let angle = Double(step) / 120 * 2 * .pi
      let reach = middle * 0.84 + Double(side) * 0.015 * random.normal()
      return Point(x: middle + reach * cos(angle), y: middle + reach * sin(angle))
    }
    return Polygon(points).flatMap { Mask(filling: $0, in: size) }
  }
}
