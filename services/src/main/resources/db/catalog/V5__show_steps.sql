-- The Idempotency-Keys of shows' steps (publish, close, cancel, archive), each with the first answer, as long as the show is kept.
-- While the booking core is being told of a step, its key is in the show's intent.
CREATE TABLE catalog.step_keys (
  show_id    bigint NOT NULL REFERENCES catalog.shows ON DELETE CASCADE,
  caller_id  bigint NOT NULL,
  key        text NOT NULL,
  step       text NOT NULL,
  body_hash  bigint NOT NULL,
  version    bigint NOT NULL,
  answer     bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (show_id, caller_id, key)
);

-- Who lowered the latest end of a show, which archiving goes by: when, from, to, and why.
CREATE TABLE catalog.latest_end_changes (
  show_id    bigint NOT NULL REFERENCES catalog.shows,
  version    bigint NOT NULL,
  admin_id   bigint NOT NULL,
  changed_at timestamptz NOT NULL,
  from_end   timestamptz NOT NULL,
  to_end     timestamptz NOT NULL,
  reason     text NOT NULL,
  PRIMARY KEY (show_id, version),
  CHECK (to_end < from_end)
);
COMMENT ON COLUMN catalog.latest_end_changes.version IS 'the version of the show that the change made';
