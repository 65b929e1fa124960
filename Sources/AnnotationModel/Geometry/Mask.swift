/// A set of pixels of the upright image, kept as runs.
///
/// Frame: whole pixels of an upright image of `size`, origin top-left. Pixel (x, y) has the index
/// `y * size.width + x`; a run is a half-open range of indexes and may go on in the next row. A
/// mask covers at least one pixel, and equal sets of pixels are equal values.
package struct Mask: Hashable, Sendable {
  /// The size of the image that the mask belongs to.
  package let size: ImageSize
  /// Where the set begins, ends, begins again and so on: strictly ascending, an even number.
  package let boundaries: [Int]

  /// Takes runs of pixel indexes that ascend and do not overlap; runs that touch are joined.
  ///
  /// Nil when a run is empty, lies outside the image or precedes the one before it, and when there
  /// is no run.
  package init?(size: ImageSize, runs: some Sequence<Range<Int>>) {
    var boundaries: [Int] = []
    for run in runs {
      guard !run.isEmpty, run.lowerBound >= boundaries.last ?? 0,
        run.upperBound <= size.pixelCount
      else { return nil }
      Self.append(run, to: &boundaries)
    }
    self.init(size: size, canonical: boundaries)
  }

  /// Takes one byte per pixel, row by row; every byte but 0 is inside.
  ///
  /// Nil when the count is not that of the image, and when no pixel is inside.
  package init?(size: ImageSize, pixels: [UInt8]) {
    guard pixels.count == size.pixelCount else { return nil }
    var boundaries: [Int] = []
    var isInside = false
    for (index, pixel) in pixels.enumerated() where (pixel != 0) != isInside {
      boundaries.append(index)
      isInside.toggle()
    }
    if isInside { boundaries.append(pixels.count) }
    self.init(size: size, canonical: boundaries)
  }

  /// Takes spans of columns per row, ascending within a row; rows from the top.
  ///
  /// What lies outside the image is cut off; spans of one row that overlap are joined. Nil when
  /// nothing is left.
  package init?(size: ImageSize, rows: [(row: Int, spans: [Range<Int>])]) {
    guard size.pixelCount < .max else { return nil }
    var boundaries: [Int] = []
    for (row, spans) in rows where row >= 0 && row < size.height {
      let start = row * size.width
      for span in spans {
        let clamped = span.clamped(to: 0..<size.width)
        let run = clamped.lowerBound + start..<clamped.upperBound + start
        if !run.isEmpty { Self.append(run, to: &boundaries) }
      }
    }
    self.init(size: size, canonical: boundaries)
  }

  /// Takes boundaries that already ascend strictly; nil when there are none.
  init?(size: ImageSize, canonical boundaries: [Int]) {
    guard !boundaries.isEmpty else { return nil }
    self.size = size
    self.boundaries = boundaries
  }

  private static func append(_ run: Range<Int>, to boundaries: inout [Int]) {
    guard let end = boundaries.last, run.lowerBound <= end else {
      boundaries += [run.lowerBound, run.upperBound]
      return
    }
    boundaries[boundaries.count - 1] = max(end, run.upperBound)
  }

  /// The runs of pixel indexes, ascending; two runs never touch.
  package var runs: some RandomAccessCollection<Range<Int>> {
    (0..<boundaries.count / 2).lazy.map { boundaries[2 * $0]..<boundaries[2 * $0 + 1] }
  }

  /// How many pixels it covers, at least 1.
  package var area: Int { runs.reduce(0) { $0 + $1.count } }

  /// Whether the pixel in this column and row is covered; none outside the image is.
  package func contains(x: Int, y: Int) -> Bool {
    guard (0..<size.width).contains(x), (0..<size.height).contains(y) else { return false }
    let index = y * size.width + x
    var (low, high) = (0, boundaries.count)
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] <= index { low = middle + 1 } else { high = middle }
    }
    return low % 2 == 1
  }

  /// The covered columns of each row: runs cut at the ends of rows, from the top.
  package var spans: [(row: Int, columns: Range<Int>)] {
    var spans: [(row: Int, columns: Range<Int>)] = []
    for run in runs {
      var start = run.lowerBound
      while start < run.upperBound {
        let row = start / size.width
        let end = min(run.upperBound, (row + 1) * size.width)
        spans.append((row, start - row * size.width..<end - row * size.width))
        start = end
      }
    }
    return spans
  }

  /// The smallest box around it.
  package var bounds: Box {
    let spans = spans
    let left = spans.reduce(size.width) { min($0, $1.columns.lowerBound) }
    let right = spans.reduce(0) { max($0, $1.columns.upperBound) }
    return Box(
      unchecked: Double(left), Double(spans.first?.row ?? 0), Double(right),
      Double((spans.last?.row ?? 0) + 1))
  }

  /// One byte per pixel, row by row: `inside` where covered, 0 elsewhere.
  package func pixels(inside: UInt8 = 1) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixelCount)
    for run in runs { for index in run { pixels[index] = inside } }
    return pixels
  }
}

extension Mask: Codable {
  private enum CodingKeys: String, CodingKey { case size, boundaries }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let size = try values.decode(ImageSize.self, forKey: .size)
    let boundaries = try values.decode([Int].self, forKey: .boundaries)
    let ascends = zip(boundaries, boundaries.dropFirst()).allSatisfy { $0 < $1 }
    guard ascends, boundaries.count.isMultiple(of: 2), boundaries.first ?? -1 >= 0,
      boundaries.last ?? 0 <= size.pixelCount, let mask = Mask(size: size, canonical: boundaries)
    else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "the runs are no mask of \(size)"))
    }
    self = mask
  }
}
