extension Schema {
  /// Labels that a change of labels took out of a job, with the label that they became part of.
  ///
  /// They count as retired while the batch of the change is visible, so that taking the change back
  /// needs no further step. Earlier versions only renamed them; what they did is found by the name.
  static let retirementColumns = """
    ALTER TABLE job_label ADD COLUMN retired_by INTEGER REFERENCES batch (key);
    ALTER TABLE job_label ADD COLUMN merged_into INTEGER REFERENCES label (key);
    UPDATE job_label SET retired_by = (
      SELECT n.batch FROM relabelled_name n JOIN label l ON l.key = n.label
      WHERE n.label = job_label.label
        AND (l.name LIKE '% (merged, ' || n.batch || ')'
          OR l.name LIKE '% (dropped, ' || n.batch || ')'));
    UPDATE job_label SET merged_into = (
      SELECT s.label FROM relabelled_shape r
      JOIN shape s ON s.layer = r.layer AND s.number = r.number
      JOIN layer y ON y.key = r.layer JOIN data_object d ON d.key = y.data_object
      WHERE r.batch = job_label.retired_by AND r.label = job_label.label AND d.job = job_label.job
      LIMIT 1)
      WHERE retired_by IS NOT NULL;
    """
}
