extension Schema {
  /// Tags, jobs that came in by an import, layers that say what a manifest line says, and the
  /// parts that images were assigned to at the first export: a migration of its own.
  ///
  /// `layer.line` has no foreign key, because keeping one would cost an index over all layers; a
  /// line that is gone is simply not found. A job of an import that was undone gives its name back
  /// and keeps it in `own_name`.
  static let interchangeTables = """
    CREATE TABLE tag (
      layer INTEGER NOT NULL REFERENCES layer (key),
      ordinal INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES label (key),
      confidence REAL CHECK (confidence BETWEEN 0 AND 1),
      PRIMARY KEY (layer, ordinal)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE layer ADD COLUMN line INTEGER;
    ALTER TABLE job ADD COLUMN batch INTEGER REFERENCES batch (key);
    ALTER TABLE job ADD COLUMN own_name TEXT;

    CREATE TABLE split (
      data_object INTEGER PRIMARY KEY REFERENCES data_object (key),
      part TEXT NOT NULL
    ) STRICT;

    -- What changes of labels replaced. Each row holds the side that does not count at the moment,
    -- so taking a change back, and doing it again, exchange the two sides.
    CREATE TABLE relabelled_name (
      batch INTEGER NOT NULL REFERENCES batch (key),
      label INTEGER NOT NULL REFERENCES label (key),
      name TEXT NOT NULL,
      PRIMARY KEY (batch, label)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE relabelled_shape (
      batch INTEGER NOT NULL REFERENCES batch (key),
      layer INTEGER NOT NULL REFERENCES layer (key),
      number INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES label (key),
      PRIMARY KEY (batch, layer, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE relabelled_tag (
      batch INTEGER NOT NULL REFERENCES batch (key),
      layer INTEGER NOT NULL REFERENCES layer (key),
      ordinal INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES label (key),
      PRIMARY KEY (batch, layer, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE relabelled_line (
      batch INTEGER NOT NULL REFERENCES batch (key),
      layer INTEGER NOT NULL REFERENCES layer (key),
      line INTEGER,
      PRIMARY KEY (batch, layer)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE dropped_shape (
      batch INTEGER NOT NULL REFERENCES batch (key),
      layer INTEGER NOT NULL REFERENCES layer (key),
      number INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES label (key),
      kind INTEGER NOT NULL,
      box_left REAL NOT NULL,
      box_top REAL NOT NULL,
      box_right REAL NOT NULL,
      box_bottom REAL NOT NULL,
      confidence REAL,
      detail BLOB,
      PRIMARY KEY (batch, layer, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE dropped_tag (
      batch INTEGER NOT NULL REFERENCES batch (key),
      layer INTEGER NOT NULL REFERENCES layer (key),
      ordinal INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES label (key),
      confidence REAL,
      PRIMARY KEY (batch, layer, ordinal)
    ) STRICT, WITHOUT ROWID;
    -- So that a purge finds what they hold of a layer.
    CREATE INDEX relabelled_shape_layer ON relabelled_shape (layer);
    CREATE INDEX relabelled_tag_layer ON relabelled_tag (layer);
    CREATE INDEX relabelled_line_layer ON relabelled_line (layer);
    CREATE INDEX dropped_shape_layer ON dropped_shape (layer);
    CREATE INDEX dropped_tag_layer ON dropped_tag (layer);
    """

  /// Lines of manifests that could not be read, kept so that an export can write them again: a
  /// migration of its own.
  static let unreadTables = """
    CREATE TABLE unread_line (
      job INTEGER NOT NULL REFERENCES job (key),
      line_number INTEGER NOT NULL,
      batch INTEGER NOT NULL REFERENCES batch (key),
      raw BLOB NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (job, line_number, batch)
    ) STRICT, WITHOUT ROWID;
    """
}
