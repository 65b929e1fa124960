extension Schema {
  /// Images, where they are, what is known about them, and their place in jobs.
  static let imageTables = """
    CREATE TABLE image (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      claimed_width INTEGER CHECK (claimed_width >= 1),
      claimed_height INTEGER CHECK (claimed_height >= 1),
      batch INTEGER REFERENCES batch (key),
      purged_at INTEGER
    ) STRICT;

    -- What the bytes of an image said when they were read; one row more when they changed.
    CREATE TABLE image_version (
      image INTEGER NOT NULL REFERENCES image (key),
      number INTEGER NOT NULL,
      content_hash BLOB CHECK (length(content_hash) = 32),
      byte_count INTEGER,
      modified_at INTEGER,
      width INTEGER NOT NULL CHECK (width >= 1),
      height INTEGER NOT NULL CHECK (height >= 1),
      orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
      captured_at INTEGER,
      media_type TEXT NOT NULL,
      recorded_at INTEGER NOT NULL,
      PRIMARY KEY (image, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX image_version_hash ON image_version (content_hash)
      WHERE content_hash IS NOT NULL;

    -- path: bytes up to and including the last slash.
    CREATE TABLE folder (
      key INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      path BLOB NOT NULL,
      UNIQUE (kind, path)
    ) STRICT;
    CREATE TABLE location (
      image INTEGER NOT NULL REFERENCES image (key),
      ordinal INTEGER NOT NULL,
      folder INTEGER NOT NULL REFERENCES folder (key),
      name BLOB NOT NULL,
      state TEXT NOT NULL,
      PRIMARY KEY (image, ordinal)
    ) STRICT, WITHOUT ROWID;
    -- The name leads, so that this index also finds files by their stem.
    CREATE UNIQUE INDEX location_place ON location (name, folder);

    CREATE TABLE metadata_key (
      key INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE metadatum (
      image INTEGER NOT NULL REFERENCES image (key),
      name INTEGER NOT NULL REFERENCES metadata_key (key),
      origin TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (image, name, origin)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX metadatum_value ON metadatum (name, value);

    CREATE TABLE data_object (
      key INTEGER PRIMARY KEY,
      job INTEGER NOT NULL REFERENCES job (key),
      position INTEGER NOT NULL,
      image INTEGER NOT NULL REFERENCES image (key),
      submitted INTEGER NOT NULL DEFAULT 0,
      batch INTEGER REFERENCES batch (key),
      UNIQUE (job, position),
      UNIQUE (image, job)
    ) STRICT;

    CREATE TABLE source_line (
      key INTEGER PRIMARY KEY,
      data_object INTEGER NOT NULL REFERENCES data_object (key),
      job INTEGER NOT NULL REFERENCES job (key),
      line_number INTEGER NOT NULL,
      source_ref TEXT,
      raw BLOB,
      UNIQUE (data_object, line_number)
    ) STRICT;
    CREATE INDEX source_line_number ON source_line (job, line_number);
    """

  /// Layers, who made them, and the runs that combine them.
  static let layerTables = """
    CREATE TABLE source (
      key INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      person INTEGER REFERENCES person (key),
      run INTEGER REFERENCES consolidation_run (key),
      name TEXT NOT NULL DEFAULT '',
      version TEXT NOT NULL DEFAULT '',
      floor REAL CHECK (floor BETWEEN 0 AND 1)
    ) STRICT;
    CREATE UNIQUE INDEX source_identity
      ON source (kind, ifnull(person, 0), ifnull(run, 0), name, version, ifnull(floor, -1));

    -- submitted_at is null while its maker still works on it. changed is the last entry that
    -- touched it; a run that saw an earlier one is stale.
    CREATE TABLE layer (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      data_object INTEGER NOT NULL REFERENCES data_object (key),
      source INTEGER NOT NULL REFERENCES source (key),
      round INTEGER NOT NULL CHECK (round >= 1),
      created_at INTEGER NOT NULL,
      submitted_at INTEGER,
      active_seconds REAL,
      comment TEXT NOT NULL DEFAULT '',
      derived_from INTEGER REFERENCES layer (key),
      batch INTEGER REFERENCES batch (key),
      last_number INTEGER NOT NULL DEFAULT 0,
      changed INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX layer_object ON layer (data_object, source, round);
    CREATE UNIQUE INDEX layer_own ON layer (data_object, source, round) WHERE batch IS NULL;
    CREATE INDEX layer_batch ON layer (batch) WHERE batch IS NOT NULL;

    -- kind 1 is a box. The four edges bound the shape whatever its kind; detail holds what
    -- other kinds need besides.
    CREATE TABLE shape (
      layer INTEGER NOT NULL REFERENCES layer (key),
      number INTEGER NOT NULL CHECK (number >= 1),
      label INTEGER NOT NULL REFERENCES label (key),
      kind INTEGER NOT NULL,
      box_left REAL NOT NULL,
      box_top REAL NOT NULL,
      box_right REAL NOT NULL,
      box_bottom REAL NOT NULL,
      confidence REAL CHECK (confidence BETWEEN 0 AND 1),
      detail BLOB,
      PRIMARY KEY (layer, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE consolidation_run (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      method TEXT NOT NULL,
      parameters TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      batch INTEGER NOT NULL REFERENCES batch (key)
    ) STRICT;
    CREATE INDEX consolidation_run_job ON consolidation_run (job, key);

    -- seen: the state of the layer when the run read it (its "changed" then).
    CREATE TABLE run_input (
      run INTEGER NOT NULL REFERENCES consolidation_run (key),
      layer INTEGER NOT NULL REFERENCES layer (key),
      seen INTEGER NOT NULL,
      PRIMARY KEY (run, layer)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_input_layer ON run_input (layer);
    """
}
