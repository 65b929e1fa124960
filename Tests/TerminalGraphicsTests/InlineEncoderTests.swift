import Foundation
import Raster
import Testing

import TerminalGraphics

@Suite("Pictures as files")
struct InlineEncoderTests {
  private static let picture = Bitmap(
    size: PixelSize(width: 90, height: 70),
    pixels: (0..<6300).map { index in
      // SplitMix64's mixing, so that nothing compresses.
      let mixed = UInt64(index) &* 0x9E37_79B9_7F4A_7C15
      return RGB8(hex: UInt32(((mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9) >> 40))
    })

  @Test("Base 64 is what Foundation reads", arguments: 0..<20)
  func base64(count: Int) throws {
    let bytes = (0..<count).map { UInt8(($0 * 77 + 5) & 0xFF) }
    var text: [UInt8] = []
    Base64.append(bytes[...], to: &text)
    #expect(String(decoding: text, as: UTF8.self) == Data(bytes).base64EncodedString())
  }

  /// Keys and data of kitty's commands, as its documentation describes them.
  private func commands(_ bytes: [UInt8]) throws -> [(keys: [String: String], data: String)] {
    let text = String(decoding: bytes, as: UTF8.self)
    return try text.components(separatedBy: "\u{1B}\\").dropLast().map { command in
      try #require(command.hasPrefix("\u{1B}_G"))
      let parts = command.dropFirst(3).split(
        separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
      let keys = parts[0].split(separator: ",").map { $0.split(separator: "=").map(String.init) }
      return (
        Dictionary(uniqueKeysWithValues: keys.map { ($0[0], $0[1]) }),
        parts.count > 1 ? String(parts[1]) : ""
      )
    }
  }

  @Test("kitty gets the picture in chunks of at most 4096, and never answers")
  func kitty() throws {
    var bytes: [UInt8] = []
    let placement = KittyEncoder.Placement(image: 7, placement: 2, columns: 9, rows: 4)
    try KittyEncoder.show(Self.picture, at: placement, into: &bytes)
    let commands = try commands(bytes)
    #expect(commands.count > 1)
    #expect(commands.allSatisfy { $0.data.utf8.count <= 4096 && $0.keys["q"] == "2" })
    #expect(commands.map { $0.keys["m"] } == commands.dropLast().map { _ in "1" } + ["0"])
    #expect(commands.dropLast().allSatisfy { $0.data.utf8.count.isMultiple(of: 4) })
    let first = commands[0].keys
    #expect(first["a"] == "T" && first["f"] == "100" && first["i"] == "7" && first["p"] == "2")
    #expect(first["c"] == "9" && first["r"] == "4" && first["z"] == "-1" && first["C"] == "1")
    let file = try #require(Data(base64Encoded: commands.map(\.data).joined()))
    #expect(try ImageDecoder.decode(bytes: [UInt8](file)).bitmap == Self.picture)
  }

  @Test("kitty moves and removes by number")
  func moves() throws {
    var bytes: [UInt8] = []
    KittyEncoder.move(
      to: KittyEncoder.Placement(image: 7, columns: 9, rows: 4, layer: 1), into: &bytes)
    KittyEncoder.remove(image: 7, into: &bytes)
    let commands = try commands(bytes)
    #expect(commands.map { $0.keys["a"] } == ["p", "d"])
    #expect(commands.allSatisfy { $0.keys["i"] == "7" && $0.keys["q"] == "2" && $0.data.isEmpty })
    #expect(commands[0].keys["z"] == "1" && commands[1].keys["d"] == "I")
  }

  @Test("kitty keeps a picture, shows a part of it and takes it from one place")
  func parts() throws {
    var bytes: [UInt8] = []
    try KittyEncoder.keep(
      Bitmap(size: PixelSize(width: 2, height: 2), filledWith: .white), image: 9, into: &bytes)
    KittyEncoder.place(
      KittyEncoder.Placement(image: 9, placement: 3, columns: 2, rows: 1),
      showing: KittyEncoder.Source(x: 5, y: 6, width: 20, height: 18), into: &bytes)
    KittyEncoder.remove(image: 9, placement: 3, into: &bytes)
    let commands = try commands(bytes).map(\.keys)
    #expect(commands.map { $0["a"] } == ["t", "p", "d"])
    #expect(commands.allSatisfy { $0["i"] == "9" && $0["q"] == "2" })
    #expect(commands[0]["c"] == nil && commands[1]["C"] == "1" && commands[1]["p"] == "3")
    #expect(["x", "y", "w", "h"].map { commands[1][$0] } == ["5", "6", "20", "18"])
    #expect(commands[2]["d"] == "i" && commands[2]["p"] == "3")
  }

  @Test("An inline file says its length and its cells")
  func inlineFile() throws {
    let file = try JPEGEncoder.encode(Self.picture)
    var bytes: [UInt8] = []
    InlineFileEncoder.show(file, columns: 12, rows: 5, into: &bytes)
    #expect(bytes.last == 0x07)
    let parts = String(decoding: bytes.dropLast(), as: UTF8.self).split(
      separator: ":", maxSplits: 1)
    #expect(
      parts[0]
        == "\u{1B}]1337;File=inline=1;size=\(file.count);width=12;height=5;preserveAspectRatio=0")
    #expect(Data(base64Encoded: String(parts[1])) == Data(file))
  }
}
