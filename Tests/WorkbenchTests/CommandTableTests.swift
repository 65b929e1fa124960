import Foundation
import Screen
import Testing
import Workbench

@Suite("The command table")
struct CommandTableTests {
  @Test("No key is bound twice where it could be pressed")
  func noConflicts() {
    #expect(KeyMap.conflicts(in: Command.table) == [])
  }

  @Test("A conflict is found and names both commands")
  func findsConflicts() {
    let table = [
      CommandInfo(command: .undo, title: "", help: "", keys: [(.anywhere, ["u"])]),
      CommandInfo(command: .drawBox, title: "", help: "", keys: [(.navigate, ["u"])]),
    ]
    #expect(KeyMap.conflicts(in: table) == ["u in navigate: undo and drawBox"])
  }

  @Test("Every command stands in the table once, with a key")
  func complete() {
    #expect(Set(Command.table.map(\.command)) == Set(Command.allCases))
    #expect(Command.table.count == Command.allCases.count)
    for info in Command.table {
      #expect(info.keys.contains { !$0.titles.isEmpty }, "\(info.command)")
    }
  }

  @Test("Every key title reads back as the key it names")
  func titlesReadBack() throws {
    for title in Command.table.flatMap({ $0.keys.flatMap(\.titles) }) {
      let key = try #require(Key(title: title))
      #expect(key.title == title)
    }
  }

  @Test("The README's key table is the one of the program")
  func readme() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("README.md")
    var readme = try String(contentsOf: url, encoding: .utf8)
    let start = try #require(readme.range(of: "<!-- KEYS -->\n")).upperBound
    let end = try #require(readme.range(of: "<!-- /KEYS -->")).lowerBound
    let table = KeyMap.markdown(table: Command.table) + "\n"
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      readme.replaceSubrange(start..<end, with: table)
      try readme.write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(readme[start..<end] == table, "RECORD_SNAPSHOTS=1 writes the table again")
    }
  }
}
