extension Schema {
  /// Leads who decide between differing answers, and what runs came to: a migration of its own.
  ///
  /// `adjudication` says where a lead stands with a data object, so that a draft from which
  /// everything was deleted is not taken for one that was never begun. `outcome` is JSON: how a run
  /// was fitted and the digest of its answers, `{}` for runs of older versions.
  static let adjudicationTables = """
    CREATE TABLE adjudication (
      data_object INTEGER NOT NULL REFERENCES data_object (key),
      person INTEGER NOT NULL REFERENCES person (key),
      layer INTEGER NOT NULL REFERENCES layer (key),
      state TEXT NOT NULL,
      changed INTEGER NOT NULL REFERENCES journal (number),
      PRIMARY KEY (data_object, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX adjudication_layer ON adjudication (layer);

    ALTER TABLE consolidation_run ADD COLUMN outcome TEXT NOT NULL DEFAULT '{}';
    """
}
