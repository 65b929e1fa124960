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
    SELECT entry, latest FROM undo_step WHERE person = ? AND job = ? AND state = ?
    ORDER BY entry DESC LIMIT 1
    """

  /// The step that a person does again next in a job.
  package static let nextToRedo = """
    SELECT entry, latest FROM undo_step WHERE person = ? AND job = ? AND state = ?
    ORDER BY entry ASC LIMIT 1
    """

  /// The published runs that combined a layer after an entry.
  package static let laterRuns = """
    SELECT b.entry FROM layer l JOIN run_input n ON n.layer = l.key
    JOIN consolidation_run r ON r.key = n.run JOIN batch b ON b.key = r.batch
    WHERE l.id = ? AND b.visible AND b.entry > ? ORDER BY b.entry
    """

  /// The finished layers of a data object.
  package static let candidates = """
    SELECT \(LayerTable.columns), s.kind, s.person, coalesce(a.entry, l.changed) AS came
    FROM \(LayerTable.tables) JOIN source s ON s.key = l.source
    LEFT JOIN batch a ON a.key = l.batch
    WHERE l.data_object = ? AND l.submitted_at IS NOT NULL AND (a.key IS NULL OR a.visible)
    ORDER BY came, l.round, l.key
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
    SELECT a.data_object AS key, a.position, d.image, a.seat, d.is_open
    FROM assignment a JOIN data_object d ON d.key = a.data_object
    WHERE a.job = ? AND a.person = ? AND a.state = ? AND a.position > ?
    ORDER BY a.position LIMIT 1
    """

  /// The leases of a job that have run out, of one state.
  package static let endedLeases = """
    SELECT key FROM assignment WHERE job = ? AND state = ? AND lease_expires_at <= ?
    """

  /// All queries by name, for the test.
  package static let all: [(name: String, sql: String)] = [
    ("item at index", itemAtIndex), ("image", image), ("locations", locations),
    ("image at place", imageAtPlace), ("images by stem", imagesByStem),
    ("assignment", assignment), ("own layer", ownLayer), ("layer of round", layerOfRound),
    ("shapes", shapes), ("tags", tags), ("finished range", finishedRange), ("progress", progress),
    ("next to undo", nextToUndo), ("next to redo", nextToRedo), ("later runs", laterRuns),
    ("candidates", candidates), ("data objects", dataObjects), ("next open", nextOpen),
    ("next wanted", nextWanted), ("next priority", nextPriority), ("own work", ownWork),
    ("ended leases", endedLeases),
  ]
}
