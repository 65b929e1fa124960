import Foundation
import Interchange
import Testing

@Suite("What killed exports leave")
struct LeftoverTests {
  /// A process number above what Linux gives (`/proc/sys/kernel/pid_max` is at most 2^22).
  private static let nobody = 2_000_000_000

  @Test("Files, folders and replaced folders are told apart, of their targets only")
  func kinds() throws {
    try TestFiles.withFolder { folder in
      try TestFiles.write([1], to: ".a.manifest.\(Self.nobody)-77.part", in: folder)
      try TestFiles.write([1], to: ".a.manifest.masks.\(Self.nobody).part/1.png", in: folder)
      try TestFiles.write([1], to: ".a.manifest.\(Self.nobody).old/1.png", in: folder)
      try TestFiles.write([1], to: ".b.manifest.\(Self.nobody)-78.part", in: folder)
      let targets = ["a.manifest", "a.manifest.masks"].map { Array($0.utf8) }
      let found = try Leftover.all(in: folder, of: targets)
      #expect(found.map(\.kind) == [.file, .replaced, .folder])
      #expect(found.allSatisfy { $0.process == Self.nobody && !$0.isInUse })
      #expect(try Leftover.all(in: folder).count == 4)
    }
  }

  @Test("Other hidden files, links and names without a process are nobody's leftovers")
  func others() throws {
    try TestFiles.withFolder { folder in
      let names = [
        ".a.part", ".a.x.part", ".a.12-.part", ".a.-5.part", "a.\(Self.nobody)-1.part",
        ".a.\(Self.nobody).part", ".a.99999999999-1.part", ".swp",
      ]
      for name in names { try TestFiles.write([1], to: name, in: folder) }
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/.a.\(Self.nobody)-2.part", withDestinationPath: "/etc/hostname")
      #expect(try Leftover.all(in: folder) == [])
    }
  }

  @Test("A file that is being written is in use, and gone once it is given up")
  func inUse() throws {
    try TestFiles.withFolder { folder in
      let target = try #require(folder.appending(Array("a.manifest".utf8)))
      do {
        let file = try AtomicFile(target, replacingExisting: false)
        let found = try Leftover.all(in: folder, of: [target.name])
        #expect(found.count == 1)
        #expect(found.first?.isInUse == true)
        withExtendedLifetime(file) {}
      }
      #expect(try Leftover.all(in: folder) == [])
    }
  }

  @Test("A lock says that a file is in use even where its process number says nothing")
  func lock() throws {
    try TestFiles.withFolder { folder in
      let path = try TestFiles.write([1], to: ".a.\(Self.nobody)-1.part", in: folder)
      let leftover = try #require(try Leftover.all(in: folder).first)
      do {
        let lock = WriterLock(path)
        #expect(leftover.isInUse)
        withExtendedLifetime(lock) {}
      }
      #expect(!leftover.isInUse)
    }
  }
}
