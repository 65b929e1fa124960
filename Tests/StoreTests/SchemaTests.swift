import FoundationEssentials
import GRDB
import Store
import Testing

@Suite("The schema")
struct SchemaTests {
  @Test("Hot queries never walk a table", arguments: HotQuery.all.map(\.name))
  func plans(name: String) throws {
    let project = try TestProject()
    let sql = try #require(HotQuery.all.first { $0.name == name }?.sql)
    let steps = try Self.plan(of: sql, in: project)
    #expect(!steps.isEmpty)
    for step in steps { #expect(!step.hasPrefix("SCAN"), "\(steps)") }
  }

  @Test("A walk through a table would be noticed")
  func control() throws {
    let steps = try Self.plan(
      of: "SELECT * FROM data_object WHERE submitted = ?", in: TestProject())
    #expect(steps.contains { $0.hasPrefix("SCAN") })
  }

  private static func plan(of sql: String, in project: TestProject) throws -> [String] {
    try reader(project).read { db in
      let nothing = [Int?](repeating: nil, count: sql.count { $0 == "?" })
      return try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments(nothing)
      ).map { $0["detail"] as String }
    }
  }

  @Test("The journal cannot be edited or shortened, not even by hand")
  func appendOnly() throws {
    let project = try TestProject()
    let writer = try Self.reader(project)
    for sql in [
      "UPDATE journal SET moment = 0", "DELETE FROM journal WHERE number = 2",
      "UPDATE payload SET body = x'00'",
    ] {
      #expect(throws: DatabaseError.self) { try writer.write { try $0.execute(sql: sql) } }
    }
    #expect(try project.store.verifyJournal().problems == [])
  }

  @Test("Ids are kept as sixteen bytes and tables are strict")
  func types() throws {
    let project = try TestProject()
    try Self.reader(project).read { db in
      for table in ["image", "job", "label", "person", "journal"] {
        let lengths = try Int.fetchSet(db, sql: "SELECT length(id) FROM \(table)")
        #expect(lengths == [16], "\(table)")
      }
      let loose = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'
            AND NOT strict AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
          """)
      #expect(loose == [])
    }
  }

  static func reader(_ project: TestProject) throws -> DatabaseQueue {
    try DatabaseQueue(path: project.directory + "/" + Store.fileName)
  }
}
