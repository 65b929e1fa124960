import GRDB

/// The counters that triggers keep where rows go in one by one, for a chunk of rows at once.
///
/// These are the rows that a `BulkConnection` adds to `data_object` and `review`, and no others; a
/// test compares the triggers of the schema with `triggers`.
package struct BulkCounters {
  /// The triggers on insertions that this does the work of.
  package static let triggers: Set = ["data_object_added", "data_object_supplied", "review_added"]

  private let objects, coverage, supply, reviews: BoundStatement

  /// Prepares to count rows of a job.
  init(of job: RowKey, in db: Database) throws {
    objects = try BoundStatement(
      "UPDATE job SET data_objects = data_objects + ? WHERE key = \(job)", in: db)
    coverage = try BoundStatement(
      """
      INSERT INTO coverage (job, answers, objects) VALUES (\(job), 0, ?)
        ON CONFLICT (job, answers) DO UPDATE SET objects = objects + excluded.objects
      """, in: db)
    supply = try BoundStatement(
      """
      INSERT INTO supply (job, objects) VALUES (\(job), ?)
        ON CONFLICT (job) DO UPDATE SET objects = objects + excluded.objects
      """, in: db)
    reviews = try BoundStatement(
      """
      INSERT INTO review_tally (job, state, objects) VALUES (\(job), 'waiting', ?)
        ON CONFLICT (job, state) DO UPDATE SET objects = objects + excluded.objects
      """, in: db)
  }

  /// Counts new data objects, which nobody has answered and everybody may, and new reviews that
  /// wait for somebody.
  func count(objects added: Int, reviews waiting: Int) throws {
    for statement in added > 0 ? [objects, coverage, supply] : [] {
      statement.bind(1, added)
      try statement.run()
    }
    guard waiting > 0 else { return }
    reviews.bind(1, waiting)
    try reviews.run()
  }
}
