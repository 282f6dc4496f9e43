-- 0: the row is as its event said. Else its event is lost, and the database was rebuilt from the snapshot of this sequence (see
-- `rebuilds`): `sequence` is then the last command that is lost, `told_at` the time from which the ticket counted as used, and who
-- took an admission back is not known.
ALTER TABLE scans ADD COLUMN rebuilt_sequence bigint NOT NULL DEFAULT 0 CHECK (rebuilt_sequence >= 0);
