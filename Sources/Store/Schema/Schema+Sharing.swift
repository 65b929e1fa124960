extension Schema {
  /// Who holds which data object, for handing out work: the second migration.
  ///
  /// A seat is a person's right to answer a data object: 1 for somebody who works here, 2 for an
  /// answer that came from a file, 0 for none. `takers` and `given` count them. An object is open
  /// while somebody who works here may still take a seat, and wanted while it also lacks answers.
  static let sharingTables = """
    ALTER TABLE assignment ADD COLUMN seat INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE data_object ADD COLUMN takers INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE data_object ADD COLUMN given INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE data_object ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE data_object ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE data_object ADD COLUMN is_open INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE data_object ADD COLUMN is_wanted INTEGER NOT NULL DEFAULT 1;

    CREATE TABLE job_rule (
      job INTEGER PRIMARY KEY REFERENCES job (key),
      ordering TEXT NOT NULL,
      lease_seconds INTEGER NOT NULL CHECK (lease_seconds >= 1),
      draft_seconds INTEGER NOT NULL CHECK (draft_seconds >= 1)
    ) STRICT;

    -- The newest session of a person in a job; writes of older ones are refused.
    CREATE TABLE session (
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      fence INTEGER NOT NULL,
      begun_at INTEGER NOT NULL,
      PRIMARY KEY (job, person)
    ) STRICT, WITHOUT ROWID;

    -- Microseconds that leases count in: ticks, and the kernel's reading that they stood at.
    CREATE TABLE lease_clock (
      single INTEGER PRIMARY KEY CHECK (single = 1),
      boot TEXT NOT NULL,
      reading INTEGER NOT NULL,
      ticks INTEGER NOT NULL
    ) STRICT;

    UPDATE assignment SET seat = CASE
      WHEN batch IS NOT NULL THEN 2 * (state = 'submitted')
      ELSE state IN ('leased', 'draft', 'submitted', 'returned') END;
    UPDATE data_object SET
      takers = (SELECT count(*) FROM assignment a WHERE a.data_object = data_object.key
        AND a.seat = 1),
      given = (SELECT count(*) FROM assignment a WHERE a.data_object = data_object.key
        AND a.seat = 2)
      WHERE key IN (SELECT data_object FROM assignment);
    UPDATE data_object SET
      is_open = takers < (SELECT annotators FROM job j WHERE j.key = data_object.job),
      is_wanted = takers + given < (SELECT annotators FROM job j WHERE j.key = data_object.job)
      WHERE takers + given > 0;

    CREATE INDEX data_object_open ON data_object (job, position) WHERE is_open = 1;
    CREATE INDEX data_object_wanted ON data_object (job, priority, position)
      WHERE is_wanted = 1;
    CREATE INDEX assignment_lease ON assignment (job, state, lease_expires_at)
      WHERE lease_expires_at IS NOT NULL;
    CREATE INDEX source_person ON source (person) WHERE person IS NOT NULL;
    """

  /// The counters of seats, kept whichever statement makes the change.
  static let sharingTriggers = """
    CREATE TRIGGER assignment_seated AFTER INSERT ON assignment WHEN NEW.seat <> 0 BEGIN
      UPDATE data_object SET takers = takers + (NEW.seat = 1), given = given + (NEW.seat = 2)
        WHERE key = NEW.data_object;
    END;
    CREATE TRIGGER assignment_reseated AFTER UPDATE OF seat ON assignment
    WHEN OLD.seat <> NEW.seat BEGIN
      UPDATE data_object SET takers = takers + (NEW.seat = 1) - (OLD.seat = 1),
        given = given + (NEW.seat = 2) - (OLD.seat = 2) WHERE key = NEW.data_object;
    END;
    CREATE TRIGGER assignment_unseated AFTER DELETE ON assignment WHEN OLD.seat <> 0 BEGIN
      UPDATE data_object SET takers = takers - (OLD.seat = 1), given = given - (OLD.seat = 2)
        WHERE key = OLD.data_object;
    END;
    CREATE TRIGGER data_object_taken AFTER UPDATE OF takers, given, withdrawn ON data_object
    BEGIN
      UPDATE data_object SET
        is_open = NOT NEW.withdrawn
          AND NEW.takers < (SELECT annotators FROM job WHERE key = NEW.job),
        is_wanted = NOT NEW.withdrawn
          AND NEW.takers + NEW.given < (SELECT annotators FROM job WHERE key = NEW.job)
        WHERE key = NEW.key;
    END;
    """
}
