package import AnnotationModel
import Foundation
import Raster

/// Real crowd masks with gold: set 6 of BU-BIL.
///
/// A crowd mask is a crop of twice the gold's bounding box with the same centre, give or take a
/// pixel: the crops of an image are laid where they overlap the gold best on average.
package struct CrowdMasks {
  /// One image: its seven masks and what experts made of it.
  package struct Image {
    /// What seven people drew.
    package let masks: [Mask]
    /// What experts made of it.
    package let gold: Mask
    /// Pixels across and down.
    package let size: ImageSize
  }

  /// The 35 images.
  package let images: [Image]

  /// Reads the set from its folder.
  package init(folder: String) throws {
    images = try (1...35).compactMap { number in
      let name = (number < 10 ? "0" : "") + "\(number).png"
      let gold = try Self.pixels(folder + "/GoldStandard/seg_tpre" + name)
      let crops = try (1...7).map {
        try Self.pixels(folder + "/CrowdsourcedAnnotations/mturk_annotation6-\($0)/seg_TPre" + name)
      }
      return Self.image(gold, crops)
    }
  }

  private struct Pixels {
    let width: Int
    let height: Int
    /// 1 for the object, which is drawn in black.
    let values: [UInt8]
  }

  private static func pixels(_ path: String) throws -> Pixels {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let bitmap = try ImageDecoder.decode(bytes: Array(data)).bitmap
    let values = bitmap.pixels.map { pixel -> UInt8 in
      let sum = Int(pixel.r) + Int(pixel.g) + Int(pixel.b)
      return sum < 384 ? 1 : 0
    }
    return Pixels(width: bitmap.width, height: bitmap.height, values: values)
  }

  private static func image(_ gold: Pixels, _ crops: [Pixels]) -> Image? {
    guard let size = ImageSize(width: crops[0].width, height: crops[0].height),
      let whole = ImageSize(width: gold.width, height: gold.height),
      let bounds = Mask(size: whole, pixels: gold.values)?.bounds
    else { return nil }
    let masks = crops.compactMap { Mask(size: size, pixels: $0.values) }
    let left = Int((bounds.left + bounds.right - Double(size.width)) / 2)
    let top = Int((bounds.top + bounds.bottom - Double(size.height)) / 2)
    let placed = (-1...1).flatMap { down in
      (-1...1).compactMap { across in
        Mask(
          size: size,
          pixels: (0..<size.width * size.height).map { index in
            let x = index % size.width + left + across
            let y = index / size.width + top + down
            return (0..<gold.width).contains(x) && (0..<gold.height).contains(y)
              ? gold.values[y * gold.width + x] : 0
          })
      }
    }
    func fit(_ gold: Mask) -> Double {
      masks.reduce(0) { $0 + $1.intersectionOverUnion(gold) }
    }
    guard let best = placed.max(by: { fit($0) < fit($1) }) else { return nil }
    return Image(masks: masks, gold: best, size: size)
  }

  /// The mean overlap of fused masks with the gold; a mask that is missing counts 0.
  package func meanOverlap(_ fused: [Mask?]) -> Double {
    zip(images, fused).reduce(0) { $0 + ($1.1?.intersectionOverUnion($1.0.gold) ?? 0) }
      / Double(images.count)
  }
}
