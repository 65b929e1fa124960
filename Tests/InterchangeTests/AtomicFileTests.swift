import Foundation
import Interchange
import Testing

@Suite("Atomic file")
struct AtomicFileTests {
  private func names(in folder: LocalPath) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.description).sorted()
  }

  private func write(_ text: String, to path: LocalPath, replacing: Bool) throws {
    var file = try AtomicFile(path, replacingExisting: replacing)
    try file.append(Array(text.utf8))
    try file.commit()
  }

  @Test("The file appears complete, and only under its name")
  func appears() throws {
    try TestFiles.withFolder { folder in
      let path = try #require(folder.appending("out.manifest".utf8))
      var file = try AtomicFile(path, replacingExisting: false)
      let piece = [UInt8](repeating: 0x61, count: 100_000)
      for _ in 0..<7 { try file.append(piece) }
      #expect(file.count == 700_000)
      #expect(try names(in: folder).contains("out.manifest") == false)
      try file.commit()
      #expect(try names(in: folder) == ["out.manifest"])
      #expect(try path.contents().count == 700_000)
    }
  }

  @Test("Giving up leaves the old file and nothing else")
  func abandoned() throws {
    try TestFiles.withFolder { folder in
      let path = try TestFiles.write(Array("old".utf8), to: "out", in: folder)
      do {
        var file = try AtomicFile(path, replacingExisting: true)
        try file.append([UInt8](repeating: 0x62, count: 1_000_000))
      }
      #expect(try names(in: folder) == ["out"])
      #expect(try path.contents() == Array("old".utf8))
    }
  }

  @Test("An existing file is replaced only when asked, keeping its permissions")
  func replacing() throws {
    try TestFiles.withFolder { folder in
      let path = try TestFiles.write(Array("old".utf8), to: "out", in: folder)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o640], ofItemAtPath: path.description)
      let error = #expect(throws: InterchangeError.self) {
        try write("new", to: path, replacing: false)
      }
      #expect(error?.reason == .alreadyExists)
      #expect(try path.contents() == Array("old".utf8))
      try write("new", to: path, replacing: true)
      #expect(try path.contents() == Array("new".utf8))
      let attributes = try FileManager.default.attributesOfItem(atPath: path.description)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
    }
  }

  @Test("A file that appears in the meantime is not overwritten")
  func race() throws {
    try TestFiles.withFolder { folder in
      let path = try #require(folder.appending("out".utf8))
      var file = try AtomicFile(path, replacingExisting: false)
      try file.append(Array("mine".utf8))
      try TestFiles.write(Array("theirs".utf8), to: "out", in: folder)
      var reason: InterchangeError.Reason?
      do throws(InterchangeError) { try file.commit() } catch { reason = error.reason }
      #expect(reason == .alreadyExists)
      #expect(try path.contents() == Array("theirs".utf8))
      #expect(try names(in: folder) == ["out"])
    }
  }

  @Test("A folder that takes no files, and a folder in the file's place, are named")
  func refused() throws {
    try TestFiles.withFolder { folder in
      let missing = try #require(folder.appending("missing/out".utf8))
      let error = #expect(throws: InterchangeError.self) {
        try write("x", to: missing, replacing: false)
      }
      #expect(error?.description.contains("cannot make a file in its folder: No such") == true)
      let taken = try #require(folder.appending("taken".utf8))
      try TestFiles.write([0x61], to: "taken/inside", in: folder)
      let directory = #expect(throws: InterchangeError.self) {
        try write("x", to: taken, replacing: true)
      }
      #expect(directory?.description.contains("not a file") == true)
      #expect(try names(in: folder) == ["taken"])
    }
  }
}
