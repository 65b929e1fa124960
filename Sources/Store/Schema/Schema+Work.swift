extension Schema {
  /// Labels, jobs and their counters.
  static let jobTables = """
    CREATE TABLE label (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      name TEXT NOT NULL,
      code TEXT NOT NULL,
      color INTEGER NOT NULL,
      line TEXT NOT NULL,
      threshold REAL CHECK (threshold BETWEEN 0 AND 1)
    ) STRICT;
    CREATE TABLE label_name (
      label INTEGER NOT NULL REFERENCES label (key),
      language TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (label, language)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE label_alias (
      label INTEGER NOT NULL REFERENCES label (key),
      ordinal INTEGER NOT NULL,
      alias TEXT NOT NULL,
      PRIMARY KEY (label, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE job (
      key INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      name TEXT NOT NULL UNIQUE,
      attribute TEXT NOT NULL,
      task TEXT NOT NULL,
      annotators INTEGER NOT NULL CHECK (annotators >= 1),
      parent INTEGER REFERENCES job (key),
      created_at INTEGER NOT NULL,
      data_objects INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE job_label (
      job INTEGER NOT NULL REFERENCES job (key),
      class_index INTEGER NOT NULL,
      label INTEGER NOT NULL REFERENCES label (key),
      PRIMARY KEY (job, class_index),
      UNIQUE (job, label)
    ) STRICT, WITHOUT ROWID;

    -- Data objects of a job by how many persons have submitted an answer.
    CREATE TABLE coverage (
      job INTEGER NOT NULL REFERENCES job (key),
      answers INTEGER NOT NULL,
      objects INTEGER NOT NULL,
      PRIMARY KEY (job, answers)
    ) STRICT, WITHOUT ROWID;

    -- Assignments of a person in a job by their state.
    CREATE TABLE tally (
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      state TEXT NOT NULL,
      objects INTEGER NOT NULL,
      PRIMARY KEY (job, person, state)
    ) STRICT, WITHOUT ROWID;
    """

  /// Where persons stand with their data objects.
  static let workTables = """
    CREATE TABLE assignment (
      key INTEGER PRIMARY KEY,
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      data_object INTEGER NOT NULL REFERENCES data_object (key),
      position INTEGER NOT NULL,
      state TEXT NOT NULL,
      round INTEGER NOT NULL DEFAULT 1,
      layer INTEGER REFERENCES layer (key),
      reason TEXT NOT NULL DEFAULT '',
      active_seconds REAL,
      created_at INTEGER NOT NULL,
      submitted_at INTEGER,
      changed INTEGER REFERENCES journal (number),
      batch INTEGER REFERENCES batch (key),
      lease_session BLOB,
      lease_expires_at INTEGER,
      lease_fence INTEGER NOT NULL DEFAULT 0,
      UNIQUE (person, data_object)
    ) STRICT;
    CREATE INDEX assignment_object ON assignment (data_object, state);
    CREATE INDEX assignment_list ON assignment (job, person, state, position);
    CREATE INDEX assignment_batch ON assignment (batch) WHERE batch IS NOT NULL;
    CREATE INDEX assignment_layer ON assignment (layer) WHERE layer IS NOT NULL;

    -- The positions that a person has submitted or skipped, as ranges that neither overlap nor
    -- touch; both ends belong to a range.
    CREATE TABLE finished_range (
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      PRIMARY KEY (job, person, first)
    ) STRICT, WITHOUT ROWID;

    -- Where a person was last in a job.
    CREATE TABLE resume_point (
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      position INTEGER NOT NULL,
      moment INTEGER NOT NULL,
      PRIMARY KEY (job, person)
    ) STRICT, WITHOUT ROWID;
    """

  /// The counters, kept whichever statement makes the change.
  static let counterTriggers = """
    CREATE TRIGGER data_object_added AFTER INSERT ON data_object BEGIN
      UPDATE job SET data_objects = data_objects + 1 WHERE key = NEW.job;
      INSERT INTO coverage (job, answers, objects) VALUES (NEW.job, NEW.submitted, 1)
        ON CONFLICT (job, answers) DO UPDATE SET objects = objects + 1;
    END;
    CREATE TRIGGER data_object_covered AFTER UPDATE OF submitted ON data_object
    WHEN OLD.submitted <> NEW.submitted BEGIN
      UPDATE coverage SET objects = objects - 1 WHERE job = OLD.job AND answers = OLD.submitted;
      INSERT INTO coverage (job, answers, objects) VALUES (NEW.job, NEW.submitted, 1)
        ON CONFLICT (job, answers) DO UPDATE SET objects = objects + 1;
    END;

    CREATE TRIGGER assignment_added AFTER INSERT ON assignment BEGIN
      INSERT INTO tally (job, person, state, objects) VALUES (NEW.job, NEW.person, NEW.state, 1)
        ON CONFLICT (job, person, state) DO UPDATE SET objects = objects + 1;
      UPDATE data_object SET submitted = submitted + 1
        WHERE key = NEW.data_object AND NEW.state = 'submitted';
    END;
    CREATE TRIGGER assignment_moved AFTER UPDATE OF state ON assignment
    WHEN OLD.state <> NEW.state BEGIN
      UPDATE tally SET objects = objects - 1
        WHERE job = OLD.job AND person = OLD.person AND state = OLD.state;
      INSERT INTO tally (job, person, state, objects) VALUES (NEW.job, NEW.person, NEW.state, 1)
        ON CONFLICT (job, person, state) DO UPDATE SET objects = objects + 1;
      UPDATE data_object
        SET submitted = submitted + (NEW.state = 'submitted') - (OLD.state = 'submitted')
        WHERE key = NEW.data_object AND 'submitted' IN (OLD.state, NEW.state);
    END;
    CREATE TRIGGER assignment_removed AFTER DELETE ON assignment BEGIN
      UPDATE tally SET objects = objects - 1
        WHERE job = OLD.job AND person = OLD.person AND state = OLD.state;
      UPDATE data_object SET submitted = submitted - 1
        WHERE key = OLD.data_object AND OLD.state = 'submitted';
    END;
    """
}
