extension Schema {
  /// Gold among the rest, its scores, and counters of what is left for whom; part of the third
  /// migration.
  ///
  /// A data object is seeded while it has a gold layer and its job hands gold out. Seeded ones are
  /// not wanted: they are dealt to every annotator once. `supply` counts the data objects of a job
  /// that are wanted or seeded, `drawn` those of them that a person has touched, so that what is
  /// left for a person is a subtraction. An assignment says in `counted` whether it is in `drawn`,
  /// which makes the counting independent of the order in which triggers fire.
  static let goldTables = """
    ALTER TABLE job_rule ADD COLUMN gold_share INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE data_object ADD COLUMN is_seeded INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE assignment ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX data_object_seeded ON data_object (job, position) WHERE is_seeded = 1;

    -- overlap: the sum over matched boxes, in millionths, so that sums stay exact.
    CREATE TABLE gold_score (
      data_object INTEGER NOT NULL REFERENCES data_object (key),
      person INTEGER NOT NULL REFERENCES person (key),
      job INTEGER NOT NULL REFERENCES job (key),
      expected INTEGER NOT NULL,
      given INTEGER NOT NULL,
      matched INTEGER NOT NULL,
      agreed INTEGER NOT NULL,
      overlap INTEGER NOT NULL,
      PRIMARY KEY (data_object, person)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE gold_tally (
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      objects INTEGER NOT NULL,
      expected INTEGER NOT NULL,
      given INTEGER NOT NULL,
      matched INTEGER NOT NULL,
      agreed INTEGER NOT NULL,
      overlap INTEGER NOT NULL,
      PRIMARY KEY (job, person)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE supply (
      job INTEGER PRIMARY KEY REFERENCES job (key),
      objects INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE drawn (
      job INTEGER NOT NULL REFERENCES job (key),
      person INTEGER NOT NULL REFERENCES person (key),
      objects INTEGER NOT NULL,
      PRIMARY KEY (job, person)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO supply (job, objects)
      SELECT job, sum(is_wanted) FROM data_object GROUP BY job;
    UPDATE assignment SET counted = 1 WHERE state <> 'waiting'
      AND EXISTS (SELECT 1 FROM data_object d WHERE d.key = data_object AND d.is_wanted);
    INSERT INTO drawn (job, person, objects)
      SELECT job, person, sum(counted) FROM assignment GROUP BY job, person;
    """

  /// The counters, and when a data object is wanted now that gold is dealt.
  static let goldTriggers = """
    DROP TRIGGER data_object_taken;
    CREATE TRIGGER data_object_taken
    AFTER UPDATE OF takers, given, withdrawn, is_seeded ON data_object BEGIN
      UPDATE data_object SET
        is_open = NOT NEW.withdrawn
          AND NEW.takers < (SELECT annotators FROM job WHERE key = NEW.job),
        is_wanted = NOT NEW.withdrawn AND NOT NEW.is_seeded
          AND NEW.takers + NEW.given < (SELECT annotators FROM job WHERE key = NEW.job)
        WHERE key = NEW.key;
    END;

    CREATE TRIGGER data_object_supplied AFTER INSERT ON data_object BEGIN
      INSERT INTO supply (job, objects) VALUES (NEW.job, NEW.is_wanted OR NEW.is_seeded)
        ON CONFLICT (job) DO UPDATE SET objects = objects + excluded.objects;
    END;
    CREATE TRIGGER data_object_resupplied AFTER UPDATE OF is_wanted, is_seeded ON data_object
    WHEN (OLD.is_wanted OR OLD.is_seeded) <> (NEW.is_wanted OR NEW.is_seeded) BEGIN
      UPDATE supply SET objects = objects + (NEW.is_wanted OR NEW.is_seeded)
        - (OLD.is_wanted OR OLD.is_seeded) WHERE job = NEW.job;
      UPDATE assignment SET counted = state <> 'waiting' AND (NEW.is_wanted OR NEW.is_seeded)
        WHERE data_object = NEW.key;
    END;
    CREATE TRIGGER assignment_counted AFTER INSERT ON assignment WHEN NEW.state <> 'waiting' BEGIN
      UPDATE assignment SET counted = EXISTS (SELECT 1 FROM data_object d
        WHERE d.key = NEW.data_object AND (d.is_wanted OR d.is_seeded)) WHERE key = NEW.key;
    END;
    CREATE TRIGGER assignment_recounted AFTER UPDATE OF state ON assignment
    WHEN (OLD.state = 'waiting') <> (NEW.state = 'waiting') BEGIN
      UPDATE assignment SET counted = NEW.state <> 'waiting' AND EXISTS (SELECT 1
        FROM data_object d WHERE d.key = NEW.data_object AND (d.is_wanted OR d.is_seeded))
        WHERE key = NEW.key;
    END;
    CREATE TRIGGER assignment_drawn AFTER UPDATE OF counted ON assignment
    WHEN OLD.counted <> NEW.counted BEGIN
      INSERT INTO drawn (job, person, objects)
        VALUES (NEW.job, NEW.person, NEW.counted - OLD.counted)
        ON CONFLICT (job, person) DO UPDATE SET objects = objects + excluded.objects;
    END;
    CREATE TRIGGER assignment_undrawn AFTER DELETE ON assignment WHEN OLD.counted <> 0 BEGIN
      UPDATE drawn SET objects = objects - 1 WHERE job = OLD.job AND person = OLD.person;
    END;

    CREATE TRIGGER gold_scored AFTER INSERT ON gold_score BEGIN
      INSERT INTO gold_tally (job, person, objects, expected, given, matched, agreed, overlap)
        VALUES (NEW.job, NEW.person, 1, NEW.expected, NEW.given, NEW.matched, NEW.agreed,
          NEW.overlap)
        ON CONFLICT (job, person) DO UPDATE SET objects = objects + 1,
          expected = expected + excluded.expected, given = given + excluded.given,
          matched = matched + excluded.matched, agreed = agreed + excluded.agreed,
          overlap = overlap + excluded.overlap;
    END;
    CREATE TRIGGER gold_unscored AFTER DELETE ON gold_score BEGIN
      UPDATE gold_tally SET objects = objects - 1, expected = expected - OLD.expected,
        given = given - OLD.given, matched = matched - OLD.matched, agreed = agreed - OLD.agreed,
        overlap = overlap - OLD.overlap WHERE job = OLD.job AND person = OLD.person;
    END;
    """
}
