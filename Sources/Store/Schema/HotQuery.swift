/// The queries that must stay fast however large a project grows.
///
/// They are written down here, and used from here, so that a test can ask SQLite how it would
/// answer each: by an index, never by walking a table that grows.
package enum HotQuery {
  /// The data object at a place in a job.
  package static let itemAtIndex =
    "SELECT key, image FROM data_object WHERE job = ? AND position = ?"

  /// An image with its newest version.
  package static let image = """
    SELECT i.id, i.claimed_width, i.claimed_height, v.width, v.height, v.orientation
    FROM image i LEFT JOIN image_version v ON v.image = i.key
    WHERE i.key = ? ORDER BY v.number DESC LIMIT 1
    """

  /// The places of an image.
  package static let locations = """
    SELECT f.kind, f.path, l.name, l.state FROM location l JOIN folder f ON f.key = l.folder
    WHERE l.image = ? ORDER BY l.ordinal
    """

  /// The image at a place.
  package static let imageAtPlace = """
    SELECT l.image FROM folder f JOIN location l ON l.name = ? AND l.folder = f.key
    WHERE f.kind = ? AND f.path = ?
    """

  /// The images whose file names lie between two names, or are one name.
  package static let imagesByStem = """
    SELECT DISTINCT image, name FROM location WHERE name >= ? AND name < ?
    UNION SELECT image, name FROM location WHERE name = ? ORDER BY image
    """

  /// Where a person stands with a data object.
  package static let assignment = """
    SELECT a.key, a.state, a.round, a.layer, l.id AS layer_id, a.reason, a.submitted_at,
      a.changed, a.active_seconds, a.batch, a.seat
    FROM assignment a LEFT JOIN layer l ON l.key = a.layer
    WHERE a.person = ? AND a.data_object = ?
    """

  /// A layer, if it is a person's own.
  package static let ownLayer = """
    SELECT \(LayerTable.columns), p.id AS person_id FROM \(LayerTable.tables)
    JOIN source s ON s.key = l.source JOIN person p ON p.key = s.person
    WHERE l.key = ? AND s.kind = 'person' AND s.person = ?
    """

  /// The layer of a person, a data object and a round.
  package static let layerOfRound = """
    SELECT l.id, l.last_number FROM source s JOIN layer l
      ON l.source = s.key AND l.data_object = ? AND l.round = ?
    WHERE s.kind = 'person' AND ifnull(s.person, 0) = ? AND ifnull(s.run, 0) = 0
      AND s.name = '' AND s.version = '' AND ifnull(s.floor, -1) = -1
      AND \(LayerTable.isVisible)
    """

  /// The shapes of a layer.
  package static let shapes = """
    SELECT s.number, l.id, s.kind, s.box_left, s.box_top, s.box_right, s.box_bottom,
      s.confidence, s.detail
    FROM shape s JOIN label l ON l.key = s.label WHERE s.layer = ? ORDER BY s.number
    """

  /// A page of the manifest lines of a job, each with the finished layers of its data object.
  package static let manifestLines = """
    SELECT p.key, p.line_number, p.data_object, p.raw, p.source_ref, s.kind, l.line,
      i.id AS image_id
    FROM (SELECT key, line_number, data_object, raw, source_ref FROM source_line
      WHERE job = ? AND (line_number, key) > (?, ?) ORDER BY line_number, key LIMIT ?) p
    JOIN data_object d ON d.key = p.data_object JOIN image i ON i.key = d.image
    LEFT JOIN layer l ON l.data_object = p.data_object AND l.submitted_at IS NOT NULL
      AND (l.batch IS NULL OR EXISTS (SELECT 1 FROM batch b WHERE b.key = l.batch AND b.visible))
    LEFT JOIN source s ON s.key = l.source
    """

  /// A page of the lines of a job that could not be read.
  package static let unreadLines = """
    SELECT n.line_number, n.raw, n.reason FROM unread_line n JOIN batch b ON b.key = n.batch
    WHERE n.job = ? AND n.line_number > ? AND b.visible ORDER BY n.line_number LIMIT ?
    """

  /// A page of all lines of a job's manifests, read or not.
  package static let keptLines = """
    SELECT line_number, raw, 0 FROM source_line WHERE job = ? AND line_number > ?
    UNION ALL
    SELECT n.line_number, n.raw, 1 FROM unread_line n JOIN batch b ON b.key = n.batch
      WHERE n.job = ? AND n.line_number > ? AND b.visible
    ORDER BY 1 LIMIT ?
    """

  /// A page of the data objects of a job that no manifest line names.
  package static let dataObjectsWithoutLine = """
    SELECT key, position, image FROM data_object d
    WHERE job = ? AND position > ?
      AND NOT EXISTS (SELECT 1 FROM source_line n WHERE n.data_object = d.key)
    ORDER BY position LIMIT ?
    """

  /// The tags of a layer.
  package static let tags = """
    SELECT l.id, t.confidence FROM tag t JOIN label l ON l.key = t.label
    WHERE t.layer = ? ORDER BY t.ordinal
    """

  /// The finished range that starts last at or before a position.
  package static let finishedRange = """
    SELECT first, last FROM finished_range WHERE job = ? AND person = ? AND first <= ?
    ORDER BY first DESC LIMIT 1
    """

  /// A person's assignments in a job, counted by state.
  package static let progress =
    "SELECT state, objects FROM tally WHERE job = ? AND person = ? AND objects > 0"

  /// The step that a person undoes next in a job.
  package static let nextToUndo = """
    SELECT entry, latest FROM undo_step WHERE person = ? AND job = ? AND scope = ? AND state = ?
    ORDER BY entry DESC LIMIT 1
    """

  /// The step that a person does again next in a job.
  package static let nextToRedo = """
    SELECT entry, latest FROM undo_step WHERE person = ? AND job = ? AND scope = ? AND state = ?
    ORDER BY entry ASC LIMIT 1
    """

  /// The published runs that combined a layer after an entry.
  package static let laterRuns = """
    SELECT b.entry FROM layer l JOIN run_input n ON n.layer = l.key
    JOIN consolidation_run r ON r.key = n.run JOIN batch b ON b.key = r.batch
    WHERE l.id = ? AND b.visible AND b.entry > ? ORDER BY b.entry
    """

  /// The finished layers of a data object, the oldest first.
  package static let finishedLayers = """
    SELECT l.key, l.source, s.kind, s.person, s.run, coalesce(a.entry, l.changed) AS came
    FROM layer l JOIN source s ON s.key = l.source LEFT JOIN batch a ON a.key = l.batch
    WHERE l.data_object = ? AND l.submitted_at IS NOT NULL AND (a.key IS NULL OR a.visible)
    ORDER BY came, l.round, l.key
    """

  /// A layer by its key.
  package static let layer = """
    SELECT \(LayerTable.columns) FROM \(LayerTable.tables) WHERE l.key = ?
    """

  /// Where the review of a data object stands.
  package static let review = """
    SELECT d.job, d.position, d.withdrawn, d.is_seeded,
      d.submitted >= (SELECT annotators FROM job j WHERE j.key = d.job) AS is_answered,
      r.data_object AS known, r.state, r.level,
      r.margin, r.author, r.base, r.seen, r.person, r.layer, y.id AS layer_id, r.reason,
      r.changed, r.lease_expires_at
    FROM data_object d LEFT JOIN review r ON r.data_object = d.key
    LEFT JOIN layer y ON y.key = r.layer WHERE d.key = ?
    """

  /// The data object of an author that is reviewed next.
  package static let nextReview = """
    SELECT data_object, level, margin, position FROM review
    WHERE job = ? AND author = ? AND state = 'waiting'
      AND (level, margin, position) > (?, ?, ?)
    ORDER BY level, margin, position LIMIT 1
    """

  /// The next author whose answers wait for review.
  package static let nextAuthor = """
    SELECT author FROM review WHERE job = ? AND author > ? AND state = 'waiting'
    ORDER BY author LIMIT 1
    """

  /// A reviewer's data objects in a state, after a position.
  package static let ownReviews = """
    SELECT data_object, position FROM review
    WHERE job = ? AND person = ? AND state = ? AND position > ? ORDER BY position LIMIT 1
    """

  /// The leases of reviews in a job that have run out, of one state.
  package static let endedReviews = """
    SELECT data_object FROM review WHERE job = ? AND state = ? AND lease_expires_at <= ?
    """

  /// Reviewed data objects of a job after a position.
  package static let reviewed = """
    SELECT data_object, position FROM review
    WHERE job = ? AND state = 'reviewed' AND position > ? ORDER BY position LIMIT ?
    """

  /// Data objects of a job by the state of their review.
  package static let reviewProgress =
    "SELECT state, objects FROM review_tally WHERE job = ? AND objects > 0"

  /// How many shapes a layer has, and how far the worst of them is above its threshold.
  package static let worstMargin = """
    SELECT min(s.confidence - ifnull(l.threshold, ?)) AS margin, count(*) AS shapes
    FROM shape s JOIN label l ON l.key = s.label WHERE s.layer = ?
    """

  /// The first seeded data object at or after a position.
  package static let nextSeeded = """
    SELECT key, position, image FROM data_object
    WHERE job = ? AND is_seeded = 1 AND position >= ? ORDER BY position LIMIT 1
    """

  /// What is left for whom in a job: its supply, and what a person has drawn of it.
  package static let supply = """
    SELECT s.objects, ifnull(d.objects, 0) AS drawn
    FROM supply s LEFT JOIN drawn d ON d.job = s.job AND d.person = ? WHERE s.job = ?
    """

  /// A page of the data objects of a job.
  package static let dataObjects = """
    SELECT key, position, image FROM data_object
    WHERE job = ? AND position > ? ORDER BY position LIMIT ?
    """

  /// The first data object at or after a position where a person could still take a seat.
  package static let nextOpen = """
    SELECT key, position FROM data_object WHERE job = ? AND is_open = 1 AND position >= ?
    ORDER BY position LIMIT 1
    """

  /// The first data object of a priority, at or after a position, that somebody is needed for.
  package static let nextWanted = """
    SELECT key, position, image FROM data_object
    WHERE job = ? AND is_wanted = 1 AND priority = ? AND position >= ? ORDER BY position LIMIT 1
    """

  /// The next lower priority that somebody is needed for.
  package static let nextPriority = """
    SELECT priority FROM data_object WHERE job = ? AND is_wanted = 1 AND priority < ?
    ORDER BY priority DESC LIMIT 1
    """

  /// A person's data objects in a state, after a position.
  package static let ownWork = """
    SELECT a.data_object AS key, a.position, d.image, a.seat, d.is_open, d.is_seeded
    FROM assignment a JOIN data_object d ON d.key = a.data_object
    WHERE a.job = ? AND a.person = ? AND a.state = ? AND a.position > ?
    ORDER BY a.position LIMIT 1
    """

  /// The leases of a job that have run out, of one state.
  package static let endedLeases = """
    SELECT key FROM assignment WHERE job = ? AND state = ? AND lease_expires_at <= ?
    """

  /// The next hashes that several images have; walks the index of hashes only.
  package static let repeatedHashes = """
    SELECT content_hash FROM image_version
    WHERE content_hash IS NOT NULL AND content_hash > ?
    GROUP BY content_hash HAVING count(DISTINCT image) > 1 ORDER BY content_hash LIMIT ?
    """

  /// How many data objects of a job at least so many persons have answered.
  package static let answered =
    "SELECT coalesce(sum(objects), 0) FROM coverage WHERE job = ? AND answers >= ?"

  /// How many runs of a job are published.
  package static let runCount = """
    SELECT count(*) FROM consolidation_run r JOIN batch b ON b.key = r.batch
    WHERE r.job = ? AND b.visible
    """

  /// How a person's answers to gold in a job came out.
  package static let goldTally = "SELECT * FROM gold_tally WHERE job = ? AND person = ?"

  /// All queries by name, for the test.
  package static let all: [(name: String, sql: String)] = [
    ("item at index", itemAtIndex), ("image", image), ("locations", locations),
    ("image at place", imageAtPlace), ("images by stem", imagesByStem),
    ("assignment", assignment), ("own layer", ownLayer), ("layer of round", layerOfRound),
    ("shapes", shapes), ("tags", tags), ("finished range", finishedRange), ("progress", progress),
    ("next to undo", nextToUndo), ("next to redo", nextToRedo), ("later runs", laterRuns),
    ("finished layers", finishedLayers), ("layer", layer), ("review", review),
    ("next review", nextReview), ("next author", nextAuthor), ("own reviews", ownReviews),
    ("ended reviews", endedReviews), ("reviewed", reviewed), ("review progress", reviewProgress),
    ("worst margin", worstMargin), ("next seeded", nextSeeded), ("supply", supply),
    ("answered", answered), ("run count", runCount), ("gold tally", goldTally),
    ("data objects", dataObjects), ("next open", nextOpen),
    ("next wanted", nextWanted), ("next priority", nextPriority), ("own work", ownWork),
    ("ended leases", endedLeases), ("repeated hashes", repeatedHashes),
    ("unread lines", unreadLines), ("kept lines", keptLines),
  ]
}
