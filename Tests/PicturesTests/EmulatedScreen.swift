import Pictures
import Raster
import Screen

/// A terminal's screen as pixels: text erases, pictures paint.
///
/// It understands what a painting may send and nothing else. Sixels are read as DEC describes them
/// (VT330/VT340 manual, chapter 14), half-blocks as colours of the two halves of a cell.
struct EmulatedScreen {
  struct Failure: Error { let reason: String }

  /// Cells across and down.
  let size: Size
  /// Pixels in a cell.
  let cell: PixelExtent
  /// Nil where text stands or nothing was painted.
  private(set) var pixels: [RGB8?]
  /// How often each cell was painted since the last `resetCounts`.
  private(set) var paints: [Position: Int] = [:]
  /// The pictures of kitty's protocol by their numbers, and where they are placed.
  var images: [Int: Bitmap] = [:]
  /// Those that were sent in half the resolution.
  var reduced: Set<Int> = []
  var placements: [PlacementName: Placement] = [:]
  /// The bytes and the cells of each sixel graphic so far.
  private(set) var graphics: [(bytes: Int, cells: Int)] = []

  init(size: Size, cell: PixelExtent) {
    (self.size, self.cell) = (size, cell)
    pixels = [RGB8?](
      repeating: nil, count: size.columns * cell.width * size.rows * cell.height)
  }

  var width: Int { size.columns * cell.width }

  subscript(x: Int, y: Int) -> RGB8? { pixels[y * width + x] }

  /// Which placement of which picture.
  struct PlacementName: Hashable {
    let image: Int
    let placement: Int
  }

  /// Cells in which a part of a picture shows, which begins at a pixel of it.
  struct Placement {
    let area: Area
    let x: Int
    let y: Int
  }

  /// The placements that show in a cell.
  func placements(at position: Position) -> [PlacementName] {
    placements.filter { $0.value.area.contains(position) }.map(\.key)
  }

  /// The pixels of a cell: those of a picture that is placed there, else what was painted.
  func pixels(of position: Position) -> [RGB8?] {
    if let name = placements(at: position).first, let place = placements[name],
      let image = images[name.image]
    {
      let left = place.x + (position.column - place.area.column) * cell.width
      let top = place.y + (position.row - place.area.row) * cell.height
      return (top..<top + cell.height).flatMap { y in
        (left..<left + cell.width).map { image[$0, y] }
      }
    }
    return (0..<cell.height).flatMap { y in
      let start = (position.row * cell.height + y) * width + position.column * cell.width
      return pixels[start..<(start + cell.width)]
    }
  }

  mutating func resetCounts() { paints = [:] }

  /// Writes text, or the placeholder of a picture cell: the pixels are gone.
  mutating func erase(_ position: Position) {
    for y in 0..<cell.height {
      let start = (position.row * cell.height + y) * width + position.column * cell.width
      for x in start..<(start + cell.width) { pixels[x] = nil }
    }
  }

  /// Counts a cell as painted; an error outside of the screen.
  mutating func note(_ position: Position) throws {
    guard (0..<size.columns).contains(position.column), (0..<size.rows).contains(position.row)
    else { throw Failure(reason: "painted outside of the screen: \(position)") }
    paints[position, default: 0] += 1
  }

  mutating func set(_ color: RGB8, x: Int, y: Int) { pixels[y * width + x] = color }

  mutating func noteGraphic(bytes: Int, cells: Int) { graphics.append((bytes, cells)) }

  /// Reads the bytes of a painting.
  mutating func feed(_ bytes: [UInt8]) throws {
    var reader = PaintingReader(bytes)
    try reader.apply(to: &self)
  }
}
