extension Box {
  /// The box in the upright image, of a box in the stored pixels of a file.
  ///
  /// `orientation` is the EXIF tag 0x0112 (EXIF 2.32, table 4: which corner row 0 and column 0
  /// show), `upright` the size of the upright image.
  package func upright(fromStored orientation: Int, in upright: ImageSize) -> Box {
    let width = Double(upright.width)
    let height = Double(upright.height)
    switch orientation {
    case 2: return Box(unchecked: width - right, top, width - left, bottom)
    case 3: return Box(unchecked: width - right, height - bottom, width - left, height - top)
    case 4: return Box(unchecked: left, height - bottom, right, height - top)
    case 5: return Box(unchecked: top, left, bottom, right)
    case 6: return Box(unchecked: width - bottom, left, width - top, right)
    case 7: return Box(unchecked: width - bottom, height - right, width - top, height - left)
    case 8: return Box(unchecked: top, height - right, bottom, height - left)
    default: return self
    }
  }

  /// The box in the stored pixels of a file, of a box in the upright image.
  ///
  /// Undoes `upright(fromStored:in:)` with the same arguments.
  package func stored(fromUpright orientation: Int, in upright: ImageSize) -> Box {
    // A turn by 90 degrees is undone by the one by 270; every other operation undoes itself.
    let inverse = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation
    let stored = orientation >= 5 ? upright.transposed : upright
    return self.upright(fromStored: inverse, in: stored)
  }
}
