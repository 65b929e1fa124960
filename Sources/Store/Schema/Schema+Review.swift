extension Schema {
  /// Review, gold among the rest, and what is left for whom: the third migration.
  ///
  /// `review` has one row for each data object that ever had an answer. Its states: `none` (no
  /// answer now), `gold` (known, so nothing to review), `waiting`, `leased` (with a reviewer,
  /// nothing decided), `draft`, `reviewed`, `returned` (back with its annotators). `base` is the
  /// layer to review and `layer` the reviewer's own; both are keys of layers, without a reference,
  /// because a purge could not find them by it without two more indexes over a million rows.
  /// `seen` says which state of the base its holder was given, so that nobody accepts what they
  /// were never shown.
  /// The queue goes by (`level`, `margin`, `position`): level 0 has a box with a measured
  /// confidence, 1 only boxes without, 2 no box. `author` is the annotator whose answer alone is
  /// reviewed, else 0; it leads the index so that a reviewer's own answers are passed over in one
  /// step.
  static let reviewTables = """
    CREATE TABLE review (
      data_object INTEGER PRIMARY KEY REFERENCES data_object (key),
      job INTEGER NOT NULL REFERENCES job (key),
      position INTEGER NOT NULL,
      state TEXT NOT NULL,
      level INTEGER NOT NULL,
      margin REAL NOT NULL,
      author INTEGER NOT NULL DEFAULT 0,
      base INTEGER,
      seen TEXT,
      person INTEGER REFERENCES person (key),
      layer INTEGER,
      reason TEXT NOT NULL DEFAULT '',
      changed INTEGER REFERENCES journal (number),
      lease_expires_at INTEGER
    ) STRICT;
    CREATE INDEX review_queue ON review (job, author, level, margin, position)
      WHERE state = 'waiting';
    CREATE INDEX review_done ON review (job, position) WHERE state = 'reviewed';
    CREATE INDEX review_own ON review (job, person, state, position) WHERE person IS NOT NULL;
    CREATE INDEX review_lease ON review (job, state, lease_expires_at)
      WHERE lease_expires_at IS NOT NULL;

    -- What a reviewer said of one shape; the number is that of the shape in the layer or, when it
    -- was rejected, in the answer that the layer started from.
    CREATE TABLE verdict (
      layer INTEGER NOT NULL REFERENCES layer (key),
      number INTEGER NOT NULL,
      verdict TEXT NOT NULL,
      reason TEXT NOT NULL DEFAULT '',
      PRIMARY KEY (layer, number)
    ) STRICT, WITHOUT ROWID;

    -- The newest reviewing session of a person in a job.
    CREATE TABLE review_session (
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      fence INTEGER NOT NULL,
      begun_at INTEGER NOT NULL,
      PRIMARY KEY (job, person)
    ) STRICT, WITHOUT ROWID;

    -- Data objects of a job by the state of their review.
    CREATE TABLE review_tally (
      job INTEGER NOT NULL REFERENCES job (key),
      state TEXT NOT NULL,
      objects INTEGER NOT NULL,
      PRIMARY KEY (job, state)
    ) STRICT, WITHOUT ROWID;

    -- Data objects whose review has to be looked at again, because the answers of a whole batch,
    -- person or job changed at once; "after" is the last row that was done.
    CREATE TABLE pending_update (
      key INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      subject INTEGER NOT NULL,
      after INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    INSERT INTO pending_update (kind, subject) SELECT 'job', key FROM job WHERE data_objects > 0;

    -- For the files of a folder that moved.
    CREATE INDEX location_folder ON location (folder, name);

    -- scope: 0 annotating, 1 reviewing; each has a stack of its own.
    ALTER TABLE undo_step ADD COLUMN scope INTEGER NOT NULL DEFAULT 0;
    DROP INDEX undo_step_next;
    CREATE INDEX undo_step_next ON undo_step (person, job, scope, state, entry);
    """

  /// The counters of reviews.
  static let reviewTriggers = """
    CREATE TRIGGER review_added AFTER INSERT ON review BEGIN
      INSERT INTO review_tally (job, state, objects) VALUES (NEW.job, NEW.state, 1)
        ON CONFLICT (job, state) DO UPDATE SET objects = objects + 1;
    END;
    CREATE TRIGGER review_moved AFTER UPDATE OF state ON review WHEN OLD.state <> NEW.state BEGIN
      UPDATE review_tally SET objects = objects - 1 WHERE job = OLD.job AND state = OLD.state;
      INSERT INTO review_tally (job, state, objects) VALUES (NEW.job, NEW.state, 1)
        ON CONFLICT (job, state) DO UPDATE SET objects = objects + 1;
    END;
    CREATE TRIGGER review_removed AFTER DELETE ON review BEGIN
      UPDATE review_tally SET objects = objects - 1 WHERE job = OLD.job AND state = OLD.state;
    END;
    """
}
