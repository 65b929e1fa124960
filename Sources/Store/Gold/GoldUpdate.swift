import AnnotationModel
import GRDB

/// Keeps which data objects are seeded, and the scores of answers to gold.
enum GoldUpdate {
  static func run(
    _ object: RowKey, job: RowKey, wasSeeded: Bool, _ gold: FinishedLayer?,
    in transaction: Transaction
  ) throws {
    let isSeeded = try gold != nil && HandOutRules.of(job, in: transaction.db).goldShare > 0
    if isSeeded != wasSeeded {
      try transaction.run(
        "UPDATE data_object SET is_seeded = ? WHERE key = ?", [isSeeded, object])
    }
    try score(object, job: job, gold, in: transaction)
  }

  /// Scores every submitted answer of a data object anew, where something changed.
  private static func score(
    _ object: RowKey, job: RowKey, _ gold: FinishedLayer?, in transaction: Transaction
  ) throws {
    let known = try knownScores(object, in: transaction.db)
    let scores = try gold.map { try newScores(object, gold: $0.key, in: transaction.db) } ?? [:]
    guard known != scores else { return }
    try transaction.run("DELETE FROM gold_score WHERE data_object = ?", [object])
    for (person, score) in scores.sorted(by: { $0.key < $1.key }) {
      try transaction.run(
        """
        INSERT INTO gold_score (data_object, person, job, expected, given, matched, agreed, overlap)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          object, person, job, score.expected, score.given, score.matched, score.agreed,
          score.overlapMillionths,
        ])
    }
  }

  private static func knownScores(_ object: RowKey, in db: Database) throws -> [RowKey: GoldScore] {
    let rows = try db.rows("SELECT * FROM gold_score WHERE data_object = ?", [object])
    return Dictionary(
      rows.map { ($0["person"], GoldScore(row: $0, objects: 1)) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func newScores(
    _ object: RowKey, gold: RowKey, in db: Database
  ) throws -> [RowKey: GoldScore] {
    let truth = try ShapeTable.shapes(of: gold, in: db)
    let rows = try db.rows(
      """
      SELECT person, layer FROM assignment WHERE data_object = ? AND state = 'submitted'
        AND layer IS NOT NULL
      """, [object])
    var scores: [RowKey: GoldScore] = [:]
    for row in rows {
      let shapes = try ShapeTable.shapes(of: row["layer"], in: db)
      scores[row["person"]] = GoldScore(of: shapes, against: truth)
    }
    return scores
  }
}

extension GoldScore {
  init(row: Row, objects: Int) {
    self.init(
      objects: objects, expected: row["expected"], given: row["given"], matched: row["matched"],
      agreed: row["agreed"], overlapMillionths: row["overlap"])
  }

  /// How a person's answers to gold in a job came out, over everybody who was merged into them;
  /// nil when they have answered none.
  static func of(_ family: [RowKey], job: RowKey, in db: Database) throws -> GoldScore? {
    var total = GoldScore()
    for person in family {
      let row = try db.firstRow(HotQuery.goldTally, [job, person])
      if let row { total.add(GoldScore(row: row, objects: row["objects"])) }
    }
    return total.objects > 0 ? total : nil
  }
}
