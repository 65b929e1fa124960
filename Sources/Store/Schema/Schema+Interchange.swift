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
    """
}
