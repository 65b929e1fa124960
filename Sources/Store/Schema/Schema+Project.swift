extension Schema {
  /// The project itself, who writes to it, and the people.
  static let projectTables = """
    -- One row per database file that ever wrote journal entries found here.
    CREATE TABLE origin (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      created_at INTEGER NOT NULL,
      branched_from BLOB NOT NULL CHECK (length(branched_from) = 32),
      last_sequence INTEGER NOT NULL DEFAULT 0,
      head BLOB NOT NULL CHECK (length(head) = 32)
    ) STRICT;

    CREATE TABLE project (
      single INTEGER PRIMARY KEY CHECK (single = 1),
      id BLOB NOT NULL CHECK (length(id) = 16),
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      origin INTEGER NOT NULL REFERENCES origin (key)
    ) STRICT;

    CREATE TABLE person (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      merged_into INTEGER REFERENCES person (key) CHECK (merged_into <> key),
      batch INTEGER REFERENCES batch (key),
      purged_at INTEGER
    ) STRICT;
    CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;

    CREATE TABLE identity (
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      realm TEXT NOT NULL DEFAULT '',
      person INTEGER NOT NULL REFERENCES person (key),
      PRIMARY KEY (kind, value, realm)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX identity_person ON identity (person);

    CREATE TABLE role (
      person INTEGER NOT NULL REFERENCES person (key),
      role TEXT NOT NULL,
      PRIMARY KEY (person, role)
    ) STRICT, WITHOUT ROWID;
    """

  /// The journal and what hangs on it.
  static let journalTables = """
    CREATE TABLE journal (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      origin INTEGER NOT NULL REFERENCES origin (key),
      origin_sequence INTEGER NOT NULL,
      person INTEGER REFERENCES person (key),
      job INTEGER REFERENCES job (key),
      image INTEGER REFERENCES image (key),
      kind TEXT NOT NULL,
      moment INTEGER NOT NULL,
      undoes INTEGER REFERENCES journal (number),
      payload_digest BLOB NOT NULL CHECK (length(payload_digest) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      UNIQUE (origin, origin_sequence)
    ) STRICT;
    CREATE INDEX journal_image ON journal (image, number) WHERE image IS NOT NULL;

    CREATE TRIGGER journal_is_not_edited BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;

    CREATE TABLE payload (
      entry INTEGER PRIMARY KEY REFERENCES journal (number),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      body BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER payload_is_not_edited BEFORE UPDATE ON payload
    BEGIN SELECT RAISE(ABORT, 'a payload is kept or removed, never edited'); END;

    -- What came in by one bulk action. Shown as soon as it begins (imports) or when it is
    -- complete (runs); withdrawn by undo.
    CREATE TABLE batch (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      kind TEXT NOT NULL,
      job INTEGER REFERENCES job (key),
      entry INTEGER REFERENCES journal (number),
      visible INTEGER NOT NULL DEFAULT 1,
      items INTEGER NOT NULL DEFAULT 0,
      begun_at INTEGER NOT NULL,
      finished_at INTEGER
    ) STRICT;
    CREATE INDEX batch_entry ON batch (entry);

    -- state: 0 applied, 1 undone and can be redone, 2 undone for good.
    CREATE TABLE undo_step (
      entry INTEGER PRIMARY KEY REFERENCES journal (number),
      person INTEGER NOT NULL REFERENCES person (key),
      job INTEGER NOT NULL REFERENCES job (key),
      state INTEGER NOT NULL,
      latest INTEGER NOT NULL REFERENCES journal (number)
    ) STRICT;
    CREATE INDEX undo_step_next ON undo_step (person, job, state, entry);
    """
}
