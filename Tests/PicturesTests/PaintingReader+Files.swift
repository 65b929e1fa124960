import Foundation
import Raster
import Screen

extension PaintingReader {
  /// Reads a command of kitty's protocol after `ESC _`, as its documentation describes it.
  mutating func kitty(on screen: inout EmulatedScreen) throws {
    let text = try string(endingIn: [0x1B, UInt8(ascii: "\\")])
    guard text.first == UInt8(ascii: "G") else { throw Failure(reason: "an APC of another kind") }
    let parts = text.dropFirst().split(
      separator: UInt8(ascii: ";"), maxSplits: 1, omittingEmptySubsequences: false)
    var words: [String: String] = [:]
    for pair in String(decoding: parts[0], as: UTF8.self).split(separator: ",") {
      let sides = pair.split(separator: "=").map(String.init)
      guard sides.count == 2 else { throw Failure(reason: "a key without a value") }
      words[sides[0]] = sides[1]
    }
    guard words["q"] == "2" else { throw Failure(reason: "the terminal would answer") }
    let data = parts.count > 1 ? [UInt8](parts[1]) : []
    guard data.count <= 4096 else { throw Failure(reason: "a chunk of \(data.count)") }
    if let open = unfinished {
      unfinished = (open.keys, open.text + data)
    } else if words["a"] == "t" {
      guard ["24", "100"].contains(words["f"]) else {
        throw Failure(reason: "a format of another kind")
      }
      unfinished = (words.compactMapValues { Int($0) }, data)
    } else {
      return try act(words, on: &screen)
    }
    guard words["m"] == "0", let done = unfinished else { return }
    unfinished = nil
    guard let file = Data(base64Encoded: Data(done.text)), let number = done.keys["i"] else {
      throw Failure(reason: "a picture without a number, or not in base 64")
    }
    screen.images[number] =
      done.keys["f"] == 24
      ? try Self.doubled([UInt8](file), done.keys)
      : try ImageDecoder.decode(bytes: [UInt8](file)).bitmap
    screen.placements = screen.placements.filter { $0.key.image != number }
    if done.keys["f"] == 24 { screen.reduced.insert(number) }
  }

  /// Plain pixels, each as four: what is sent like this has half the resolution.
  private static func doubled(_ bytes: [UInt8], _ keys: [String: Int]) throws -> Bitmap {
    guard let width = keys["s"], let height = keys["v"], bytes.count == width * height * 3 else {
      throw Failure(reason: "plain pixels of another size")
    }
    var bitmap = Bitmap(
      size: PixelSize(width: width * 2, height: height * 2), filledWith: .black)
    for y in 0..<height * 2 {
      for x in 0..<width * 2 {
        let place = (y / 2 * width + x / 2) * 3
        bitmap[x, y] = RGB8(r: bytes[place], g: bytes[place + 1], b: bytes[place + 2])
      }
    }
    return bitmap
  }

  private func act(_ words: [String: String], on screen: inout EmulatedScreen) throws {
    var keys = words.compactMapValues { Int($0) }
    guard let number = keys["i"] else { throw Failure(reason: "no number") }
    if screen.reduced.contains(number) {
      for key in ["x", "y", "w", "h"] { keys[key] = keys[key].map { $0 * 2 } }
    }
    switch (words["a"], words["d"]) {
    case ("p", _): try place(keys, image: number, on: &screen)
    case ("d", "i"):
      let name = EmulatedScreen.PlacementName(image: number, placement: keys["p"] ?? 0)
      screen.placements[name] = nil
    case ("d", "I"):
      screen.images[number] = nil
      screen.placements = screen.placements.filter { $0.key.image != number }
    default: throw Failure(reason: "an action of another kind")
    }
  }

  private func place(
    _ keys: [String: Int], image: Int, on screen: inout EmulatedScreen
  ) throws {
    guard let cursor = placeOnScreen, let columns = keys["c"], let rows = keys["r"],
      let bitmap = screen.images[image], let x = keys["x"], let y = keys["y"], keys["C"] == 1,
      keys["z"] == 0,
      keys["w"] == columns * screen.cell.width, keys["h"] == rows * screen.cell.height,
      x + columns * screen.cell.width <= bitmap.width,
      y + rows * screen.cell.height <= bitmap.height
    else { throw Failure(reason: "a placement of nothing: \(keys)") }
    let area = Area(column: cursor.column, row: cursor.row, columns: columns, rows: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        try screen.note(Position(column: cursor.column + column, row: cursor.row + row))
      }
    }
    screen.placements[
      EmulatedScreen.PlacementName(image: image, placement: keys["p"] ?? 0)] =
      EmulatedScreen.Placement(area: area, x: x, y: y)
  }

  /// Reads an inline file after `ESC ]`, and paints its pixels.
  mutating func inlineFile(on screen: inout EmulatedScreen) throws {
    let text = String(decoding: try string(endingIn: [0x07]), as: UTF8.self)
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0].hasPrefix("1337;File=inline=1;"), let cursor = placeOnScreen,
      let file = Data(base64Encoded: parts[1])
    else { throw Failure(reason: "an OSC of another kind") }
    let bitmap = try ImageDecoder.decode(bytes: [UInt8](file)).bitmap
    guard
      parts[0].contains(
        "width=\(bitmap.width / screen.cell.width);height=\(bitmap.height / screen.cell.height)")
    else { throw Failure(reason: "a file of other cells: \(parts[0])") }
    for row in 0..<bitmap.height / screen.cell.height {
      for column in 0..<bitmap.width / screen.cell.width {
        try screen.note(Position(column: cursor.column + column, row: cursor.row + row))
      }
    }
    for y in 0..<bitmap.height {
      for x in 0..<bitmap.width {
        screen.set(
          bitmap[x, y], x: cursor.column * screen.cell.width + x,
          y: cursor.row * screen.cell.height + y)
      }
    }
  }

  private mutating func string(endingIn end: [UInt8]) throws -> [UInt8] {
    var text: [UInt8] = []
    while let byte = next() {
      text.append(byte)
      if text.suffix(end.count) == end[...] { return text.dropLast(end.count) }
    }
    throw Failure(reason: "a string without an end")
  }
}
