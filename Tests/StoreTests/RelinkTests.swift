import AnnotationModel
import Store
import Testing

@Suite("Folders that moved")
struct RelinkTests {
  @Test("A folder is one entry, found at its new place, and taken back by undo")
  func move() throws {
    let project = try TestProject(images: 3)
    let old = Array("/photos/".utf8)
    let new = Array("/data/pictures/".utf8)
    let known = try project.lead.files(below: old)
    #expect(known.files.count == 3 && known.next == nil)
    #expect(known.files.first?.byteCount == 1000 && known.files.first?.contentHash == nil)
    let entry = try project.lead.relink(from: old, to: new)
    #expect(try project.lead.files(below: old).files == [])
    let moved = try project.lead.files(below: new).files.map(\.path)
    #expect(moved.first == Array("/data/pictures/tray/IMG_0.jpg".utf8))
    let place = Image.Location.Place.path(Array("/data/pictures/tray/IMG_2.jpg".utf8))
    #expect(try project.lead.image(at: place) == project.image(at: 2))
    #expect(
      try project.lead.log(limit: 1).first?.summary
        == "moved the folder /photos/ to /data/pictures/")
    let undone = try project.lead.undo(entry)
    #expect(try project.lead.files(below: old) == known)
    #expect(throws: StoreError.cannotUndo(entry: entry, reason: "that was done already")) {
      try project.lead.undo(entry)
    }
    _ = try project.lead.undo(undone)
    #expect(throws: StoreError.cannotUndo(entry: undone, reason: "that was done already")) {
      try project.lead.undo(undone)
    }
    #expect(try project.lead.image(at: place) != nil)
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("With the last image of a folder that moved its paths are purged too")
  func purged() throws {
    let project = try TestProject(images: 2)
    let entry = try project.lead.relink(from: Array("/photos/".utf8), to: Array("/mark/".utf8))
    func summary() throws -> String? {
      try project.lead.log(before: entry + 1, limit: 1).first?.summary
    }
    _ = try project.lead.purge(project.image(at: 0))
    #expect(try summary() == "moved the folder /photos/ to /mark/")
    _ = try project.lead.purge(project.image(at: 1))
    #expect(try summary() == "relink (what it did was purged)")
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("Only the files that are named move, and the others follow later into the same folder")
  func partly() throws {
    let project = try TestProject(images: 3)
    let old = Array("/photos/".utf8)
    let new = Array("/data/".utf8)
    let known = try project.lead.files(below: old).files
    func names(_ folder: [UInt8]) throws -> [String] {
      try project.lead.files(below: folder).files.map { String(decoding: $0.path, as: UTF8.self) }
    }
    let first = try project.lead.relink(
      from: old, to: new, only: known.prefix(2).map(\.key))
    #expect(try names(new) == ["/data/tray/IMG_0.jpg", "/data/tray/IMG_1.jpg"])
    #expect(try names(old) == ["/photos/tray/IMG_2.jpg"])
    let rest = try project.lead.relink(from: old, to: new)
    #expect(try names(new).count == 3 && names(old).isEmpty)
    _ = try project.lead.undo(rest)
    #expect(try names(old) == ["/photos/tray/IMG_2.jpg"])
    let undone = try project.lead.undo(first)
    #expect(try project.lead.files(below: old).files == known)
    _ = try project.lead.undo(undone)
    #expect(try names(new).count == 2)
    #expect(try project.store.integrityCheck() == [])
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("Pages go on where the last one ended")
  func pages() throws {
    let project = try TestProject(images: 5)
    let all = try project.lead.files(below: Array("/".utf8)).files
    var paged: [KnownFile] = []
    var cursor: KnownFilePage.Cursor?
    repeat {
      let page = try project.lead.files(below: Array("/".utf8), from: cursor, limit: 2)
      paged += page.files
      cursor = page.next
    } while cursor != nil
    #expect(paged == all && all.count == 5)
  }

  @Test("A folder may move into itself, but not to where another one is, nor from nowhere")
  func refused() throws {
    let project = try TestProject(images: 1)
    let place = Image.Location.Place.path(Array("/other/tray/IMG_0.jpg".utf8))
    _ = try project.lead.addImages([NewImage(Image.Location(place, state: .present))])
    let photos = Array("/photos/".utf8)
    #expect(throws: StoreError.nameTaken(kind: "file", name: "/other/tray/IMG_0.jpg")) {
      try project.lead.relink(from: photos, to: Array("/other/".utf8))
    }
    #expect(throws: StoreError.invalid("the folder is where the project has it already")) {
      try project.lead.relink(from: photos, to: photos)
    }
    #expect(throws: StoreError.unknown(kind: "folder", name: "/nothing/")) {
      try project.lead.relink(from: Array("/nothing/".utf8), to: Array("/x/".utf8))
    }
    #expect(throws: StoreError.self) {
      try project.lead.relink(from: Array("/photos".utf8), to: Array("/x/".utf8))
    }
    _ = try project.lead.relink(from: photos, to: Array("/photos/tray/".utf8))
    #expect(try project.lead.files(below: Array("/photos/tray/tray/".utf8)).files.count == 1)
    #expect(try project.store.integrityCheck() == [])
  }
}
