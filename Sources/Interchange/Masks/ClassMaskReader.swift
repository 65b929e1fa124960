package import AnnotationModel
import Raster

/// Turns mask pictures into sets of pixels by class.
///
/// A palette or grey picture says the class by the value of its pixels, a true-colour one by their
/// colour. Jobs of summer 2020 with one worker have wrong values but right colours, so where value
/// and colour of a palette picture disagree, the colour counts.
package struct ClassMaskReader: Sendable {
  /// The sets of pixels of a picture.
  package struct Result: Sendable {
    /// The size of the picture.
    package let size: ImageSize
    /// One entry per class that has pixels, in the order of the classes; no background.
    package let masks: [(class: MaskClass, mask: Mask)]
    /// What was repaired or is doubtful.
    package let warnings: [InterchangeError.Reason]
  }

  /// What the values or colours mean.
  private let classes: [MaskClass]
  private let background: UInt32

  /// The most pixels that a mask may have: what Ground Truth takes (`input-data-limits`).
  private static let limits = ImageLimits(
    maximumSide: 65_535, maximumPixels: 100_000_000, maximumDecodedPixels: 100_000_000)

  /// Reads masks whose pixels mean these classes; white is the background where none is named.
  package init(classes: [MaskClass]) {
    self.classes = classes
    background = classes.first(where: \.isBackground)?.color ?? 0xFFFFFF
  }

  /// Reads the bytes of a PNG; `origin` names it in messages.
  package func read(_ png: [UInt8], origin: RecordOrigin) throws(InterchangeError) -> Result {
    let samples: PNGSamples
    do throws(ImageError) {
      samples = try PNGSamples(decoding: png, limits: Self.limits)
    } catch {
      throw origin.error(.unreadablePicture("\(error)"))
    }
    guard let size = ImageSize(width: samples.size.width, height: samples.size.height) else {
      throw origin.error(.unreadablePicture("a side is 0 pixels long"))
    }
    switch samples {
    case .indices(let picture): return read(picture, size: size)
    case .colors(_, let rgba): return read(rgba, size: size)
    }
  }

  private func read(_ picture: IndexedBitmap, size: ImageSize) -> Result {
    let used = Self.usedValues(picture.indices)
    let colors = picture.palette.colors.map(\.hex)
    let disagrees = !colors.isEmpty && used.contains { !agrees(value: $0, colors: colors) }
    var warnings: [InterchangeError.Reason] = []
    var places = [Int?](repeating: nil, count: 256)
    var unknown = 0
    for value in used {
      if disagrees {
        let color = value < colors.count ? colors[value] : background
        places[value] = place(ofColor: color)
        if places[value] == nil, color != background { unknown += 1 }
      } else {
        places[value] = classes.firstIndex { $0.index == value && !$0.isBackground }
        if places[value] == nil, !isBackground(value: value) { unknown += 1 }
      }
    }
    if disagrees { warnings.append(.maskValuesWrong) }
    if unknown > 0 { warnings.append(.maskColorsUnknown(count: unknown)) }
    return result(size: size, warnings: warnings) { places[Int(picture.indices[$0])] }
  }

  private func read(_ rgba: [UInt8], size: ImageSize) -> Result {
    var places: [UInt32: Int?] = [:]
    var last: (color: UInt32, place: Int?) = (background, nil)
    var unknown = Set<UInt32>()
    let found = result(size: size, warnings: []) { index in
      let start = 4 * index
      let color =
        UInt32(rgba[start]) << 16 | UInt32(rgba[start + 1]) << 8 | UInt32(rgba[start + 2])
      if color == last.color { return last.place }
      if places[color] == nil {
        places[color] = .some(place(ofColor: color))
        if place(ofColor: color) == nil, color != background, rgba[start + 3] > 0 {
          unknown.insert(color)
        }
      }
      last = (color, places[color] ?? nil)
      return last.place
    }
    guard !unknown.isEmpty else { return found }
    return Result(
      size: size, masks: found.masks, warnings: [.maskColorsUnknown(count: unknown.count)])
  }

  /// Gathers runs of pixels of the same class.
  private func result(
    size: ImageSize, warnings: [InterchangeError.Reason], _ place: (Int) -> Int?
  ) -> Result {
    var runs = [[Range<Int>]](repeating: [], count: classes.count)
    var current: Int?
    var start = 0
    for index in 0..<size.pixelCount {
      let next = place(index)
      if next == current { continue }
      if let current { runs[current].append(start..<index) }
      (current, start) = (next, index)
    }
    if let current { runs[current].append(start..<size.pixelCount) }
    let masks = zip(classes, runs).compactMap { item, runs in
      Mask(size: size, runs: runs).map { (class: item, mask: $0) }
    }
    return Result(size: size, masks: masks, warnings: warnings)
  }

  private func place(ofColor color: UInt32) -> Int? {
    classes.firstIndex { $0.color == color && !$0.isBackground }
  }

  /// Whether the colour of a value is the one that its class was said to have.
  private func agrees(value: Int, colors: [UInt32]) -> Bool {
    guard value < colors.count else { return false }
    guard let item = classes.first(where: { $0.index == value }) else {
      return colors[value] == background
    }
    return item.color == nil || item.color == colors[value]
  }

  private func isBackground(value: Int) -> Bool {
    value == 0 || classes.contains { $0.index == value && $0.isBackground }
  }

  private static func usedValues(_ indices: [UInt8]) -> [Int] {
    var isUsed = [Bool](repeating: false, count: 256)
    for index in indices { isUsed[Int(index)] = true }
    return (0..<256).filter { isUsed[$0] }
  }
}
