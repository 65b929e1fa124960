import AnnotationModel

extension PlainManifest {
  /// The keys of a label and its boxes as numbers, see `PlainKey`.
  private enum Key {
    static var classID: UInt64 { 0x636C_6173_735F_6964 }
    static var left: UInt64 { 0x6C65_6674 }
    static var top: UInt64 { 0x74_6F70 }
    static var width: UInt64 { 0x77_6964_7468 }
    static var height: UInt64 { 0x6865_6967_6874 }
    static var depth: UInt64 { 0x64_6570_7468 }
  }

  /// Takes the value of a label: the size of the image and the boxes.
  mutating func takeLabel(_ name: String) -> Bool {
    var size: (ImageSize, depth: Int)?
    var found: Range<Int>?
    guard text.take(0x7B) else { return false }
    repeat {
      guard let key = text.takeString(), text.takeSeparator(0x3A) else { return false }
      if size == nil, text.matches("image_size", key) {
        size = takeImageSize()
        guard size != nil else { return false }
      } else if found == nil, text.matches("annotations", key) {
        found = takeAnnotations()
        guard found != nil else { return false }
      } else {
        return false
      }
    } while text.takeSeparator(0x2C)
    guard text.take(0x7D), let size, let found else { return false }
    labels.append(Label(name: name, size: size.0, depth: size.depth, annotations: found))
    return true
  }

  /// One size in an array; the depth is 3 when not said.
  private mutating func takeImageSize() -> (ImageSize, depth: Int)? {
    var sides = (width: 0, height: 0, depth: 0)
    guard text.take(0x5B), text.take(0x7B) else { return nil }
    repeat {
      guard let key = text.takeShortKey(),
        let side = text.takeInteger(upTo: ManifestAttributeParser.largestSide), side > 0
      else { return nil }
      switch key {
      case Key.width where sides.width == 0: sides.width = side
      case Key.height where sides.height == 0: sides.height = side
      case Key.depth where sides.depth == 0: sides.depth = side
      default: return nil
      }
    } while text.takeSeparator(0x2C)
    guard text.take(0x7D), text.take(0x5D),
      let size = ImageSize(width: sides.width, height: sides.height)
    else { return nil }
    return (size, sides.depth == 0 ? 3 : sides.depth)
  }

  /// The places of the boxes among those of the line.
  private mutating func takeAnnotations() -> Range<Int>? {
    let start = annotations.count
    guard text.take(0x5B) else { return nil }
    if text.take(0x5D) { return start..<start }
    repeat {
      guard let annotation = takeAnnotation() else { return nil }
      annotations.append(annotation)
    } while text.takeSeparator(0x2C)
    return text.take(0x5D) ? start..<annotations.count : nil
  }

  /// A box with all of its five keys, each once, which encloses an area.
  private mutating func takeAnnotation() -> Annotation? {
    var found: UInt8 = 0
    var classID = 0
    var (left, top, width, height) = (0.0, 0.0, 0.0, 0.0)
    guard text.take(0x7B) else { return nil }
    repeat {
      guard let key = text.takeShortKey() else { return nil }
      if key == Key.classID {
        guard found & 1 == 0,
          let id = text.takeInteger(upTo: ManifestAttributeParser.largestClassID)
        else { return nil }
        classID = id
        found |= 1
        continue
      }
      guard let pixels = text.takeNumber(), abs(pixels) <= Self.farthest else { return nil }
      switch key {
      case Key.left where found & 2 == 0: (left, found) = (pixels, found | 2)
      case Key.top where found & 4 == 0: (top, found) = (pixels, found | 4)
      case Key.width where found & 8 == 0: (width, found) = (pixels, found | 8)
      case Key.height where found & 16 == 0: (height, found) = (pixels, found | 16)
      default: return nil
      }
    } while text.takeSeparator(0x2C)
    guard text.take(0x7D), found == 31, width >= 0, height >= 0,
      let box = Box(left: left, top: top, right: left + width, bottom: top + height)
    else { return nil }
    return Annotation(classID: classID, box: box)
  }

  private static var farthest: Double { Double(ManifestAttributeParser.largestSide) }
}
