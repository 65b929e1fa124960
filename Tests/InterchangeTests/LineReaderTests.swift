import Interchange
import Testing

@Suite("Line reader")
struct LineReaderTests {
  private func lines(_ text: String, limit: Int = 100, chunk: Int) throws -> [LineReader.Line] {
    try TestFiles.withFolder { folder in
      let path = try TestFiles.write(Array(text.utf8), to: "lines.txt", in: folder)
      var reader = try LineReader(path, limit: limit, chunk: chunk)
      var lines: [LineReader.Line] = []
      while let line = try reader.next() { lines.append(line) }
      return lines
    }
  }

  private func text(_ line: LineReader.Line) -> String? {
    if case .bytes(let bytes) = line.content { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  @Test("Lines and endings are the same for any chunk size", arguments: [1, 2, 3, 5, 7, 4096])
  func chunks(chunk: Int) throws {
    let lines = try lines("\u{FEFF}one\r\n\nthr\ree\nlast", chunk: chunk)
    #expect(lines.map(text) == ["one", "", "thr\ree", "last"])
    #expect(lines.map(\.number) == [1, 2, 3, 4])
    #expect(
      lines.map(\.ending) == [.carriageReturnLineFeed, .lineFeed, .lineFeed, .endOfFile])
  }

  @Test("A line over the limit is passed over and the next one still comes", arguments: [1, 4, 64])
  func tooLong(chunk: Int) throws {
    let long = String(repeating: "x", count: 11)
    let lines = try lines("0123456789\n\(long)\nok\n\(long)\(long)", limit: 10, chunk: chunk)
    #expect(lines.map(text) == ["0123456789", nil, "ok", nil])
    #expect(lines.map(\.number) == [1, 2, 3, 4])
  }

  @Test("An empty file has no lines, a final line end adds none", arguments: [1, 64])
  func empty(chunk: Int) throws {
    #expect(try lines("", chunk: chunk).isEmpty)
    #expect(try lines("\u{FEFF}", chunk: chunk).isEmpty)
    #expect(try lines("a\n", chunk: chunk).map(text) == ["a"])
  }

  @Test("A file that is not there and a folder are named with the system's reason")
  func unreadable() throws {
    try TestFiles.withFolder { folder in
      let missing = try #require(folder.appending("no.manifest".utf8))
      let error = #expect(throws: InterchangeError.self) { _ = try ManifestReader(missing) }
      #expect(error?.description.contains("no.manifest") == true)
      #expect(error?.description.contains("cannot open the file: No such file") == true)
      let directory = #expect(throws: InterchangeError.self) { _ = try LineReader(folder) }
      #expect(directory?.description.contains("Is a directory") == true)
    }
  }

  @Test("Paths refuse zero bytes and take the parts apart")
  func paths() throws {
    #expect(throws: InterchangeError.self) { _ = try LocalPath("a\0b") }
    #expect(throws: InterchangeError.self) { _ = try LocalPath("") }
    #expect(try LocalPath("/a/b.c").folder.description == "/a")
    #expect(try LocalPath("/a").folder.description == "/")
    #expect(try LocalPath("a").folder.description == ".")
    #expect(try LocalPath("a/b/").name == Array("b".utf8))
    #expect(try LocalPath("a/b/").folder.description == "a")
  }

  @Test("A document over the limit is refused before it is read")
  func documentLimit() throws {
    try TestFiles.withFolder { folder in
      let path = try TestFiles.write(Array("0123456789".utf8), to: "doc", in: folder)
      #expect(try path.contents(limit: 10).count == 10)
      let error = #expect(throws: InterchangeError.self) { try path.contents(limit: 9) }
      #expect(error?.reason == .fileTooLarge(limit: 9))
    }
  }
}
